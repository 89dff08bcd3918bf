import { rename, rm, writeFile } from 'node:fs/promises';
import { UserError } from './errors';

/**
 * Puts a whole file in the place of an earlier one, or leaves that as it is.
 *
 * @param shown How messages name it.
 * @throws UserError when it cannot be written.
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { shown, mode }: { readonly shown: string; readonly mode?: number },
): Promise<void> {
  const temporary = `${file}.${String(process.pid)}`;
  try {
    await writeFile(temporary, content, mode === undefined ? {} : { mode });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new UserError(`${shown} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
