import { AFTER_APPLY, MASKED, Marker } from '../../plan/markers';
import type { Values } from '../../plan/plan';
import { isUnset, keyOf } from '../../plan/value-key';
import { attributeOf } from '../../resources/attribute-of';
import type { Access } from '../../resources/access';
import type { Attribute } from '../../resources/attribute';
import { withDefaults } from '../../resources/okta-default';
import { perType } from '../../resources/per-type';
import type { ResourceType } from '../../resources/resource-type';
import { field, itemsOf } from '../../shared/json';

/**
 * Which way access changes. *Broadened*: more parties, places or ways can get a session or a token, or less proof is
 * asked of them. *Narrowed*: the reverse, so users who could sign in may no longer be able to. *Shifted*: other,
 * neither more nor less. *Hidden* and *unknown*: it changes, and a reviewer cannot see to what.
 */
export type Direction = 'broadened' | 'narrowed' | 'shifted' | 'hidden' | 'unknown';

/** One access change by one attribute. A list makes one per member that is added or removed. */
export interface AccessChange {
  readonly attribute: string;
  /** The attribute, with the index for a member of a list: `redirect_uris[1]`. */
  readonly prop: string;
  readonly direction: Direction;
  /** The member that is added or removed, or the new value. */
  readonly value: unknown;
  /** The old value, where there is one. */
  readonly before?: unknown;
}

/**
 * Every access change between two sets of values of one resource. Equal values give none, the reverse change gives the
 * reverse, and the order of members says nothing.
 *
 * @param changed attributes that are known to differ although they are masked.
 */
export function accessChanges(
  type: ResourceType,
  before: Values,
  after: Values,
  changed: readonly string[] = [],
): AccessChange[] {
  const names = new Set(changed);
  return decidingOf(type).flatMap((deciding) => changesOf(deciding, before, after, names));
}

/** The access changes of an update: what is unset on one side counts as Okta's default. */
export function accessChangesOfUpdate(
  type: ResourceType,
  before: Values,
  after: Values,
  changed: readonly string[],
): AccessChange[] {
  return accessChanges(type, withDefaults(type, before, after), withDefaults(type, after, before), changed);
}

/** What a new resource opens: its access changes from the usual, safe values. What it leaves to Okta is none. */
export function accessChangesOfNew(type: ResourceType, after: Values): AccessChange[] {
  return accessChanges(type, type.usual?.(after) ?? {}, after, Object.keys(after)).filter(
    ({ direction, attribute }) =>
      direction === 'broadened' ||
      direction === 'hidden' ||
      (direction === 'unknown' && attributeOf(type, attribute).chosenByOkta !== true),
  );
}

/** An attribute that decides who gets in. */
interface Deciding {
  readonly name: string;
  readonly attribute: Attribute;
  readonly access: Access;
}

const decidingOf = perType(({ attributes = {} }) =>
  Object.entries(attributes).flatMap(([name, attribute]): Deciding[] =>
    attribute.access === undefined ? [] : [{ name, attribute, access: attribute.access }],
  ),
);

function changesOf(deciding: Deciding, before: Values, after: Values, changed: ReadonlySet<string>): AccessChange[] {
  const { name, access } = deciding;
  const read = access.read ?? ((values: Values) => field(values, name));
  const [old, now] = [read(before), read(after)];
  if (old === MASKED || now === MASKED) {
    return changed.has(name) ? [{ attribute: name, prop: name, direction: 'hidden', value: now }] : [];
  }
  if (now === AFTER_APPLY) {
    return old === AFTER_APPLY ? [] : [{ attribute: name, prop: name, direction: 'unknown', value: now, before: old }];
  }
  const seen = seenChanges(deciding, old === AFTER_APPLY ? undefined : old, now);
  return changed.has(name) ? [...seen, ...hiddenMembers(deciding, now)] : seen;
}

function seenChanges(deciding: Deciding, before: unknown, after: unknown): AccessChange[] {
  const { name, access } = deciding;
  if (access.by === 'members') return memberChanges(deciding, before, after);
  if (keyOf(before) === keyOf(after)) return [];
  const change = { attribute: name, prop: name, value: after, before };
  if (access.by === 'shift') return [{ ...change, direction: 'shifted' }];
  if (isUnset(before) || isUnset(after)) return [];
  const [old, now] = [rankOf(access, before), rankOf(access, after)];
  const even = old === undefined || now === undefined || old === now;
  return [{ ...change, direction: even ? 'shifted' : now < old ? 'broadened' : 'narrowed' }];
}

/** The higher, the more is asked; undefined for a value that cannot be compared. */
function rankOf(access: Access, value: unknown): number | undefined {
  if (access.by === 'number') return typeof value === 'number' ? -value : undefined;
  const at = access.by === 'rank' ? access.weakestFirst.findIndex((equal) => equal.includes(value)) : -1;
  return at < 0 ? undefined : at;
}

function members(value: unknown): readonly unknown[] {
  if (isUnset(value)) return [];
  return itemsOf(value);
}

function memberChanges(deciding: Deciding, before: unknown, after: unknown): AccessChange[] {
  const { name } = deciding;
  const [old, now] = [members(before), members(after)];
  const unknown: AccessChange = { attribute: name, prop: name, direction: 'unknown', value: AFTER_APPLY, before };
  return [
    ...missing(deciding, now, old, 'broadened'),
    ...missing(deciding, old, now, 'narrowed'),
    ...(now.includes(AFTER_APPLY) ? [unknown] : []),
  ];
}

function identityOf({ access }: Deciding, member: unknown): string {
  return access.by === 'members' && access.identify !== undefined ? access.identify(member) : keyOf(member);
}

/** A marker says nothing about what is behind it: its key must not match another marker's. */
function missing(
  deciding: Deciding,
  from: readonly unknown[],
  others: readonly unknown[],
  direction: Direction,
): AccessChange[] {
  const have = new Set(others.map((item) => identityOf(deciding, item)));
  return from.flatMap((value, index): AccessChange[] => {
    const identity = identityOf(deciding, value);
    if (value instanceof Marker || have.has(identity)) return [];
    have.add(identity); // a member that is written twice counts once
    return [{ attribute: deciding.name, prop: memberProp(deciding, from, index), direction, value }];
  });
}

/** A member may be masked for its look alone: what it lets in is no less hidden than that of a masked list. */
function hiddenMembers(deciding: Deciding, now: unknown): AccessChange[] {
  const { access, name } = deciding;
  const identify = access.by === 'members' ? access.identify : undefined;
  const all = members(now);
  return all.flatMap((value, index): AccessChange[] => {
    const isHidden = value === MASKED || identify?.(value).includes(MASKED.text) === true;
    return isHidden
      ? [{ attribute: name, prop: memberProp(deciding, all, index), direction: 'hidden', value: MASKED }]
      : [];
  });
}

/** Members of a list are told apart by their index, also where there is one only. */
function memberProp({ name, attribute }: Deciding, all: readonly unknown[], index: number): string {
  const isMany = attribute.form === 'set' || attribute.form === 'list';
  return all.length > 1 || isMany ? `${name}[${index}]` : name;
}
