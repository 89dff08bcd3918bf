import { field } from '../../shared/json';
import type { PlannedChange, Values } from '../../plan/plan';
import type { ResourceType } from '../../resources/resource-type';
import { sameMeaning } from '../../resources/same-meaning';

/** What becomes of something that was changed outside Terraform. */
export type Fate =
  /** The apply restores the value in the code. */
  | 'reverted'
  /** The apply sets a third value. */
  | 'overwritten'
  /** The plan does not touch it. */
  | 'kept';

/** What becomes of one drifted attribute. */
export function fateOf(
  type: ResourceType,
  attribute: string,
  drift: PlannedChange,
  change: PlannedChange | undefined,
): Fate {
  if (!applies(change) || !change.changed.includes(attribute)) return 'kept';
  const [wanted, planned] = [field(drift.before ?? {}, attribute), field(change.after ?? {}, attribute)];
  return sameMeaning(type, attribute, wanted, planned) ? 'reverted' : 'overwritten';
}

function namesOf(values: Values | null): string[] {
  return Object.keys(values ?? {});
}

/** Whether the plan changes an object that is there, so that its drift and its change can be told apart. */
function applies(change: PlannedChange | undefined): change is PlannedChange {
  return change?.before != null && change.after !== null;
}

/**
 * The values before the change as the code had them: what was changed by hand meanwhile is taken out, so that the rest
 * of the way to `after` is what the change intends.
 */
export function intendedBefore(change: PlannedChange, drift: PlannedChange | undefined): Values {
  const before = change.before ?? {};
  if (!applies(change) || drift?.before == null || drift.after === null) return before;
  const drifted = new Set(drift.changed);
  const names = new Set([...namesOf(before), ...namesOf(drift.before)]);
  return Object.fromEntries(
    [...names].map((name) => [name, field(drifted.has(name) ? (drift.before ?? {}) : before, name)]),
  );
}

/** Attributes that the change itself changes: without those that it only reverts. */
export function intendedAttributes(
  type: ResourceType,
  change: PlannedChange,
  drift: PlannedChange | undefined,
): readonly string[] {
  if (drift === undefined) return change.changed;
  return change.changed.filter(
    (name) => !drift.changed.includes(name) || fateOf(type, name, drift, change) !== 'reverted',
  );
}
