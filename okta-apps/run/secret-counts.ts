import { CallError } from '../okta/call-error';
import { textField } from '../shared/json';
import type { StackInput } from '../review/review-input';
import { secretVariable } from '../shared/stack-manifest';
import { maskerFor } from '../shared/masker';
import { APP_OAUTH } from '../resources/app-oauth';
import { sideBySide } from '../shared/side-by-side';
import type { Io } from '../shared/io';
import { clientOf, type PreparedStack, SIDE_BY_SIDE } from './prepared-stack';
import type { ReviewedPlan } from './plan-records';

/** Requests of one stack at the same time; they all fall into Okta's smallest bucket. */
const AT_ONCE = 4;

/** Adds to each plan what `withSecretCounts` finds out. */
export async function withAllSecretCounts(
  plans: readonly ReviewedPlan[],
  stacks: readonly PreparedStack[],
  io: Io,
): Promise<readonly ReviewedPlan[]> {
  const pairs = plans.map((plan, i) => ({ plan, stack: stacks[i] as PreparedStack }));
  return await sideBySide(pairs, SIDE_BY_SIDE, async ({ plan, stack }) => ({
    ...plan,
    input: await withSecretCounts(plan.input, stack, io),
  }));
}

/**
 * Adds how many active client secrets the apps have that a plan updates: two are a rotation that is not finished. One
 * request for each such app; without one the org is not asked. Where it does not tell, the review says so.
 */
async function withSecretCounts(input: StackInput, stack: PreparedStack, io: Io): Promise<StackInput> {
  const updated = (input.plan?.changes ?? []).flatMap(({ address, type, kind, before }) => {
    const id = type === APP_OAUTH.name && kind === 'update' ? textField(before ?? {}, 'id') : undefined;
    return id === undefined ? [] : [{ address, id }];
  });
  if (updated.length === 0) return input;
  try {
    const client = await clientOf(stack, io);
    const { activeSecrets } = await import('../okta/active-secrets.js');
    const counts = await sideBySide(updated, AT_ONCE, async ({ address, id }) => [
      address,
      await activeSecrets(client, id),
    ]);
    return { ...input, activeSecrets: Object.fromEntries(counts) as Readonly<Record<string, number>> };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { manifest, purpose, run } = stack;
    const who = error.kind === 'unusable' ? `${secretVariable(manifest.credentials[purpose])}: ` : '';
    const why = maskerFor(run.secrets).mask(`${who}${error.message}`);
    const note = `whether a client secret of an updated app is being rotated is not known: the org did not tell (${why})`;
    return { ...input, notes: [...(input.notes ?? []), note] };
  }
}
