import {
  isCollection,
  isComputed,
  type BlocksSpec,
  type CollectionSpec,
  type Fields,
  type FieldSpec,
  type ScalarSpec,
} from '../schema';
import { normalizeNulls } from './state';
import {
  UNKNOWN,
  Unknown,
  isEqual,
  isEquivalent,
  isList,
  isObject,
  type ObjectValue,
  type Scalar,
  type Value,
} from './value';

/** A planned change. `replaces` names the attributes because of which the resource is replaced. */
export interface Plan {
  readonly planned: ObjectValue;
  readonly replaces: readonly string[];
}

/** Further attributes because of which a change of an existing resource replaces it. */
export type ReplacesWhen = (prior: ObjectValue, planned: ObjectValue) => readonly string[];

/**
 * Plans a create or an update as terraform-plugin-sdk v2 does: what differs is taken from the proposal, the rest from
 * the state; a plan that means nothing is the state itself; on create, what is not set and the provider fills in is
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
  const normalized = normalizeNulls(fields, Object.fromEntries(merged) as ObjectValue, proposed, 'plan');
  const planned = { ...normalized, id: prior?.['id'] ?? UNKNOWN, ...timeoutsOf(proposed) };
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

/** What a plan does to one attribute. No difference is `undefined`: the attribute keeps the value of the state. */
interface Difference {
  readonly planned: Value;
  readonly replaces: boolean;
}

/** The zero value of a type. */
export function zeroOf(type: ScalarSpec['type']): Scalar {
  return { string: '', bool: false, number: 0 }[type];
}

/**
 * The difference between state and proposal of one attribute, as terraform-plugin-sdk v2 computes it.
 * @param exists whether the resource exists already: an empty computed attribute of a new one becomes unknown.
 */
function differenceOf(field: FieldSpec, prior: Value, proposed: Value, exists: boolean): Difference | undefined {
  if (field.type === 'blocks') return differenceOfBlocks(field, prior, proposed, exists);
  if (isCollection(field)) return differenceOfCollection(field, prior, proposed);
  return differenceOfScalar(field, prior, proposed, exists);
}

function text(value: Value): string {
  return value === null || value instanceof Unknown || typeof value === 'object' ? '' : String(value);
}

function differenceOfScalar(field: ScalarSpec, prior: Value, proposed: Value, exists: boolean): Difference | undefined {
  const next = proposed ?? field.default ?? null;
  if (next instanceof Unknown) return { planned: UNKNOWN, replaces: field.replaces === true };
  const inState = typeof next === 'string' && field.toState !== undefined ? field.toState(next) : next;
  const before = text(prior);
  const after = text(inState ?? (prior === null ? null : zeroOf(field.type)));
  const computed = isComputed(field);
  if (before === after && (before !== '' || exists || !computed)) return undefined;
  const removed = prior !== null && next === null;
  if (computed && (removed || (before !== '' && after === ''))) return undefined;
  if (field.sameAs?.(before, after) === true) return undefined;
  const filledIn = computed && after === '';
  const planned = removed ? null : filledIn ? UNKNOWN : inState;
  return { planned, replaces: field.replaces === true && (before !== after || filledIn) };
}

function differenceOfCollection(field: CollectionSpec, prior: Value, proposed: Value): Difference | undefined {
  const before = isList(prior) ? prior : [];
  const after = isList(proposed) ? proposed : [];
  // One unknown element makes the whole collection unknown.
  if (proposed instanceof Unknown || after.some((element) => element instanceof Unknown)) {
    return { planned: UNKNOWN, replaces: false };
  }
  if (proposed === null && isComputed(field)) {
    return prior === null ? { planned: UNKNOWN, replaces: false } : undefined;
  }
  const same = field.type === 'set' ? isSameSet(before, after) : isEqual(before, after);
  return same ? undefined : { planned: after, replaces: false };
}

function isSameSet(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}

function differenceOfBlocks(field: BlocksSpec, prior: Value, proposed: Value, exists: boolean): Difference | undefined {
  if (proposed instanceof Unknown) return { planned: UNKNOWN, replaces: false };
  const before = isList(prior) ? prior : [];
  const after = isList(proposed) ? proposed : [];
  let changed = before.length !== after.length;
  const planned = after.map((block, i) => {
    const old = before[i];
    const merged = planBlock(field.fields, isObject(old) ? old : {}, isObject(block) ? block : {}, exists);
    changed ||= merged.changed;
    return merged.planned;
  });
  return changed ? { planned, replaces: false } : undefined;
}

function planBlock(
  fields: Fields,
  prior: ObjectValue,
  proposed: ObjectValue,
  exists: boolean,
): { planned: ObjectValue; changed: boolean } {
  let changed = false;
  const planned = Object.entries(fields).map(([name, field]) => {
    const old = prior[name] ?? null;
    const difference = differenceOf(field, old, proposed[name] ?? null, exists);
    changed ||= difference !== undefined;
    return [name, difference === undefined ? keep(field, old) : difference.planned] as const;
  });
  return { planned: Object.fromEntries(planned), changed };
}

/** What stays of an attribute without a difference. A required string that got lost on the way was empty. */
function keep(field: FieldSpec, prior: Value): Value {
  if (prior === null && field.type === 'string' && field.need === 'required') return '';
  return field.type === 'blocks' ? (prior ?? []) : prior;
}
