import { byText, field, isList, isObject } from '../../shared/json';
import { withBrowserHost, withoutUserInfo } from '../../shared/visible-text';
import { AFTER_APPLY, Marker } from '../../plan/markers';
import type { PlannedChange, Values } from '../../plan/plan';
import { isUnset, keyOf } from '../../plan/value-key';
import { attributeOf, wordsOf } from '../../resources/attribute-of';
import type { ResourceType } from '../../resources/resource-type';
import { isOnlyOwnership, ownershipChanges, restOf } from './ownership-changes';

/** One attribute as a person reads it. Values are text for display: masked, never cut. */
export interface Difference {
  readonly attribute: string;
  readonly words: string;
  /** Members or values that come. */
  readonly added: readonly string[];
  /** Members or values that go. */
  readonly removed: readonly string[];
  /** The same members in another order. */
  readonly reordered: boolean;
  /** Changes Terraform's state and nothing in Okta. */
  readonly stateOnly: boolean;
}

/** A value on one line. */
export function display(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (value instanceof Marker) return value.text;
  if (typeof value === 'string') return value === '' ? 'not set' : withBrowserHost(withoutUserInfo(value));
  if (isObject(value) && 'kid' in value && 'kty' in value) return keyText(value);
  if (isObject(value) && 'id' in value && 'priority' in value) return groupText(value);
  try {
    return JSON.stringify(value);
  } catch {
    return '(nested too deeply to be shown)';
  }
}

function keyText(key: Values): string {
  const parts = [`key ${display(field(key, 'kid'))}`, display(field(key, 'kty'))];
  const material = field(key, 'n') ?? field(key, 'x');
  if (typeof material === 'string' && material !== '') parts.push(`…${material.slice(-12)}`);
  return parts.join(' ');
}

function groupText(group: Values): string {
  const priority = field(group, 'priority');
  return typeof priority === 'number'
    ? `${display(field(group, 'id'))} (priority ${priority})`
    : display(field(group, 'id'));
}

/** Whether the difference stays in Terraform's state: nothing that Okta has changes with it. */
export function isStateOnly(
  type: ResourceType,
  attribute: string,
  before: unknown,
  { kind, after }: PlannedChange,
): boolean {
  const { terraformOnly, unreadByImport } = attributeOf(type, attribute);
  if (terraformOnly) return true;
  // A value that is not to be seen may be another one than Okta has.
  const isSeen = !(field(after ?? {}, attribute) instanceof Marker);
  return kind === 'update' && unreadByImport === true && (before === null || before === undefined) && isSeen;
}

function membersOf(value: unknown): readonly unknown[] | undefined {
  if (isUnset(value)) return [];
  return isList(value) ? value : undefined;
}

/** Of a profile, those that say who owns the app are told one by one; the rest of it is one, as any other attribute is. */
function differencesIn(
  type: ResourceType,
  attribute: string,
  before: unknown,
  after: unknown,
  stateOnly: boolean,
): readonly Difference[] {
  if (attributeOf(type, attribute).ownership !== true) return [difference(type, attribute, before, after, stateOnly)];
  const parts = ownershipChanges(before, after);
  if (parts.length === 0) return [difference(type, attribute, before, after, stateOnly)];
  const own = parts.map(({ name, from, to }) => ({
    attribute,
    words: name,
    added: to === undefined ? [] : [to],
    removed: from === undefined ? [] : [from],
    reordered: false,
    stateOnly,
  }));
  if (isOnlyOwnership(before, after)) return own;
  return [...own, difference(type, attribute, restOf(before), restOf(after), stateOnly)];
}

function difference(
  type: ResourceType,
  attribute: string,
  before: unknown,
  after: unknown,
  stateOnly: boolean,
): Difference {
  const [old, now] = [membersOf(before), membersOf(after)];
  const base = { attribute, words: wordsOf(type, attribute), stateOnly };
  if (old === undefined || now === undefined || old.length + now.length === 0) {
    return { ...base, removed: isUnset(before) ? [] : [display(before)], added: [display(after)], reordered: false };
  }
  const [oldKeys, nowKeys] = [new Set(old.map((item) => keyOf(item))), new Set(now.map((item) => keyOf(item)))];
  const added = now.filter((item) => item === AFTER_APPLY || !oldKeys.has(keyOf(item))).map(display);
  const removed = old.filter((item) => !nowKeys.has(keyOf(item))).map(display);
  return { ...base, added, removed, reordered: added.length + removed.length === 0 };
}

/** A new resource is shown by what was chosen for it: not by what is unset, computed or the provider's default. */
function chosen(type: ResourceType, after: Values): Difference[] {
  return Object.keys(after)
    .filter((name) => {
      const value = field(after, name);
      const { when, computed, terraformOnly, default: usual } = attributeOf(type, name);
      if (when?.holds(after) === false || computed || terraformOnly) return false;
      return !isUnset(value) && value !== AFTER_APPLY && keyOf(value) !== keyOf(usual);
    })
    .flatMap((name) => differencesIn(type, name, undefined, field(after, name), false));
}

/** What is removed with a resource: enough to know it. */
function lost(type: ResourceType, before: Values): Difference[] {
  return Object.keys(before)
    .filter((name) => attributeOf(type, name).identifies && !isUnset(field(before, name)))
    .map((name) => ({ ...difference(type, name, field(before, name), undefined, false), added: [] }));
}

/**
 * What a change does, attribute by attribute, those that a reviewer looks for first.
 *
 * @param before the values to compare with: what the code had, when drift is shown elsewhere.
 * @param names the attributes that differ.
 */
export function differencesOf(
  type: ResourceType,
  change: PlannedChange,
  before: Values,
  names: readonly string[],
): Difference[] {
  if (change.kind === 'forget') return []; // nothing goes away in Okta
  if (change.after === null) return change.before === null ? [] : inOrder(type, lost(type, change.before));
  if (change.before === null) return inOrder(type, chosen(type, change.after));
  const after = change.after;
  const shown = names.filter((name) => {
    const { computed, unsetReadsAs } = attributeOf(type, name);
    if (computed) return change.kind !== 'replace' && field(after, name) !== AFTER_APPLY;
    const unset = isUnset(field(before, name)) && isUnset(field(after, name));
    return !unset && !(unsetReadsAs === false && isUnset(field(after, name)) && field(before, name) === false);
  });
  const differences = shown.flatMap((name) => {
    const old = field(before, name);
    return differencesIn(type, name, old, field(after, name), isStateOnly(type, name, old, change));
  });
  return inOrder(type, differences);
}

function inOrder(type: ResourceType, differences: readonly Difference[]): Difference[] {
  const place = ({ attribute }: Difference) => attributeOf(type, attribute).order ?? Number.MAX_SAFE_INTEGER;
  return [...differences].sort((a, b) => place(a) - place(b) || byText(a.attribute, b.attribute));
}
