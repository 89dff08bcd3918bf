import type { Fields } from '../schema/spec';
import { isComputed } from '../schema/spec';
import { differenceOf, keep } from './difference';
import { settleNulls } from './nulls';
import type { ObjectValue, Value } from './value';
import { isEquivalent, isList, isObject, UNKNOWN, Unknown } from './value';

/** A planned change. `replaces` names the attributes because of which the resource is replaced. */
export interface Plan {
  readonly planned: ObjectValue;
  readonly replaces: readonly string[];
}

/** Further attributes because of which a change of an existing resource replaces it. */
export type ReplacesWhen = (prior: ObjectValue, planned: ObjectValue) => readonly string[];

/**
 * Plans a create or an update as terraform-plugin-sdk v2 does: what differs is taken from the proposal, the rest from
 * the state; a plan that means nothing is the state itself; on create, what nobody set and the provider fills in is
 * unknown.
 */
export function planChange(
  fields: Fields,
  prior: ObjectValue | null,
  proposal: ObjectValue,
  replacesWhen: ReplacesWhen,
): Plan {
  const proposed = withoutWriteOnly(fields, proposal);
  const changed: Record<string, Value> = {};
  const replaces: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (name === 'id') continue;
    const difference = differenceOf(field, prior?.[name] ?? null, proposed[name] ?? null, prior !== null);
    if (difference !== undefined) changed[name] = difference.planned;
    if (difference?.replaces === true) replaces.push(name);
  }
  if (prior !== null && Object.keys(changed).length === 0) return { planned: prior, replaces: [] };

  const merged = Object.entries(fields).map(([name, field]) => [
    name,
    name in changed ? changed[name] : keep(field, prior?.[name] ?? null),
  ]);
  const settled = settleNulls(fields, Object.fromEntries(merged) as ObjectValue, proposed, 'plan');
  const planned = { ...settled, id: prior?.['id'] ?? UNKNOWN, ...timeoutsOf(proposed) };
  if (prior === null) return { planned: withUnknowns(fields, planned), replaces: ['id'] };
  if (isEquivalent(prior, planned)) return { planned: prior, replaces: [] };
  const all = [...replaces, ...replacesWhen(prior, planned)];
  return { planned, replaces: all.length === 0 ? [] : [...all, 'id'] };
}

/** The `timeouts` block as it was written: it is kept beside what the provider manages. */
export function timeoutsOf(source: ObjectValue): ObjectValue {
  if (!('timeouts' in source)) return {};
  const timeouts = source['timeouts'] ?? null;
  return { timeouts: timeouts instanceof Unknown ? null : timeouts };
}

/** The block with its write-only attributes taken out: they may be in a configuration only. */
export function withoutWriteOnly(fields: Fields, block: ObjectValue): ObjectValue {
  const hidden = Object.entries(fields).filter(([, field]) => 'writeOnly' in field);
  return { ...block, ...Object.fromEntries(hidden.map(([name]) => [name, null])) };
}

function withUnknowns(fields: Fields, block: ObjectValue): ObjectValue {
  const filled = Object.entries(fields).map(([name, field]) => {
    const value = block[name] ?? null;
    if (field.type === 'blocks') {
      const blocks = isList(value)
        ? value.map((one) => (isObject(one) ? withUnknowns(field.fields, one) : one))
        : value;
      return [name, blocks];
    }
    return [name, value === null && isComputed(field) ? UNKNOWN : value];
  });
  return { ...block, ...(Object.fromEntries(filled) as ObjectValue) };
}
