import { copyFile, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Puts the backup of a state in its place, when Terraform was killed while it wrote the state: it empties the file
 * first, and an empty state would make it create everything once more. Only states in files have that; Terraform
 * writes the backup, the state as it was before that apply, ahead of it.
 *
 * @param folder Folder of a stack that was initialized before.
 * @returns Whether it was so.
 */
export async function restoreInterruptedState(folder: string): Promise<boolean> {
  const file = await stateFile(folder);
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

/** Where a stack's state is, when that is a file; `init` noted it. */
async function stateFile(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(path.join(folder, '.terraform/terraform.tfstate'), 'utf8');
    const { backend } = JSON.parse(text) as { backend?: { type?: string; config?: { path?: string | null } } };
    const { type, config } = backend ?? {};
    return type === 'local' && typeof config?.path === 'string' ? path.resolve(folder, config.path) : undefined;
  } catch {
    return undefined;
  }
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
