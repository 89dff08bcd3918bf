import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

/** Containers may share a temporary folder; their process ids mean nothing to each other. */
const HERE = `okta-apps-${createHash('sha256').update(hostname()).digest('hex').slice(0, 4)}-`;

/**
 * A folder for as long as this process needs it, which its owner alone may read (0700). What processes that were killed
 * on this machine left there is removed.
 */
export async function scratchFolder(root: string = tmpdir()): Promise<string> {
  const left = (await readdir(root)).filter((name) => name.startsWith(HERE) && !isRunning(pidIn(name)));
  // Another user may own it, or another process be faster.
  await Promise.allSettled(left.map((name) => rm(path.join(root, name), { recursive: true, force: true })));
  return mkdtemp(path.join(root, `${HERE}${process.pid}-`));
}

/** Zero would mean the processes of this group, to the system. */
function pidIn(name: string): number {
  return Number(/^[1-9]\d*(?=-)/.exec(name.slice(HERE.length))?.[0] ?? process.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
