import type { OrgClient } from '../okta/client';
import type { Io } from '../shared/io';
import { once } from '../shared/schema';
import { sideBySide } from '../shared/side-by-side';
import { withLostSettings } from './lost-settings';
import type { ReviewedPlan } from './plan-records';
import type { PlanResult } from './plan-stacks';
import { clientOf, SIDE_BY_SIDE } from './prepared-stack';
import { withSecretCounts } from './secret-counts';
import { withStaleSecrets } from './stale-secrets';

/**
 * Adds to each plan what only its org can tell of the apps that it updates, and of initial client secrets. A stack signs
 * in once for all of it, and one without either does not ask.
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
    const counted = await withSecretCounts(plan.input, result.stack, open);
    const input = await withStaleSecrets(counted, result.stack, open, io);
    return { ...plan, input: await withLostSettings(input, result, restores, open) };
  });
}
