import path from 'node:path';
import type { Project } from '../../project/find-project';
import type { Io, Output } from '../../shared/io';
import { findTerraform } from '../../terraform/binary';
import { ORG_FOLDER, type OrgAddress } from '../local-org';
import { editApplier } from './apply-edits';
import { oneAtATime } from './one-at-a-time';
import { watchCode } from './watch-files';

/** The environment whose org is on this machine. */
const LOCAL = 'local';

/**
 * Applies the stacks of a project to its org, and again after every edit, until it is told to stop.
 *
 * @param output Gets a line for each change.
 */
export async function watchOrg(project: Project, org: OrgAddress, output: Output, io: Io): Promise<void> {
  const { folder, outdir } = project;
  const binary = await findTerraform(io.env, { cwd: folder, stop: io.stop });
  let count = 0;
  const say = (line: string): void => {
    count += 1;
    output.write(`${line}\n`);
  };
  const applyEdits = editApplier({ project, binary, org, environments: LOCAL }, say, io);
  const stopped = new Promise<undefined>((resolve) => {
    const end = () => {
      resolve(undefined);
    };
    if (io.stop.asked.aborted) end();
    else io.stop.asked.addEventListener('abort', end, { once: true });
  });
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const last = { isApplied: false };
  const runs = oneAtATime(async () => {
    await applyEdits().then((good) => {
      last.isApplied = good;
    }, fail);
  });
  const without = [outdir, path.dirname(path.join(folder, ORG_FOLDER))];
  const watcher = watchCode(folder, { without }, runs.ask);
  try {
    runs.ask();
    await Promise.race([runs.idle(), stopped, failed]);
    if (!io.stop.asked.aborted) {
      const what = last.isApplied && count === 0 ? 'The org has what the stacks declare. ' : '';
      output.write(`${what}Edits of the code are applied when they are saved.\n`);
    }
    await Promise.race([stopped, failed]);
  } finally {
    watcher.close();
    // What Terraform holds is given back before the org ends.
    await runs.idle();
  }
}
