import type { FieldSpec, Fields } from '../schema/spec';
import { isCollection } from '../schema/spec';
import type { ObjectValue, Value } from './value';
import { isList, isObject, isWhollyKnown, Unknown } from './value';

/** At which step nulls are settled: the answer of an apply must keep to the plan, the others may say more. */
export type Phase = 'plan' | 'apply' | 'read';

/**
 * Settles where the SDK's state lost the difference between null and empty: `result` is what it computed, `source` the
 * proposal (plan), the plan (apply) or the state before (read).
 */
export function settleNulls(fields: Fields, result: ObjectValue, source: ObjectValue, phase: Phase): ObjectValue {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      settle(field, result[name] ?? null, source[name] ?? null, phase),
    ]),
  );
}

function isEmpty(value: Value): boolean {
  return isList(value) && value.length === 0;
}

function settle(field: FieldSpec, result: Value, source: Value, phase: Phase): Value {
  if (source instanceof Unknown) return result === null && phase !== 'apply' ? source : result;
  if (field.type === 'blocks') return settleBlocks(field.fields, result, source, phase);
  if (isCollection(field)) return settleCollection(field.type, result, source, phase);
  return field.type === 'string' && result === null && source === '' ? source : result;
}

function settleCollection(type: 'list' | 'set', result: Value, source: Value, phase: Phase): Value {
  if (phase === 'apply' && ((source === null && isEmpty(result)) || (isEmpty(source) && result === null))) {
    return source;
  }
  if (source === null || result instanceof Unknown) return result;
  if (type === 'set') return phase === 'apply' && isWhollyKnown(source) ? source : result;
  if (result !== null || !isList(source)) return result;
  return source.every((value) => value instanceof Unknown) ? source : result;
}

function settleBlocks(fields: Fields, result: Value, source: Value, phase: Phase): Value {
  if (!isList(result) || !isList(source) || result.length !== source.length) return result;
  return result.map((block, i) => {
    const from = source[i];
    return isObject(block) && isObject(from) ? settleNulls(fields, block, from, phase) : block;
  });
}
