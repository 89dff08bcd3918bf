import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Characters handed to the system at once; between two pieces other work goes on. */
const PIECE = 1 << 18;

/** What may be done between the steps of `writeWhole`. */
export interface WholeFile {
  /** In bytes. */
  readonly size: number;
  /** Takes the place of the file of that name. A symbolic link there is replaced, not followed. */
  putInPlace(): Promise<void>;
  /** Leaves what is in its place as it is. */
  discard(): Promise<void>;
}

/**
 * Writes a whole file beside its place and puts it there, or leaves what is there as it is. Both survive a power cut.
 *
 * @throws The system's error.
 */
export async function replaceWhole(file: string, content: Iterable<string | Uint8Array>, mode?: number): Promise<void> {
  const whole = await writeWhole(file, content, mode);
  await whole.putInPlace();
}

/**
 * Writes a whole file beside its place. Its name cannot be guessed, and nothing of that name may exist: a symbolic link
 * that was laid there beforehand, for example by a checkout, would say where to write.
 *
 * @throws The system's error; then nothing is left behind.
 */
export async function writeWhole(
  file: string,
  content: Iterable<string | Uint8Array>,
  mode = 0o666,
): Promise<WholeFile> {
  const temporary = temporaryName(file);
  let size: number;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await writePieces(handle, content);
      await handle.sync();
      size = (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    await discard(temporary);
    throw error;
  }
  return {
    size,
    discard: async () => {
      await discard(temporary);
    },
    putInPlace: async () => {
      try {
        await rename(temporary, file);
      } catch (error) {
        await discard(temporary);
        throw error;
      }
      await syncFolder(path.dirname(file));
    },
  };
}

/** A name beside the file that cannot be known beforehand. */
export function temporaryName(file: string): string {
  return `${file}.${randomBytes(8).toString('hex')}.tmp`;
}

/** Makes sure that the names in a folder survive a power cut. Windows has no such call, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writePieces(handle: FileHandle, content: Iterable<string | Uint8Array>): Promise<void> {
  let piece = '';
  for (const part of content) {
    if (typeof part !== 'string') {
      await handle.writeFile(part);
      continue;
    }
    piece += part;
    if (piece.length < PIECE) continue;
    await handle.writeFile(piece);
    piece = '';
  }
  await handle.writeFile(piece);
}

/** The error that was met first is the one to report. */
async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => undefined);
}
