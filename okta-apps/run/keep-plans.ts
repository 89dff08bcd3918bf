import { headOf } from '../shared/known-secrets';
import path from 'node:path';
import { mkdir, readFile } from 'node:fs/promises';
import type { Encrypter } from 'age-encryption';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import type { PlanResult } from './plan-stacks';
import type { StackRun } from '../terraform/invoke';
import { replaceFile } from '../shared/replace-file';
import { PLAN_FILE } from '../terraform/saved-plan';

/** Options that keep plans beyond the command. */
export interface KeepOptions {
  /** Folder that encrypted plans are written to. */
  readonly keepPlans?: string;
  /** Public keys of age. */
  readonly recipient?: readonly string[];
}

/** Keeps the plans that change something, where that was asked for. */
export type KeepPlans = (results: readonly PlanResult[]) => Promise<void>;

/**
 * Checks the options, before anything is planned.
 *
 * @throws UserError
 */
export async function keeping({ keepPlans, recipient = [] }: KeepOptions, { cwd, stderr }: Io): Promise<KeepPlans> {
  if (keepPlans === undefined) {
    if (recipient.length > 0) throw new UserError('--recipient needs --keep-plans');
    return () => Promise.resolve();
  }
  if (recipient.length === 0) {
    throw new UserError(
      '--keep-plans writes encrypted plans only, since a plan holds values in plain text; give --recipient with the age ' +
        'public key (age1…) of each person who may read them',
    );
  }
  const keeper = await planKeeper(path.resolve(cwd, keepPlans), keepPlans, recipient);
  return async (results) => {
    for (const result of results) {
      if (!('plan' in result) || result.plan.outcome === 'none') continue;
      const name = await keeper.keep(result.stack.run);
      stderr.write(`Kept, encrypted: ${path.join(keepPlans, name)}\n`);
    }
  };
}

/** Writes saved plans into a folder, encrypted: they hold values in clear. */
export interface PlanKeeper {
  /** @returns the name of the file */
  keep(run: Pick<StackRun, 'stack' | 'folder'>): Promise<string>;
}

/**
 * Makes the folder, and sees to it that it can be encrypted for these recipients.
 *
 * @param folder Absolute path.
 * @param shown How messages name it.
 * @param recipients Public keys of age.
 * @throws UserError for every recipient that is none, and for a folder that cannot be made.
 */
export async function planKeeper(folder: string, shown: string, recipients: readonly string[]): Promise<PlanKeeper> {
  const encrypter = await encrypterFor(recipients);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError(`${shown} cannot be created (${String((error as NodeJS.ErrnoException).code)})`);
  }
  return {
    keep: async (run) => {
      const name = `${run.stack}.tfplan.age`;
      const plan = await readFile(path.join(run.folder, PLAN_FILE));
      const encrypted = await encrypter.encrypt(new Uint8Array(plan.buffer, plan.byteOffset, plan.byteLength));
      await replaceFile(path.join(folder, name), encrypted, { shown: path.join(shown, name), mode: 0o600 });
      return name;
    },
  };
}

/** Public keys begin so; anything else may be a secret that stands in the wrong place, and is not shown. */
const PUBLIC = /^age1[0-9a-z]+$/;

/** Longer values are not shown whole; a post-quantum key has 2,000 characters. */
const SHOWN = 80;

/** Loaded when plans are kept, which few commands do. */
async function encrypterFor(recipients: readonly string[]): Promise<Encrypter> {
  const age = await import('age-encryption');
  const isRecipient = (text: string): boolean => {
    try {
      new age.Encrypter().addRecipient(text);
      return true;
    } catch {
      return false;
    }
  };
  const wrong = recipients.flatMap((recipient, i) => {
    if (isRecipient(recipient)) return [];
    const clipped = recipient.length > SHOWN ? `${headOf(recipient, SHOWN)}…` : recipient;
    const got = PUBLIC.test(recipient) ? `got "${clipped}"` : `but number ${i + 1} is none (it is not shown)`;
    return [`--recipient must be a public key of age (age1…), ${got}; age-keygen -y prints that of an identity`];
  });
  if (wrong.length > 0) throw new UserError(wrong.join('\n'));
  const encrypter = new age.Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}
