import { UserError } from './errors';
import { replaceWhole } from './whole-file';

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
  try {
    await replaceWhole(file, [content], mode);
  } catch (error) {
    throw new UserError(`${shown} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
