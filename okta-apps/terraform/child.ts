import { headOf } from '../shared/known-secrets';
import { spawn, type ChildProcess } from 'node:child_process';
import type { Stop } from '../shared/io';
import { startWatchdog } from './watchdog';

export interface ChildOptions {
  readonly cwd: string;
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: Stop;
  /** How long the child may take to end after SIGINT before it is killed, in milliseconds. */
  readonly graceMs: number;
  /** Whether `command` is a line for the shell. @default false */
  readonly shell?: boolean;
  /** What it reads on standard input. @default - nothing */
  readonly stdin?: string;
  /** Gets stdout as it comes; it is not kept then. */
  readonly onStdout?: (text: string) => unknown;
  /** Gets stderr as it comes. */
  readonly onStderr?: (text: string) => unknown;
  /** Whether it holds a lock or changes a state, and so is to end in order even when this process is killed. @default false */
  readonly watchdog?: boolean;
  /** Most characters of stdout that are kept; a child that writes more is killed. @default 1 Mi */
  readonly stdoutLimit?: number;
}

export interface ChildResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  /** Its end, when it is long. */
  readonly stderr: string;
  /** It was told to stop while it ran. */
  readonly interrupted: boolean;
  /** It wrote more to stdout than may be kept. */
  readonly tooLong: boolean;
}

const KEPT_CHARACTERS = 1024 * 1024;
/** How long a pipe may stay open after the child has ended: something that the child left behind holds it. */
const PIPE_GRACE_MS = 2_000;

/**
 * Runs a program to its end. It never reads the terminal.
 *
 * It gets a process group of its own, so that Ctrl-C in the terminal reaches it through `stop` only, and it does not
 * outlive this process; one with a watchdog does not even when that is killed.
 *
 * @throws The error of `spawn` (`ENOENT`, `EACCES`) when the program cannot be started.
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const { cwd, env, stop, graceMs, onStdout, onStderr } = options;
  const { shell = false, watchdog = false, stdoutLimit = KEPT_CHARACTERS, stdin = '' } = options;
  const child = spawn(command, args, {
    cwd,
    env,
    shell,
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // A child that ends without reading it all is no error.
  child.stdin.on('error', () => undefined).end(stdin);
  const watched = watch(child, stop, graceMs);
  const dismissWatchdog = watchdog ? startWatchdog(child) : undefined;
  let stdout = '';
  let stderr = '';
  let tooLong = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (onStdout !== undefined) {
      onStdout(text);
    } else if (stdout.length + text.length <= stdoutLimit) {
      stdout += text;
    } else {
      tooLong = true;
      killGroup(child);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = wholeLinesAtEnd(stderr + text);
    onStderr?.(text);
  });
  const code = await ended(child).finally(() => {
    watched.release();
    dismissWatchdog?.();
  });
  return { code, stdout, stderr, interrupted: watched.interrupted(), tooLong };
}

/** The end of a long text, from the beginning of a line: half of a secret could not be masked any more. */
function wholeLinesAtEnd(text: string): string {
  if (text.length <= KEPT_CHARACTERS) return text;
  const end = text.slice(-KEPT_CHARACTERS);
  return end.slice(end.indexOf('\n') + 1 || end.length);
}

/** Cuts a stream of text into lines for `onLine`; `end` hands over what is left. */
export function lineSplitter(onLine: (line: string) => void): {
  readonly write: (text: string) => void;
  readonly end: () => void;
} {
  let rest = '';
  return {
    write: (text) => {
      const lines = (rest + text).split('\n');
      rest = headOf(lines.pop() ?? '', KEPT_CHARACTERS);
      lines.forEach(onLine);
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

/** Waits for the end of the child and of its pipes; kills what holds a pipe open after the child has gone. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let pipeTimer: NodeJS.Timeout | undefined;
    child.once('error', reject);
    child.once('exit', () => {
      pipeTimer = setTimeout(() => {
        killGroup(child);
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PIPE_GRACE_MS);
    });
    child.once('close', (code) => {
      clearTimeout(pipeTimer);
      resolve(code);
    });
  });
}

const live = new Set<ChildProcess>();

/** Kills the child and everything that it started. */
function killGroup(child: ChildProcess): void {
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
function watch(
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
