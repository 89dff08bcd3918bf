import path from 'node:path';
import { UserError } from '../shared/errors';
import { replaceWhole } from '../shared/whole-file';
import { tablePage, type TablePage } from './html/table-page';

/**
 * Writes the page as a whole, or leaves what is there as it is.
 *
 * @param file As it was given; relative to `cwd`.
 * @throws UserError when it cannot be written.
 */
export async function writePage(page: TablePage, file: string, cwd: string): Promise<void> {
  try {
    await replaceWhole(path.resolve(cwd, file), tablePage(page));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const todo = REASONS[code] ?? 'choose another file';
    throw new UserError(`${file} cannot be written (${code}); ${todo}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'create its folder first',
  EISDIR: 'it is a folder: name a file in it',
  EACCES: 'choose a file that you may write',
  EPERM: 'choose a file that you may write',
  EROFS: 'choose a file that you may write',
  ENOSPC: 'the disk is full',
};
