import { byText, field, isObject, listField, textField, type JsonObject } from '../shared/json';
import type { Masker } from '../shared/masker';
import { parseChange, type SameMeaning } from './parse-change';
import { PlanError, type ActionInvocation, type DeferredChange, type PlannedChange } from './plan';

/** Reads what Terraform put off to a later plan. Terraform may know less of it than of other changes. */
export function parseDeferred(plan: JsonObject, masker: Masker, sameMeaning: SameMeaning): DeferredChange[] {
  return listField(plan, 'deferred_changes')
    .map((raw, index): DeferredChange => {
      const entry = isObject(raw) ? raw : {};
      const resource = field(entry, 'resource_change');
      const change = changeOf(resource, `deferred_changes[${index}]`, masker, sameMeaning);
      const address = change?.address ?? (isObject(resource) ? textField(resource, 'address') : undefined);
      return {
        address: address ?? `deferred_changes[${index}]`,
        reason: textField(entry, 'reason') ?? 'unknown',
        ...(change !== undefined && change.kind !== 'read' && { change }),
      };
    })
    .sort((a, b) => byText(a.address, b.address));
}

function changeOf(raw: unknown, where: string, masker: Masker, sameMeaning: SameMeaning): PlannedChange | undefined {
  try {
    return parseChange(raw, where, masker, sameMeaning);
  } catch (error) {
    // It is told by its address, as every deferred change is.
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

/** Reads which actions of providers Terraform would run, at once or later. Their settings are not kept. */
export function parseActions(plan: JsonObject, masker: Masker): ActionInvocation[] {
  const later = listField(plan, 'deferred_action_invocations').map((raw) =>
    isObject(raw) ? field(raw, 'action_invocation') : raw,
  );
  return [...listField(plan, 'action_invocations').map((raw) => [raw, false] as const), ...later.map(deferred)]
    .map(([raw, isDeferred]) => {
      const entry = isObject(raw) ? raw : {};
      const trigger = field(entry, 'lifecycle_action_trigger');
      const by = isObject(trigger) ? textField(trigger, 'triggering_resource_address') : undefined;
      return {
        address: masker.mask(textField(entry, 'address') ?? 'action'),
        type: masker.mask(textField(entry, 'type') ?? 'unknown'),
        ...(by !== undefined && { triggeredBy: masker.mask(by) }),
        isDeferred,
      };
    })
    .sort((a, b) => byText(a.address, b.address));
}

function deferred(raw: unknown): readonly [unknown, boolean] {
  return [raw, true];
}
