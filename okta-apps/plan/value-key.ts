import { isList, isObject } from '../shared/json';
import { Marker } from './markers';

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

/** Equal to the letter. */
export function sameText(before: unknown, after: unknown): boolean {
  try {
    return JSON.stringify(before ?? null) === JSON.stringify(after ?? null);
  } catch {
    return false; // nested too deeply to be written
  }
}
