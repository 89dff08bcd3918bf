import { mkdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../shared/errors';
import { replaceWhole, writeWhole, type WholeFile } from '../shared/whole-file';

/** A file that a command writes. */
export interface FileToWrite {
  /** Relative to the project's folder. */
  readonly name: string;
  readonly text: string;
  /** What it holds now; undefined for a file that must not exist yet. */
  readonly before?: string;
}

/**
 * Writes all of the files, or none: each is written beside its place first, and only then they are put there.
 *
 * @returns Takes all of it back: files hold what they held before, and new ones no longer exist.
 * @throws UserError with the first file that cannot be written.
 */
export async function writeAll(folder: string, files: readonly FileToWrite[]): Promise<() => Promise<void>> {
  const made: string[] = [];
  const written: { readonly file: FileToWrite; readonly place: string; readonly whole: WholeFile }[] = [];
  const placed: typeof written = [];
  for (const file of files) {
    try {
      const place = await placeOf(folder, file, made);
      written.push({ file, place, whole: await writeWhole(place, [file.text], await modeOf(place)) });
    } catch (error) {
      await Promise.all(written.map(({ whole }) => whole.discard()));
      await removeEmpty(made);
      throw unwritable(file, error);
    }
  }
  for (const [at, one] of written.entries()) {
    try {
      await one.whole.putInPlace();
      placed.push(one);
    } catch (error) {
      await Promise.all(written.slice(at).map(({ whole }) => whole.discard()));
      await Promise.all(placed.map(({ file, place }) => restore(place, file)));
      await removeEmpty(made);
      throw unwritable(one.file, error);
    }
  }
  return async () => {
    await Promise.all(placed.map(({ file, place }) => restore(place, file)));
    await removeEmpty(made);
  };
}

/** Where the file is, behind symbolic links; folders that it needs are made. */
async function placeOf(folder: string, { name, before }: FileToWrite, made: string[]): Promise<string> {
  const file = path.join(folder, name);
  if (before !== undefined) return await realpath(file);
  const first = await mkdir(path.dirname(file), { recursive: true });
  if (first !== undefined) made.push(...foldersBetween(first, path.dirname(file)));
  if (await exists(file)) throw Object.assign(new Error('it exists'), { code: 'EEXIST' });
  return file;
}

/** The folders that `mkdir` made, from the outermost to the innermost. */
function foldersBetween(first: string, last: string): readonly string[] {
  const inner = path.relative(first, last).split(path.sep).filter(Boolean);
  return inner.reduce((all, name) => [...all, path.join(all.at(-1) ?? first, name)], [first]);
}

async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) await rmdir(folder).catch(() => undefined);
}

async function restore(place: string, { before }: FileToWrite): Promise<void> {
  await (before === undefined ? rm(place, { force: true }) : replaceWhole(place, [before], await modeOf(place)));
}

async function modeOf(place: string): Promise<number | undefined> {
  const info = await stat(place).catch(() => undefined);
  return info && info.mode & 0o777;
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

function unwritable({ name }: FileToWrite, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  return new UserError(
    code === 'EEXIST'
      ? `${name} already exists. Nothing was written.`
      : `${name} cannot be written (${String(code)}). Nothing was written.`,
  );
}
