import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestFile, digestFileText, parseDigests } from '../review/digest-file';
import type { Reviewed } from '../review/digest';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { textOfNamed } from '../shared/read-file';

/**
 * Reads the digests of what was reviewed.
 *
 * @throws UserError when the file cannot be read or is not whole.
 */
export async function readReviewed(file: string, io: Pick<Io, 'cwd'>): Promise<Reviewed> {
  return parseDigests(await textOfNamed(file, io), digestFile(file));
}

/**
 * Writes what was reviewed to a file for `okta-apps apply --reviewed`.
 *
 * @throws UserError when it cannot be written.
 */
export async function writeReviewed(file: string, reviewed: Reviewed, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  try {
    await writeFile(path.resolve(cwd, file), digestFileText(reviewed));
  } catch (error) {
    throw new UserError(`${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
