import { field, isList, isObject } from '../../shared/json';
import { AFTER_APPLY, Marker } from '../../plan/markers';
import type { PlannedChange, Values } from '../../plan/plan';
import {
  COMPUTED_ONLY,
  PROVIDER_DEFAULTS,
  TERRAFORM_ONLY,
  UNREAD_BY_IMPORT,
  UNSET_IS_FALSE,
  attributeOf,
} from '../../plan/attributes';
import { hasRefreshTokens } from './aspects';
import { isUnset, keyOf } from '../../plan/same-meaning';

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

/** The user name and the password of a URI are nobody's business. */
function withoutPassword(text: string): string {
  return text.replace(/^(\s*[a-z][a-z0-9+.-]*:[/\\]*)[^/?#]*@/i, '$1***@');
}

/** A value on one line. */
export function display(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (value instanceof Marker) return value.text;
  if (typeof value === 'string') return value === '' ? 'not set' : withoutPassword(value);
  if (isObject(value) && 'kid' in value && 'kty' in value) return keyText(value);
  if (isObject(value) && 'id' in value && 'priority' in value) return groupText(value);
  try {
    return JSON.stringify(value);
  } catch {
    return '(nested too deeply to be shown)';
  }
}

/** Whether the difference stays in Terraform's state: nothing that Okta has changes with it. */
export function isStateOnly(attribute: string, before: unknown, change: PlannedChange): boolean {
  if (TERRAFORM_ONLY.has(attribute)) return true;
  return change.kind === 'update' && UNREAD_BY_IMPORT.has(attribute) && (before === null || before === undefined);
}

function membersOf(value: unknown): readonly unknown[] | undefined {
  if (isUnset(value)) return [];
  return isList(value) ? value : undefined;
}

function difference(attribute: string, before: unknown, after: unknown, stateOnly: boolean): Difference {
  const { words } = attributeOf(attribute);
  const [old, now] = [membersOf(before), membersOf(after)];
  const base = { attribute, words, stateOnly };
  if (old === undefined || now === undefined || old.length + now.length === 0) {
    return { ...base, removed: isUnset(before) ? [] : [display(before)], added: [display(after)], reordered: false };
  }
  const [oldKeys, nowKeys] = [new Set(old.map((item) => keyOf(item))), new Set(now.map((item) => keyOf(item)))];
  const added = now.filter((item) => item === AFTER_APPLY || !oldKeys.has(keyOf(item))).map(display);
  const removed = old.filter((item) => !nowKeys.has(keyOf(item))).map(display);
  return { ...base, added, removed, reordered: added.length + removed.length === 0 };
}

/** Says something only with refresh tokens. */
const REFRESH = new Set(['refresh_token_rotation', 'refresh_token_leeway']);

/** A new resource is shown by what was chosen for it: not by what is unset, computed or the provider's default. */
function chosen(after: Values): Difference[] {
  return Object.keys(after)
    .filter((name) => {
      const value = field(after, name);
      if (REFRESH.has(name) && !hasRefreshTokens(after)) return false;
      if (COMPUTED_ONLY.has(name) || isUnset(value) || value === AFTER_APPLY) return false;
      return keyOf(value) !== keyOf(PROVIDER_DEFAULTS.get(name)) && !TERRAFORM_ONLY.has(name);
    })
    .map((name) => difference(name, undefined, field(after, name), false));
}

/** What goes away with a resource: enough to know it. */
const IDENTIFYING = [
  'label',
  'client_id',
  'redirect_uris',
  'origin',
  'scopes',
  'group',
  'group_id',
  'app_id',
  'policy_id',
];

function lost(before: Values): Difference[] {
  return IDENTIFYING.filter((name) => !isUnset(field(before, name))).map((name) => ({
    ...difference(name, field(before, name), undefined, false),
    added: [],
  }));
}

/**
 * What a change does, attribute by attribute, those that a reviewer looks for first.
 *
 * @param before the values to compare with: what the code had, when drift is shown elsewhere.
 * @param names the attributes that differ.
 */
export function differencesOf(change: PlannedChange, before: Values, names: readonly string[]): Difference[] {
  if (change.kind === 'forget') return []; // nothing goes away in Okta
  if (change.after === null) return change.before === null ? [] : inOrder(lost(change.before));
  if (change.before === null) return inOrder(chosen(change.after));
  const after = change.after;
  const shown = names.filter((name) => {
    if (COMPUTED_ONLY.has(name)) return change.kind !== 'replace' && field(after, name) !== AFTER_APPLY;
    const unset = isUnset(field(before, name)) && isUnset(field(after, name));
    return !unset && !(UNSET_IS_FALSE.has(name) && isUnset(field(after, name)) && field(before, name) === false);
  });
  return inOrder(
    shown.map((name) =>
      difference(name, field(before, name), field(after, name), isStateOnly(name, field(before, name), change)),
    ),
  );
}

const FIRST = [
  'label',
  'client_id',
  'status',
  'redirect_uris',
  'post_logout_redirect_uris',
  'login_uri',
  'grant_types',
  'response_types',
  'token_endpoint_auth_method',
  'pkce_required',
  'refresh_token_rotation',
  'refresh_token_leeway',
  'authentication_policy',
];

function inOrder(differences: readonly Difference[]): Difference[] {
  const rank = (name: string) => (FIRST.indexOf(name) < 0 ? FIRST.length : FIRST.indexOf(name));
  return [...differences].sort(
    (a, b) =>
      rank(a.attribute) - rank(b.attribute) || (a.attribute < b.attribute ? -1 : a.attribute > b.attribute ? 1 : 0),
  );
}
