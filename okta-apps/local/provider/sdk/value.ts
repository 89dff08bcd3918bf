/** A value that Terraform does not know yet. There is one: {@link UNKNOWN}. */
export class Unknown {
  readonly unknown = true;
}

/** Stands for every value that is known only after apply. */
export const UNKNOWN = new Unknown();

/** A single value. */
export type Scalar = string | boolean | number;

/** A Terraform value: `null` is "not set", an array a list or a set, an object a block. */
export type Value = null | Scalar | Unknown | readonly Value[] | ObjectValue;

/** A block: every attribute and block type of its schema is a key. */
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** Whether the value is a list or a set. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The value as a string; empty when it is none. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether the value is a known block. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** Whether nothing in the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value instanceof Unknown) return false;
  if (isList(value)) return value.every(isWhollyKnown);
  return !isObject(value) || Object.values(value).every(isWhollyKnown);
}

/** Equal in structure; unknown equals unknown only. */
export function isEqual(a: Value, b: Value): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((value, i) => isEqual(value, b[i] ?? null));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isEqual(a[name] ?? null, b[name] ?? null));
}

function isNullOrZero(value: Value): boolean {
  return value === null || value === '' || value === 0 || value === false || (isList(value) && value.length === 0);
}

/** Equal as the SDK sees it: null, the zero value and an empty collection are the same; the order of a set is not asked. */
export function isEquivalent(a: Value, b: Value): boolean {
  if (isNullOrZero(a) && isNullOrZero(b)) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((value, i) => isEquivalent(value, b[i] ?? null));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isEquivalent(a[name] ?? null, b[name] ?? null));
}
