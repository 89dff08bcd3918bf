import type { Stop } from '../shared/io';
import type { ChildProcess } from 'node:child_process';

const live = new Set<ChildProcess>();

/** Kills the child and everything that it started. */
export function killGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

function killAll(): void {
  for (const child of live) killGroup(child);
}

/** Sees to it that the child ends when this process does. */
function track(child: ChildProcess): void {
  if (live.size === 0) process.once('exit', killAll);
  live.add(child);
}

function untrack(child: ChildProcess): void {
  live.delete(child);
  if (live.size === 0) process.removeListener('exit', killAll);
}

/**
 * Ties a child to `stop`: SIGINT when it is asked to stop, SIGKILL to its group `graceMs` later or when it is forced.
 *
 * @returns `release`, to be called when the child has ended, and whether it was told to stop.
 */
export function watch(
  child: ChildProcess,
  stop: Stop,
  graceMs: number,
): { readonly release: () => void; readonly interrupted: () => boolean } {
  let interrupted = false;
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    interrupted = true;
    signalGroup(child, 'SIGINT');
    timer = setTimeout(killGroup, graceMs, child);
  };
  const force = (): void => {
    interrupted = true;
    killGroup(child);
  };
  track(child);
  stop.asked.addEventListener('abort', interrupt, { once: true });
  stop.forced.addEventListener('abort', force, { once: true });
  if (stop.asked.aborted) interrupt();
  return {
    interrupted: () => interrupted,
    release: () => {
      clearTimeout(timer);
      stop.asked.removeEventListener('abort', interrupt);
      stop.forced.removeEventListener('abort', force);
      untrack(child);
    },
  };
}
