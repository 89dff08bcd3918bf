import { field, isList, isObject, type JsonObject } from '../../shared/json';
import { ExpressionError } from '../expression';
import { addressValue, jsonValue } from './json-value';
import type { HclBlock, HclBody } from './read-hcl';

/** Top-level blocks of which every file may have several, and which are one in JSON. */
const JOINED: ReadonlySet<string> = new Set(['terraform', 'locals']);
/** Top-level blocks without labels, which are a list in JSON. */
const LISTED: ReadonlySet<string> = new Set(['moved', 'removed', 'import']);

/** Attributes that are addresses, keywords or types, by the kind of block that they are in. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  resource: ['depends_on', 'provider'],
  data: ['depends_on', 'provider'],
  ephemeral: ['depends_on', 'provider'],
  lifecycle: ['ignore_changes', 'replace_triggered_by'],
  dynamic: ['iterator'],
  module: ['depends_on', 'providers'],
  output: ['depends_on'],
  variable: ['type'],
  moved: ['from', 'to'],
  removed: ['from'],
  import: ['to', 'provider'],
};

/**
 * A file in native syntax as one in Terraform's JSON syntax.
 *
 * @throws ExpressionError with the place of what has no form there.
 */
export function jsonDocument({ attributes: [stray], blocks }: HclBody): JsonObject {
  if (stray !== undefined) throw new ExpressionError(`"${stray.name}" is in no block`, stray.at);
  let document: JsonObject = {};
  for (const block of blocks) document = joined(document, ofBlock(block), (why) => new ExpressionError(why, block.at));
  return document;
}

/**
 * Two parts of one module in one document.
 *
 * @param fault Makes the error for a name that both declare.
 */
export function joined(one: JsonObject, other: JsonObject, fault: (why: string) => Error): JsonObject {
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) result[key] = joinedValue([key], field(result, key), value, fault);
  return result;
}

/** `resource`, its type and its name; of the others the section and the name. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, ephemeral: 2 };

function joinedValue(path: readonly string[], one: unknown, other: unknown, fault: (why: string) => Error): unknown {
  const [section = ''] = path;
  if (one === undefined) return other;
  if (isList(one) || isList(other)) {
    const isOfList = path.length === 1 && (LISTED.has(section) || section === 'provider');
    if (isOfList) return [one, other].flat();
    throw fault(`"${path.join('.')}" is there twice`);
  }
  if (!isObject(one) || !isObject(other) || path.length > (LABELS[section] ?? 1)) {
    // One `required_providers` in each of two files is no error of Terraform's, but one of them is enough.
    throw fault(`"${path.join('.')}" is there twice`);
  }
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    result[key] = joinedValue([...path, key], field(result, key), value, fault);
  }
  return result;
}

function ofBlock({ type, labels, body }: HclBlock): JsonObject {
  const value = bodyOf(type, body);
  if (LISTED.has(type) && labels.length === 0) return { [type]: [value] };
  if (JOINED.has(type) || labels.length > 0) return { [type]: nested(labels, value) };
  return { [type]: value };
}

function nested(labels: readonly string[], value: unknown): unknown {
  return labels.reduceRight<unknown>((inside, label) => ({ [label]: inside }), value);
}

function bodyOf(type: string, { attributes, blocks }: HclBody): JsonObject {
  const addresses = Object.hasOwn(ADDRESSES, type) ? (ADDRESSES[type] ?? []) : [];
  const result: Record<string, unknown> = {};
  for (const { name, value, at } of attributes) {
    result[name] = placed(at, () => (addresses.includes(name) ? addressValue(value) : jsonValue(value)));
  }
  for (const block of blocks) {
    const before = Object.hasOwn(result, block.type) ? result[block.type] : undefined;
    result[block.type] = withBlock(before, block.labels, bodyOf(block.type, block.body));
  }
  return result;
}

/** A block inside of a block: an object, or a list of all that have the same labels. */
function withBlock(before: unknown, [label, ...rest]: readonly string[], body: JsonObject): unknown {
  if (label === undefined) return before === undefined ? body : [before, body].flat();
  const named = isObject(before) ? before : {};
  return { ...named, [label]: withBlock(field(named, label), rest, body) };
}

/** What is wrong with a part of a value is known by the attribute that it is in. */
function placed<T>(at: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ExpressionError ? new ExpressionError(error.why, at) : error;
  }
}
