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

/** Where a text stops being JSON, in the words of Go's encoding/json; undefined when it is JSON. */
export function goJsonError(text: string): string | undefined {
  const end = scanValue(text, skipSpace(text, 0));
  if (typeof end === 'string') return end;
  const rest = skipSpace(text, end);
  return rest < text.length ? invalid(text, rest, 'after top-level value') : undefined;
}

/** The position after what was read, or the error. */
type Scanned = number | string;

const LITERALS = ['true', 'false', 'null'];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function invalid(text: string, at: number, where: string): string {
  const char = text.charAt(at);
  if (char === '') return 'unexpected end of JSON input';
  return `invalid character ${char === "'" ? `'\\''` : `'${char}'`} ${where}`;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (' \t\r\n'.includes(text.charAt(next)) && next < text.length) next += 1;
  return next;
}

function scanValue(text: string, at: number): Scanned {
  const char = text.charAt(at);
  if (char === '{') return scanMembers(text, at, '}', scanMember, 'after object key:value pair');
  if (char === '[') return scanMembers(text, at, ']', scanValue, 'after array element');
  if (char === '"') return scanString(text, at);
  if (char === '-' || (char >= '0' && char <= '9')) return scanNumber(text, at);
  const literal = LITERALS.find((word) => char !== '' && word.startsWith(char));
  return literal === undefined ? invalid(text, at, 'looking for beginning of value') : scanLiteral(text, at, literal);
}

function scanMembers(
  text: string,
  at: number,
  close: string,
  scanOne: (text: string, at: number) => Scanned,
  where: string,
): Scanned {
  let next = skipSpace(text, at + 1);
  if (text.charAt(next) === close) return next + 1;
  for (;;) {
    const end = scanOne(text, next);
    if (typeof end === 'string') return end;
    next = skipSpace(text, end);
    if (text.charAt(next) === close) return next + 1;
    if (text.charAt(next) !== ',') return invalid(text, next, where);
    next = skipSpace(text, next + 1);
  }
}

function scanMember(text: string, at: number): Scanned {
  if (text.charAt(at) !== '"') return invalid(text, at, 'looking for beginning of object key string');
  const end = scanString(text, at);
  if (typeof end === 'string') return end;
  const colon = skipSpace(text, end);
  if (text.charAt(colon) !== ':') return invalid(text, colon, 'after object key');
  return scanValue(text, skipSpace(text, colon + 1));
}

function scanString(text: string, at: number): Scanned {
  let next = at + 1;
  for (;;) {
    const char = text.charAt(next);
    if (char === '"') return next + 1;
    if (char === '' || char < ' ') return invalid(text, next, 'in string literal');
    if (char !== '\\') next += 1;
    else {
      ESCAPE.lastIndex = next;
      if (!ESCAPE.test(text)) return invalid(text, next + 1, 'in string escape code');
      next = ESCAPE.lastIndex;
    }
  }
}

function scanNumber(text: string, at: number): Scanned {
  NUMBER.lastIndex = at;
  return NUMBER.test(text) ? NUMBER.lastIndex : invalid(text, at + 1, 'in numeric literal');
}

function scanLiteral(text: string, at: number, literal: string): Scanned {
  for (let i = 1; i < literal.length; i += 1) {
    if (text.charAt(at + i) !== literal.charAt(i)) {
      return invalid(text, at + i, `in literal ${literal} (expecting '${literal.charAt(i)}')`);
    }
  }
  return at + literal.length;
}
