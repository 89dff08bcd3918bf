import { lookUpsIn, type LookUp } from '../../../okta-apps/review/look-ups';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { oktaDocument } from '../../support/okta-document';
import { assigned } from './attack';

export const BILLING = '00gbilling0000000001';
export const ADMINS = '00gadmins00000000001';

/** A document that assigns a group which it looks up. */
export function lookingUp(block: object, more: object = {}): JsonObject {
  return oktaDocument(
    { billing: {} },
    { ...assigned('${data.okta_group.billing.id}'), data: { okta_group: { billing: block } }, ...more },
  );
}

/** One data source of a plan or of a state. */
export function answer(address: string, values: object) {
  return { address, mode: 'data', type: address.split('.')[1], values };
}

/** What a plan finds, and what the last apply found. */
export function lookUpsOf(
  document: JsonObject,
  now: readonly object[],
  last: Readonly<Record<string, JsonObject>> = {},
  changes: readonly object[] = [],
): readonly LookUp[] {
  return lookUpsIn({
    document,
    plan: { prior_state: { values: { root_module: { resources: now } } }, resource_changes: changes },
    last: new Map(Object.entries(last)),
  });
}
