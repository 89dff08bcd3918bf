import { copyFile, open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Puts the backup of a state in its place, when Terraform was killed while it wrote the state: it empties the file
 * first, and an empty state would make it create everything once more. Only states in files have that; Terraform
 * writes the backup, the state as it was before that apply, ahead of it.
 *
 * @param file Where the state is; undefined when no file keeps it.
 * @returns Whether it was so.
 */
export async function restoreInterruptedState(file: string | undefined): Promise<boolean> {
  if (file === undefined || !(await isIncomplete(file))) return false;
  const backup = `${file}.backup`;
  if ((await isIncomplete(backup)) !== false) return false;
  // Another run may be in the middle of writing it.
  const { mtimeMs } = await stat(file);
  await sleep(WRITING_MS);
  if (!(await isIncomplete(file)) || (await stat(file)).mtimeMs !== mtimeMs) return false;
  const temporary = `${file}.restored`;
  await copyFile(backup, temporary);
  await rename(temporary, file);
  return true;
}

/** Whether the file does not end as JSON does; undefined when there is none. */
async function isIncomplete(file: string): Promise<boolean | undefined> {
  try {
    const { size } = await stat(file);
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL), 0, TAIL, Math.max(0, size - TAIL));
      return !buffer.subarray(0, bytesRead).toString('utf8').trimEnd().endsWith('}');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const TAIL = 16;
/** Longer than Terraform is between two pieces of a state. */
const WRITING_MS = 500;
