import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../plan/diagnostics';

/** What Terraform calls the file that it writes when the state cannot be saved where it is kept. */
export const ERRORED_STATE = 'errored.tfstate';

/** The first of these folders in which an apply left a state that it could not save: nothing is run there. */
export function erroredStateIn(folders: readonly string[]): string | undefined {
  return folders.find((folder) => existsSync(path.join(folder, ERRORED_STATE)));
}

/** How long a run waits for a lock that another one holds, in seconds. */
export const LOCK_SECONDS = 20;

/** Whose state it is about. */
export interface StatePlace {
  readonly stack: string;
  /** Absolute path of the stack's folder. */
  readonly folder: string;
  /** Terraform or tofu, as it is started. */
  readonly command: string;
}

/**
 * Says what to do where Terraform's own errors about state leave that open: a lock that another run holds, a state
 * that changed under a plan, a state that could not be saved. All others stay as they are. OpenTofu words them alike.
 */
export function explained(diagnostics: readonly Diagnostic[], place: StatePlace): readonly Diagnostic[] {
  const backedUp = diagnostics.some(isBackedUp);
  return diagnostics
    .filter((diagnostic) => !(backedUp && diagnostic.summary === NOT_SAVED))
    .map((diagnostic) => {
      switch (diagnostic.summary) {
        case NO_LOCK:
          return locked(diagnostic, place) ?? diagnostic;
        case 'Error releasing the state lock':
          return notReleased(diagnostic);
        case 'Saved plan is stale':
          return stale(place);
        default:
          return isBackedUp(diagnostic) ? notSaved(diagnostics, place) : diagnostic;
      }
    });
}

const NOT_SAVED = 'Failed to save state';
const NO_LOCK = 'Error acquiring the state lock';
const HELD_BY_ANOTHER = 'is locked by another run';
const OVERTAKEN = 'was changed by another run after this plan was made';

/** Whether an apply did not even begin, since another run has the state, or had it meanwhile. */
export function neverBegan(diagnostics: readonly Diagnostic[]): boolean {
  const ends = [NO_LOCK, HELD_BY_ANOTHER, OVERTAKEN];
  return diagnostics.some(({ summary }) => ends.some((end) => summary.endsWith(end)));
}

/** Terraform could not save the state, but could write it into the stack's folder. */
function isBackedUp({ summary, detail }: Diagnostic): boolean {
  return summary === 'Failed to persist state to backend' && detail.includes(ERRORED_STATE);
}

/** How backends say that another run holds the lock; any other error of theirs is about the way there. */
const HELD = /already locked|PreconditionFailed|Error 412|temporarily unavailable|another process has locked/i;

/** The HTTP backend, and the one of PostgreSQL, describe this run where others describe the one that has the lock. */
const HTTP_HELD = /HTTP remote state already locked(?:: ID=(\S+))?/;
const PG_HELD = /(?:Already locked for workspace creation|Workspace is already locked): /;

const WAITED =
  `This run waited ${LOCK_SECONDS} seconds and has changed nothing. ` + 'Run it again when the other one has ended.';

const OPERATIONS: Readonly<Record<string, string>> = { OperationTypeApply: 'an apply', OperationTypePlan: 'a plan' };

function locked({ detail }: Diagnostic, place: StatePlace): Diagnostic | undefined {
  const holder = lockHolder(detail);
  if (holder === undefined) return undefined;
  const id = lockId(detail);
  const left = PG_HELD.test(detail)
    ? ['The lock ends with that session, also when its run dies.']
    : id === ''
      ? []
      : [
          'If you are certain that it has died and left its lock behind, remove that:',
          `  ${inFolder(place)} force-unlock ${id}`,
        ];
  return {
    severity: 'error',
    summary: `The state of ${place.stack} ${HELD_BY_ANOTHER}`,
    detail: [holder, WAITED, ...left].join('\n'),
  };
}

/** Who holds the lock of a state, in a sentence; undefined where an error of the lock is about the way there. */
export function lockHolder(detail: string): string | undefined {
  if (!HELD.test(detail)) return undefined;
  const id = lockId(detail);
  if (HTTP_HELD.test(detail)) {
    return `Another run holds the lock${id && ` ${id}`}; the state's server does not say whose it is.`;
  }
  if (PG_HELD.test(detail)) {
    return 'Another session of the database holds the lock; PostgreSQL does not say whose it is.';
  }
  const operation = fieldOf(detail, 'Operation');
  return (
    `${fieldOf(detail, 'Who') || 'Another run'} has held the lock since ${since(fieldOf(detail, 'Created'))}, for ` +
    `${OPERATIONS[operation] ?? (operation || 'another run')}.`
  );
}

function lockId(detail: string): string {
  const http = HTTP_HELD.exec(detail);
  return http === null ? fieldOf(detail, 'ID') : (http[1] ?? '');
}

function fieldOf(detail: string, name: string): string {
  return new RegExp(`^ *${name}:[ \\t]*(\\S.*)$`, 'm').exec(detail)?.[1]?.trim() ?? '';
}

/** `2026-11-21 02:45:09.034741558 +0000 UTC` to the second. */
function since(created: string): string {
  return created.replace(/\.\d+ \+0000 UTC$/, ' UTC') || 'an unknown time';
}

function stale({ stack }: StatePlace): Diagnostic {
  return {
    severity: 'error',
    summary: `The state of ${stack} ${OVERTAKEN}`,
    detail: 'This run has changed nothing. Run okta-apps apply again to make a new plan.',
  };
}

function notReleased({ detail }: Diagnostic): Diagnostic {
  const said = /^Error message: (.*)$/m.exec(detail)?.[1] ?? detail;
  return {
    severity: 'error',
    summary: 'The lock on the state could not be released',
    detail: `${said}\nIf it is left behind, the next run says so, and how to remove it.`,
  };
}

function notSaved(diagnostics: readonly Diagnostic[], place: StatePlace): Diagnostic {
  const cause = diagnostics.find(({ summary }) => summary === NOT_SAVED)?.detail.trim();
  return {
    severity: 'error',
    summary: `The state of ${place.stack} could not be saved`,
    detail: [
      ...(cause === undefined ? [] : [cause]),
      `Nothing is lost: Terraform wrote it to ${path.join(place.folder, ERRORED_STATE)}. Keep that file.`,
      howToPush(place),
    ].join('\n'),
  };
}

/** What to do with an `errored.tfstate`. */
export function howToPush({ folder, command }: StatePlace): string {
  return [
    'Another apply would create again what that one created, so push it as soon as the state can be reached:',
    `  cd ${quoted(folder)}`,
    `  ${quoted(command)} state push ${ERRORED_STATE}`,
    `  ${process.platform === 'win32' ? 'del' : 'rm'} ${ERRORED_STATE}`,
    `If the push finds the lock of that apply, remove it first: ${quoted(command)} force-unlock <the ID that it names>`,
  ].join('\n');
}

/** How Terraform is called in the stack's folder. */
export function inFolder({ command, folder }: Pick<StatePlace, 'command' | 'folder'>): string {
  return `${quoted(command)} -chdir=${quoted(folder)}`;
}

/** For a shell: as it is, unless it has something in it that a shell would take for its own. */
function quoted(text: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(text) ? text : `"${text}"`;
}
