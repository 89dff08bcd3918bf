import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runChild } from './child';
import type { Runner, StackRun } from './invoke';
import { LOCK_SECONDS } from './state-diagnostics';

/** Longer than one waits for a lock. */
const LIMIT_MS = (LOCK_SECONDS + 20) * 1000;
const GRACE_MS = 5_000;
const LOCK = `-lock-timeout=${String(LOCK_SECONDS)}s`;

/** What is done to a stack's state beside plans. Each says whether it was done, and is bounded. */
export interface StateCommands {
  /** Takes the mark away with which Terraform would make a resource anew. False too when there was none. */
  readonly untaint: (address: string) => Promise<boolean>;
  /** Takes something that the provider knows by `id` into the state. */
  readonly take: (address: string, id: string) => Promise<boolean>;
  readonly forget: (address: string) => Promise<boolean>;
}

/** The commands are run although the run was asked to stop, not when it was forced to. */
export function stateCommands({ binary, stop }: Runner, { folder, env }: StackRun): StateCommands {
  // A provider that imports logs what Okta answers.
  const quiet = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TF_LOG')));
  const run = async (...args: readonly string[]): Promise<boolean> => {
    if (stop.forced.aborted) return false;
    const own = { asked: AbortSignal.timeout(LIMIT_MS), forced: stop.forced };
    const options = { cwd: folder, env: quiet, stop: own, graceMs: GRACE_MS, watchdog: true };
    const { code } = await runChild(binary.command, args, options);
    return code === 0;
  };
  return {
    untaint: (address) => run('untaint', LOCK, address),
    take: (address, id) => run('import', '-input=false', LOCK, address, id),
    forget: async (address) => {
      const before = await backupsIn(folder);
      const forgotten = await run('state', 'rm', LOCK, address);
      const after = await backupsIn(folder);
      for (const name of after.filter((one) => !before.includes(one))) await rm(path.join(folder, name));
      return forgotten;
    },
  };
}

/** Where a state is in a file, `state rm` leaves a copy of it each time. */
async function backupsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^terraform\.tfstate\.\d+\.backup$/.test(name));
}
