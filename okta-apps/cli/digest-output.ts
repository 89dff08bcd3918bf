import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Reviewed } from '../review/digest';
import { digestFileText } from '../review/digest-file';
import { UserError } from '../user-error';
import type { Io } from './io';

/** Writes what was reviewed to a file for `okta-apps apply --reviewed`. */
export async function writeReviewed(file: string, reviewed: Reviewed, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  try {
    await writeFile(path.resolve(cwd, file), digestFileText(reviewed));
  } catch (error) {
    throw new UserError(`${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
