import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Windows knows neither flag, and no symbolic links that a checkout makes without asking. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants> & { O_RDONLY: number };

/**
 * The bytes of a file that nothing else may stand in for. A symbolic link in its place is not followed, and a pipe is
 * not waited for.
 *
 * @param most Most bytes that it may have.
 * @throws An error with a `code`: the system's, `ELOOP` for a symbolic link, `EINVAL` for what is no regular file,
 * `EFBIG` for one that is too large.
 */
export function readRegularFile(file: string, most = Infinity): Buffer {
  const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw Object.assign(new Error('it is no regular file'), { code: 'EINVAL' });
    if (status.size > most) throw Object.assign(new Error('it is too large'), { code: 'EFBIG' });
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
