import { existsSync } from 'node:fs';
import path from 'node:path';
import { CallError } from '../../okta/call-error';
import { stateRemoval } from '../../plan/address';
import { restoreInterruptedState } from '../../terraform/interrupted-state';
import { createdIn, deletedApps } from '../planned-objects';
import { stateCommands, stateObjects } from '../../terraform/state-commands';
import { ERRORED_STATE, neverBegan, inFolder } from '../../terraform/state-diagnostics';
import { APP_OAUTH } from '../../resources/app-oauth';
import type { AppliedStack } from '../apply-stacks';
import type { Io } from '../../shared/io';
import { existingIn, orgObjects } from './existing-objects';
import type { Session } from '../session';
import type { PlanResult } from '../plan-stacks';

/** What an apply did in Okta and could not write into its state, and is there now. */
export interface Reconciled {
  readonly address: string;
  readonly done: 'created' | 'deleted';
}

/**
 * Brings the state of an apply that failed to what Okta has: the connection may have been lost, or Ctrl-C pressed,
 * between a request and its answer.
 *
 * - An app that was created and not finished is marked by Terraform, and the next apply would delete it. The mark goes.
 * - What was created, and is in no state, is taken into it. It was not in Okta before this apply (`looked`).
 * - An app that was deleted, and is in the state all the same, is taken out: okta/okta cannot plan with it.
 *
 * What is left to do, the next plan says. When the org cannot be reached all stays as it is, and the next apply says
 * what to do.
 */
export async function reconcile(
  { runner }: Session,
  { stack, plan, applied }: AppliedStack,
  looked: boolean,
  io: Io,
): Promise<readonly Reconciled[]> {
  const created = createdIn(plan.json);
  const deleted = deletedApps(plan.json);
  if (created.apps.length + created.origins.length + deleted.length === 0) return [];
  // What is there now is another run's.
  if (neverBegan(applied.diagnostics)) return [];
  // A state that could not be saved is to be pushed as it is.
  if (existsSync(path.join(stack.run.folder, ERRORED_STATE))) return [];
  await restoreInterruptedState(stack.run.stateFile);
  const known = await stateObjects(runner, stack.run);
  if (known === undefined) return [];
  const state = stateCommands(runner, stack.run);
  const inState = new Map(known.map((one) => [one.address, one]));
  const reconciled: Reconciled[] = [];
  const isHalfMade = (address: string): boolean => {
    const { tainted = false, id = '' } = inState.get(address) ?? {};
    // What existed before was tainted on purpose.
    return tainted && !created.known.has(id);
  };
  const half = new Set(created.apps.map(({ address }) => address).filter(isHalfMade));
  for (const { summary, address = '' } of applied.diagnostics) if (LOGO.test(summary)) half.delete(address);
  for (const address of half) if (await state.untaint(address)) reconciled.push({ address, done: 'created' });

  const missing = <T extends { readonly address: string }>(all: readonly T[]): readonly T[] =>
    looked ? all.filter(({ address }) => !inState.has(address)) : [];
  const [apps, origins] = [missing(created.apps), missing(created.origins)];
  const kept = deleted.filter(({ address, id }) => id !== '' && inState.get(address)?.id === id);
  const wanted = { apps: apps.length + kept.length > 0, origins: origins.length > 0 };
  if (!wanted.apps && !wanted.origins) return reconciled;
  const org = await orgObjects(stack, wanted, io);
  if (org instanceof CallError) return reconciled;
  for (const { address, id } of existingIn({ ...created, apps, origins }, org)) {
    if (!(await state.take(address, id))) return reconciled;
    reconciled.push({ address, done: 'created' });
  }
  const there = new Set(org.apps.map(({ id }) => id));
  for (const { address } of kept.filter(({ id }) => !there.has(id))) {
    if (!(await state.forget(address))) return reconciled;
    reconciled.push({ address, done: 'deleted' });
  }
  return reconciled;
}

/** Nothing reads back whether a logo exists, so such an app is replaced. */
const LOGO = /^failed to upload logo/;

/** One line; empty when there is nothing to say. */
export function reconciledText({ stack: { name } }: AppliedStack, reconciled: readonly Reconciled[]): string {
  if (reconciled.length === 0) return '';
  const words = reconciled.map(({ address, done }) => `${address} is ${done}`);
  return `${name}: interrupted, but ${words.join(', ')}; the state says so now. Apply again to continue\n`;
}

const GONE = /failed to get OAuth application: 404 Not Found/;

/**
 * What to do about plans that failed because an app of their state is not in Okta any more: okta/okta does not name the
 * app when it is not in the code either, and that is so after an apply whose answer to the deletion was lost.
 */
export async function goneApps(
  { runner }: Session,
  results: readonly PlanResult[],
  io: Io,
): Promise<readonly string[]> {
  const failed = results.filter(
    (result) => 'failure' in result && result.failure.diagnostics.some(({ summary }) => GONE.test(summary)),
  );
  const texts = await Promise.all(
    failed.map(async ({ stack }) => {
      const org = await orgObjects(stack, { apps: true, origins: false }, io);
      if (org instanceof CallError) return [];
      const there = new Set(org.apps.map(({ id }) => id));
      const known = (await stateObjects(runner, stack.run)) ?? [];
      const gone = known.filter(({ type, id }) => type === APP_OAUTH.name && !there.has(id));
      if (gone.length === 0) return [];
      const terraform = inFolder({ folder: stack.run.folder, command: runner.binary.command });
      return [goneText(stack.name, gone, terraform)];
    }),
  );
  return texts.flat();
}

function goneText(stack: string, gone: readonly { address: string; id: string }[], terraform: string): string {
  const named = gone.map(({ address, id }) => `${address} (${id})`).join(', ');
  return [
    `${stack}: the state knows what Okta does not have any more: ${named}. An interrupted apply may have deleted it`,
    'without recording it. If it was meant to be deleted, or is to be recreated, take it out of the state and apply again:',
    `  ${stateRemoval(
      gone.map(({ address }) => address),
      terraform,
    )}`,
    '',
  ].join('\n');
}
