import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../plan/diagnostics';
import { StackFailure, type StackRun } from './invoke';
import type { ChangeLine } from '../plan/plan-json';
import type { JsonObject } from '../shared/json';

/** A plan that is saved in its stack's folder. */
export interface SavedPlan {
  readonly outcome: 'none' | 'changes' | 'blocked';
  readonly changes: readonly ChangeLine[];
  /** Warnings, and the errors by which Terraform refuses a blocked plan. */
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256 of the plan file; there is none when there is nothing to change. */
  readonly digest: string;
  /** When Terraform had made it, in milliseconds since 1970. */
  readonly at: number;
  /** The plan as Terraform prints it. Values in clear: it stays in memory. */
  readonly json: unknown;
  /** What data sources answered at the last apply, by address, in clear too; undefined when the plan file lacks it. */
  readonly last?: ReadonlyMap<string, JsonObject> | undefined;
}

/** The name of the saved plan in the stack's folder. It holds values in plain text: only its owner may read it. */
export const PLAN_FILE = 'plan.tfplan';

/** Stands for the digest of a file that is not there. */
export const NO_FILE = 'none';

/**
 * How long a plan may wait for its apply, in minutes. Long enough to read a long review and to ask a colleague; short,
 * because an apply does not look again at what people change outside Terraform meanwhile.
 */
const LONGEST_WAIT = 60;

/** Why a saved plan is not applied. */
export type PlanFault = 'errored' | 'altered' | 'too old';

/** A saved plan that is not applied; the message is one line that begins with the stack's name. */
export class PlanRefused extends StackFailure {
  constructor(
    readonly reason: PlanFault,
    message: string,
  ) {
    super(message, []);
  }
}

/** Whether the plan is still what was made, whole and fresh: undefined when it may be applied. */
export async function planFault({ stack, folder }: StackRun, saved: SavedPlan): Promise<PlanRefused | undefined> {
  const refused = (reason: PlanFault, why: string) => new PlanRefused(reason, `${stack}: ${why}`);
  if (saved.outcome === 'blocked')
    return refused(
      'errored',
      'the plan is errored: Terraform does not apply it; correct what it says, and run this again',
    );
  if ((await fileDigest(path.join(folder, PLAN_FILE))) !== saved.digest) {
    return refused(
      'altered',
      `the plan file was altered: ${PLAN_FILE} is not what was planned, or no longer exists; ${AGAIN}`,
    );
  }
  const minutes = Math.floor((Date.now() - saved.at) / 60_000);
  if (minutes < LONGEST_WAIT) return undefined;
  return refused(
    'too old',
    `the plan is too old: it was made ${minutes} minutes ago, and what people changed in Okta since is not ` +
      `in it (it may wait ${LONGEST_WAIT} minutes); ${AGAIN}`,
  );
}

const AGAIN = 'run okta-apps apply again to make a new plan';

/** SHA-256 of a file; `NO_FILE` when there is none. */
async function fileDigest(file: string): Promise<string> {
  try {
    return digestOfFile(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NO_FILE;
    throw error;
  }
}

/** SHA-256 of what is in a file. */
export function digestOfFile(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
