import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from './errors';
import type { Io } from './io';
import { longestText, tooLongText } from './text-limit';

/** The text of a file; undefined when there is none. */
export async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** PowerShell writes what `>` takes as UTF-16 or with a byte order mark, depending on its version. */
function decoded(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
  return bytes.toString(encoding).replace(/^\ufeff/, '');
}

/**
 * The text of a file that the user named.
 *
 * @throws UserError when it cannot be read.
 */
export async function textOfNamed(name: string, { cwd }: Pick<Io, 'cwd'>): Promise<string> {
  const file = path.resolve(cwd, name);
  try {
    const { size } = await stat(file);
    if (size <= longestText()) return decoded(await readFile(file));
    throw new UserError(`${name} is too large to be read (${Math.round(size / 2 ** 20)} MiB): ${tooLongText()}`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(code === 'ENOENT' ? `${name} does not exist` : `${name} cannot be read (${String(code)})`);
  }
}

/** What the text is as JSON; undefined when it is none, or when there is no text. */
export function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
