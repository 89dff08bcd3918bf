import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../shared/regular-file';
import { objectWith, readIf, valibot, wholeNumber } from '../../shared/schema';
import { temporaryName } from '../../shared/whole-file';
import { codeOf, OrgError, reason } from './errors';

const STATE_FILE = 'org.json';
const JOURNAL_FILE = 'org.journal';
const LOCK_FILE = 'org.lock';

/** A folder that this process may write a state into until it gives it back. */
export interface OrgFolder {
  readonly stateFile: string;
  readonly journalFile: string;
  readonly release: () => void;
}

/**
 * Makes the folder when it is missing (0700), or takes an existing one of ours, for this process alone.
 * @throws OrgError when it is no folder, belongs to another user, or is in use by a running org
 */
export function claimFolder(folder: string): OrgFolder {
  prepare(folder);
  const lock = join(folder, LOCK_FILE);
  while (!tryLock(lock)) {
    const holder = readLock(lock);
    if (holder !== undefined && isRunning(holder)) {
      const what = `${folder} is in use by the local org of process ${holder.pid}`;
      throw new OrgError(`${what}: stop it, or choose another folder`, holder.pid);
    }
    removeLock(lock);
  }
  return {
    stateFile: join(folder, STATE_FILE),
    journalFile: join(folder, JOURNAL_FILE),
    release: () => {
      rmSync(lock, { force: true });
    },
  };
}

function prepare(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new OrgError(`${folder} cannot be made or is no folder: ${reason(error)}`);
  }
  const info = lstatSync(folder);
  if (info.isSymbolicLink())
    throw new OrgError(`${folder} is a symbolic link: replace it with a folder, or name the folder that it leads to`);
  const { uid, mode } = info;
  if (process.getuid !== undefined && uid !== process.getuid())
    throw new OrgError(`${folder} belongs to another user: choose a folder of your own`);
  if ((mode & 0o077) === 0) return;
  const entries = readdirSync(folder);
  if (entries.length > 0 && !entries.includes(STATE_FILE))
    throw new OrgError(`${folder} holds other files and is open to others: choose an empty or a new folder`);
  chmodSync(folder, 0o700);
}

interface Holder {
  /** Above zero: the system takes zero and below for groups of processes, which may well run. */
  readonly pid: number;
  /** When that process began, where the system tells: a process id alone may be used again. */
  readonly began?: string | undefined;
}

/** A lock appears with its text in it: one that is read while it is written would pass for left behind. */
function tryLock(lock: string): boolean {
  const own = temporaryName(lock);
  try {
    const text = JSON.stringify({ pid: process.pid, began: began(process.pid) });
    writeFileSync(own, text, { flag: 'wx', mode: 0o600 });
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new OrgError(`${lock} cannot be written: ${reason(error)}`);
  } finally {
    rmSync(own, { force: true });
  }
}

function removeLock(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch (error) {
    throw new OrgError(`${lock} cannot be removed: ${reason(error)}`);
  }
}

function readLock(lock: string): Holder | undefined {
  try {
    const v = valibot();
    const began = v.fallback(v.optional(v.string()), undefined);
    return readIf(objectWith({ pid: wholeNumber(1), began }), JSON.parse(readRegularFile(lock).toString()));
  } catch {
    return undefined;
  }
}

function isRunning({ pid, began: then }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return then === undefined || then === began(pid);
}

/** The start of a process in ticks since boot (Linux: field 22 of its stat file), or undefined elsewhere. */
function began(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
