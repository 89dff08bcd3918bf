import { isObject } from '../../shared/json';
import { malformed, OktaError } from './errors';

/** The deepest nesting of a JSON body that is read; deeper ones could not be written again. */
const DEPTH = 64;

/** The kinds of value that a field of a body can have. */
interface Kinds {
  text: string;
  flag: boolean;
  whole: number;
  texts: readonly string[];
  flags: Readonly<Record<string, boolean>>;
  free: Readonly<Record<string, unknown>>;
}

/** What a body may hold: per key a kind, a shape for an object, or `[shape]` for a list of objects. */
export interface Shape {
  readonly [key: string]: keyof Kinds | Shape | readonly [Shape];
}

/** The values that a shape reads: a key that is absent or null is absent. */
export type Fields<S extends Shape> = {
  readonly [K in keyof S]?: S[K] extends keyof Kinds
    ? Kinds[S[K]]
    : S[K] extends readonly [infer E extends Shape]
      ? readonly Fields<E>[]
      : S[K] extends Shape
        ? Fields<S[K]>
        : never;
};

const CHECKS: Readonly<Record<keyof Kinds, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  whole: (value) => Number.isInteger(value),
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  flags: (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'boolean'),
  free: isObject,
};

/**
 * Reads a parsed JSON body. Keys that the shape does not name are ignored, as Okta ignores them.
 * @throws OktaError E0000003 when the body is no object or a value has the wrong type
 */
export function fields<S extends Shape>(shape: S, raw: unknown): Fields<S> {
  return readFields(shape, raw) as Fields<S>;
}

function readOne(shape: Shape[string], value: unknown): unknown {
  if (typeof shape === 'string') {
    if (!CHECKS[shape](value)) throw malformed();
    return value;
  }
  if (!isList(shape)) return readFields(shape, value);
  if (!Array.isArray(value)) throw malformed();
  return value.map((item) => readFields(shape[0], item));
}

function isList(shape: Shape | readonly [Shape]): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function readFields(shape: Shape, raw: unknown): Record<string, unknown> {
  if (!isObject(raw)) throw malformed();
  const read: Record<string, unknown> = {};
  for (const [key, kind] of Object.entries(shape)) {
    const value = Object.hasOwn(raw, key) ? raw[key] : undefined;
    if (value !== undefined && value !== null) read[key] = readOne(kind, value);
  }
  return read;
}

/** The object without the keys whose value is undefined: JSON has no undefined, and Okta leaves unset keys out. */
export function present<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The object without these keys. */
export function without<T extends object, K extends keyof T>(object: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
}

/**
 * A body as JSON.
 * @throws OktaError E0000021 when it is said to be something else, E0000003 when it is empty, not JSON or too deep
 */
export function parseJson(raw: Buffer, contentType: string): unknown {
  if (raw.length > 0 && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType))
    throw new OktaError('E0000021');
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw malformed();
  }
  if (!isShallow(value)) throw malformed();
  return value;
}

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) return false;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
  return true;
}
