import type { OrgClient } from '../okta/client';
import type { Io } from '../shared/io';
import { once } from '../shared/schema';
import { sideBySide } from '../shared/side-by-side';
import { withLostSettings } from './lost-settings';
import type { ReviewedPlan } from './plan-records';
import type { PlanResult } from './plan-stacks';
import { clientOf, SIDE_BY_SIDE } from './prepared-stack';
import { withSecretCounts } from './secret-counts';

/**
 * Adds to each plan what only its org can tell of the apps that it updates. A stack signs in once for all of it, and
 * one without such an app does not ask.
 */
export async function withOrgFacts(
  plans: readonly ReviewedPlan[],
  results: readonly PlanResult[],
  restores: boolean,
  io: Io,
): Promise<readonly ReviewedPlan[]> {
  const pairs = plans.map((plan, i) => ({ plan, result: results[i] as PlanResult }));
  return await sideBySide(pairs, SIDE_BY_SIDE, async ({ plan, result }) => {
    const open = once((): Promise<OrgClient> => clientOf(result.stack, io));
    const input = await withSecretCounts(plan.input, result.stack, open);
    return { ...plan, input: await withLostSettings(input, result, restores, open) };
  });
}
