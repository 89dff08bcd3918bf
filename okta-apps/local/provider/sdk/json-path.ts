import type { Json, JsonObject } from './go-json';
import { isJsonObject } from './go-json';

/** The value at a dotted path; undefined when there is none. An array on the way counts as its first element. */
export function valueAt(json: Json | undefined, path: string): Json | undefined {
  let value = json;
  for (const name of path.split('.')) {
    const from = Array.isArray(value) ? value[0] : value;
    if (!isJsonObject(from)) return undefined;
    value = from[name];
  }
  return value;
}

/** Puts a value at a dotted path, making the objects on the way. */
export function putAt(target: JsonObject, path: string, value: Json): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = target;
  for (const name of names) {
    const inner = at[name];
    const next = isJsonObject(inner) ? inner : {};
    at[name] = next;
    at = next;
  }
  at[last] = value;
}

/** The text at a path; empty when there is none. */
export function textAt(json: Json | undefined, path: string): string {
  const value = valueAt(json, path);
  return typeof value === 'string' ? value : '';
}
