import { isList, isObject } from '../shared/json';
import { Marker } from './markers';
import { UNSET_IS_FALSE, UNSET_IS_TEXT, attributeOf } from './attributes';

/** Deeper values are taken for different, which only means that they are shown. */
const DEEPEST = 60;

/** Unset, `""`, `[]` and `{}` are one thing to Okta's provider. */
export function isUnset(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (value instanceof Marker) return false;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** The value as a text that is equal for equal values: keys sorted, what is unset left out. */
export function keyOf(value: unknown, depth = 0): string {
  if (depth > DEEPEST) return '…';
  if (isUnset(value)) return 'null';
  if (value instanceof Marker) return value.text;
  if (isList(value)) return `[${value.map((item) => keyOf(item, depth + 1)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => !isUnset(item));
  const parts = entries.map(([key, item]) => `${JSON.stringify(key)}:${keyOf(item, depth + 1)}`);
  return `{${parts.sort().join(',')}}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the value of the attribute comes to: unset, or its key with sets in one order and JSON texts read. */
export function meaningOf(attribute: string, value: unknown): string {
  if (isUnset(value) || (value === false && UNSET_IS_FALSE.has(attribute))) return 'null';
  const { form } = attributeOf(attribute);
  if (form === 'set' && isList(value)) return [...new Set(value.map((item) => keyOf(item)))].sort().join(',');
  if (form !== 'json' || typeof value !== 'string') return keyOf(value);
  const unset = UNSET_IS_TEXT.get(attribute);
  const key = keyOf(parsed(value));
  return unset !== undefined && key === keyOf(parsed(unset)) ? 'null' : key;
}

/** Equal to the letter: for resources of other providers than Okta's, whose spelling is theirs. */
function sameText(before: unknown, after: unknown): boolean {
  try {
    return JSON.stringify(before ?? null) === JSON.stringify(after ?? null);
  } catch {
    return false; // nested too deeply to be written
  }
}

/**
 * Whether an attribute means the same before and after: the order of a set, `null` beside `""` or `[]`, and the
 * spelling of JSON mean nothing.
 */
export function sameMeaning(type: string, attribute: string, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (!type.startsWith('okta_')) return sameText(before, after);
  return meaningOf(attribute, before) === meaningOf(attribute, after);
}
