import type { Fields, SchemaSpec } from '../schema/spec';
import { TIMEOUTS } from '../schema/spec';
import type { Json } from './go-json';
import { isJsonObject, parseJson } from './go-json';
import type { ObjectValue, Value } from './value';

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
