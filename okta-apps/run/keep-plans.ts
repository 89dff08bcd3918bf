import path from 'node:path';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import type { PlanResult } from './plan-stacks';

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
    if (recipient.length > 0) throw new UserError('--recipient goes with --keep-plans');
    return () => Promise.resolve();
  }
  if (recipient.length === 0) {
    throw new UserError(
      '--keep-plans writes encrypted plans only, since a plan holds values in clear; give --recipient with the public ' +
        'key of age (age1…) of everybody who may read them',
    );
  }
  const { planKeeper } = await import('./kept-plans.js');
  const keeper = await planKeeper(path.resolve(cwd, keepPlans), keepPlans, recipient);
  return async (results) => {
    for (const result of results) {
      if (!('plan' in result) || result.plan.outcome === 'none') continue;
      const name = await keeper.keep(result.stack.run);
      stderr.write(`Kept, encrypted: ${path.join(keepPlans, name)}\n`);
    }
  };
}
