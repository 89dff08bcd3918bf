import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../shared/errors';
import { runningOn } from './running-org';

const FOLDER = '.okta-local';
/** What the tool puts there: the data of the local org, and the Terraform state of its stacks. */
const OURS = ['org', 'state'];

/**
 * Deletes `.okta-local` of a project: the local org and the state of what was applied to it.
 *
 * @returns Whether there was one.
 * @throws UserError when it holds anything else, or when its org runs.
 */
export async function removeLocalFolder(projectFolder: string): Promise<boolean> {
  const folder = path.join(projectFolder, FOLDER);
  const info = await lstat(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (info === undefined) return false;
  const strange = info.isDirectory() ? (await readdir(folder)).filter((name) => !OURS.includes(name)) : [FOLDER];
  if (strange.length > 0) {
    throw new UserError(`${folder} is not deleted: ${strange.join(', ')} is not of okta-apps; move it away first`);
  }
  const running = await runningOn(path.join(folder, 'org'));
  if (running !== undefined) {
    throw new UserError(`${folder} is in use by the okta-apps of process ${String(running.pid)}; end that one first`);
  }
  await rm(folder, { recursive: true });
  return true;
}
