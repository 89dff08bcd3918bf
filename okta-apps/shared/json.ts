/** An object of JSON, not an array and not null. Its keys come from outside: look them up with `field`. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The object, or an empty one in place of anything else. What its members hold is not checked. */
export function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The list, or an empty one in place of anything else. */
export function list(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

/** What is in the list; anything else stands for itself, as the form that JSON of Terraform also allows for one block. */
export function itemsOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [value];
}

/** An own property: never one that the object inherits, such as `constructor`. */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** What is inside of objects, by its keys; undefined where one of them is none. */
export function inner(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isObject(at) ? field(at, key) : undefined), value);
}

export function textField(object: JsonObject, key: string): string | undefined {
  const value = field(object, key);
  return typeof value === 'string' ? value : undefined;
}

export function listField(object: JsonObject, key: string): readonly unknown[] {
  return list(field(object, key));
}

/** Every text inside a document, such as the client secrets in the JSON of a variable; none of what is no document. */
export function textsInside(json: string): readonly string[] {
  if (!/^\s*[[{]/.test(json)) return [];
  try {
    return textsIn(JSON.parse(json) as unknown);
  } catch {
    return [];
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Order of code points: the same on every machine, unlike a locale's. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
