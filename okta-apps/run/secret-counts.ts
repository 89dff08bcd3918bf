import { CallError } from '../okta/call-error';
import { textField } from '../shared/json';
import type { StackInput } from '../review/review-input';
import { APP_OAUTH } from '../resources/app-oauth';
import { sideBySide } from '../shared/side-by-side';
import type { OrgClient } from '../okta/client';
import { whyNot, type PreparedStack } from './prepared-stack';

/** Requests of one stack at the same time; they all fall into Okta's smallest bucket. */
const AT_ONCE = 4;

/**
 * Adds how many active client secrets the apps have that a plan updates: two are a rotation that is not finished. One
 * request for each such app; without one the org is not asked. Where it does not tell, the review says so.
 */
export async function withSecretCounts(
  input: StackInput,
  stack: PreparedStack,
  open: () => Promise<OrgClient>,
): Promise<StackInput> {
  const updated = (input.plan?.changes ?? []).flatMap(({ address, type, kind, before }) => {
    // Two secrets are usual for an app that another tool rotates.
    const isOurs = stack.manifest.rotatedBy?.[address] === undefined;
    const id = isOurs && type === APP_OAUTH.name && kind === 'update' ? textField(before ?? {}, 'id') : undefined;
    return id === undefined ? [] : [{ address, id }];
  });
  if (updated.length === 0) return input;
  try {
    const client = await open();
    const { activeSecrets } = await import('../okta/client-secrets.js');
    const counts = await sideBySide(updated, AT_ONCE, async ({ address, id }) => [
      address,
      await activeSecrets(client, id),
    ]);
    return { ...input, activeSecrets: Object.fromEntries(counts) as Readonly<Record<string, number>> };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const why = whyNot(error, stack);
    const note = `whether a client secret of an updated app is being rotated is not known: the org did not tell (${why})`;
    return { ...input, notes: [...(input.notes ?? []), note] };
  }
}
