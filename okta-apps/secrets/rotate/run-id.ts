import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** An id for the intents of this run: the machine and the process, so that a person finds it, and what makes it unique. */
export function newRunId(): string {
  return `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/** Whether the run was one of this machine whose process no longer exists. Of other machines that is never known. */
export function hasEnded(run: string): boolean {
  const [, host, pid] = /^(.+):([1-9]\d{0,9}):[0-9a-f]{12}$/.exec(run) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
