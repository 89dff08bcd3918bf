import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Windows knows neither flag, and no symbolic links that a checkout makes without asking. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants> & { O_RDONLY: number };

/**
 * The bytes of a file of the tool's own. A symbolic link in its place is not followed, and a pipe is not waited for.
 *
 * @throws An error with a `code`: the system's, `ELOOP` for a symbolic link, `EINVAL` for what is no regular file.
 */
export function readRegularFile(file: string): Buffer {
  const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw Object.assign(new Error('it is no regular file'), { code: 'EINVAL' });
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
