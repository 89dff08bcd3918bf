import { isDeepStrictEqual } from 'node:util';

/** Any JSON value. */
export type Json = null | string | boolean | number | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = Record<string, Json>;

/** The value, or undefined where the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether the value is a JSON object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Writes JSON as Go's encoding/json does: keys sorted by bytes, `<`, `>`, `&`, U+2028 and U+2029 escaped. */
export function goJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (isJsonObject(value)) {
    const names = Object.keys(value).sort(byBytes);
    return `{${names.map((name) => `${goJson(name)}:${goJson(value[name] ?? null)}`).join(',')}}`;
  }
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An object in Go's form; anything that is none becomes `{}`, as the provider does for its JSON attributes. */
export function normalizedObject(text: string): string {
  const value = parseJson(text);
  return goJson(isJsonObject(value) ? value : {});
}

/** Whether both texts are JSON objects and equal. */
export function isSameObject(a: string, b: string): boolean {
  const [left, right] = [parseJson(a), parseJson(b)];
  return isJsonObject(left) && isJsonObject(right) && isDeepStrictEqual(left, right);
}
