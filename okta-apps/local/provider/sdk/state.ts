import { ProviderError } from '../diagnostics';
import { TIMEOUTS, isCollection, type Fields, type FieldSpec, type SchemaSpec } from '../schema';
import { isJsonObject, parseJson, type Json } from './go-json';
import { Unknown, isList, isObject, isWhollyKnown, type ObjectValue, type Value } from './value';

/** At which step nulls are normalized: the answer of an apply must keep to the plan, the others may say more. */
export type Phase = 'plan' | 'apply' | 'read';

/**
 * Decides where the SDK's state lost the difference between null and empty: `result` is what it computed, `source` the
 * proposal (plan), the plan (apply) or the state before (read).
 */
export function normalizeNulls(fields: Fields, result: ObjectValue, source: ObjectValue, phase: Phase): ObjectValue {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      normalize(field, result[name] ?? null, source[name] ?? null, phase),
    ]),
  );
}

function isEmpty(value: Value): boolean {
  return isList(value) && value.length === 0;
}

function normalize(field: FieldSpec, result: Value, source: Value, phase: Phase): Value {
  if (source instanceof Unknown) return result === null && phase !== 'apply' ? source : result;
  if (field.type === 'blocks') return normalizeBlocks(field.fields, result, source, phase);
  if (isCollection(field)) return normalizeCollection(field.type, result, source, phase);
  return field.type === 'string' && result === null && source === '' ? source : result;
}

function normalizeCollection(type: 'list' | 'set', result: Value, source: Value, phase: Phase): Value {
  if (phase === 'apply' && ((source === null && isEmpty(result)) || (isEmpty(source) && result === null))) {
    return source;
  }
  if (source === null || result instanceof Unknown) return result;
  if (type === 'set') return phase === 'apply' && isWhollyKnown(source) ? source : result;
  if (result !== null || !isList(source)) return result;
  return source.every((value) => value instanceof Unknown) ? source : result;
}

function normalizeBlocks(fields: Fields, result: Value, source: Value, phase: Phase): Value {
  if (!isList(result) || !isList(source) || result.length !== source.length) return result;
  return result.map((block, i) => {
    const from = source[i];
    return isObject(block) && isObject(from) ? normalizeNulls(fields, block, from, phase) : block;
  });
}

/** A stored state as the current schema has it: attributes that it no longer knows are left out, new ones are null. */
export function fromStateJson({ fields, timeouts }: SchemaSpec, text: string): ObjectValue {
  const json = parseJson(text);
  const state = blockOf(fields, json);
  if (!timeouts) return state;
  const kept = isJsonObject(json) && isJsonObject(json['timeouts']) ? json['timeouts'] : undefined;
  const set = TIMEOUTS.map((name) => [name, valueOf(kept?.[name])] as const);
  return { ...state, timeouts: kept === undefined ? null : Object.fromEntries(set) };
}

function blockOf(fields: Fields, json: Json | undefined): ObjectValue {
  const from = isJsonObject(json) ? json : {};
  const values = Object.entries(fields).map(([name, field]): [string, Value] => {
    const value = from[name];
    if (field.type !== 'blocks') return [name, valueOf(value)];
    return [name, Array.isArray(value) ? value.map((block) => blockOf(field.fields, block)) : []];
  });
  return Object.fromEntries(values);
}

function valueOf(json: Json | undefined): Value {
  if (Array.isArray(json)) return json.map(valueOf);
  return json === undefined || isJsonObject(json) ? null : json;
}

/** The key under which terraform-plugin-sdk v2 keeps timeouts in a resource's private data. */
const TIMEOUTS_KEY = 'e2bfb730-ecaa-11e6-8f88-34363bc7c4c0';
const DEFAULT_NANOSECONDS = 3_600_000_000_000;
const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const DURATION = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;

function toNanoseconds(duration: string): number {
  if (duration === '0') return 0;
  if (!DURATION.test(duration)) throw new ProviderError(`time: invalid duration ${JSON.stringify(duration)}`);
  const sign = duration.startsWith('-') ? -1 : 1;
  const parts = [...duration.matchAll(PART)];
  return sign * parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (NANOSECONDS[unit ?? ''] ?? 0), 0);
}

/**
 * The private data that goes with a state: the timeouts in nanoseconds, an hour each when not set; `null` for a resource
 * without timeouts.
 * @throws ProviderError a duration that Go does not read
 */
export function privateData(hasTimeouts: boolean, timeouts: Value): Buffer {
  if (!hasTimeouts) return Buffer.from('null');
  const set = isObject(timeouts) ? timeouts : {};
  const values = TIMEOUTS.map((name) => {
    const duration = set[name];
    return [name, typeof duration === 'string' ? toNanoseconds(duration) : DEFAULT_NANOSECONDS];
  });
  return Buffer.from(JSON.stringify({ [TIMEOUTS_KEY]: Object.fromEntries(values) as object }));
}

/** The private data of an imported resource. */
export const IMPORTED_PRIVATE = Buffer.from('{"schema_version":"0"}');
