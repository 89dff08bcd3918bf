import { crc32 } from 'node:zlib';
import { isCollection, type Fields, type FieldSpec } from '../schema';
import { zeroOf } from './plan';
import { Unknown, isEqual, isList, isObject, type ObjectValue, type Value } from './value';

/** What a resource's create, read, update and delete see of their resource: plan over state, and what they write. */
export class ResourceData {
  readonly #written = new Map<string, Value>();
  #id: string;

  /**
   * @param prior the state before, null on create
   * @param planned the planned state; the state itself on read and delete
   * @param config the configuration, on create and update
   */
  readonly #fields: Fields;
  readonly #prior: ObjectValue | null;
  readonly #planned: ObjectValue;
  readonly #config: ObjectValue | null;

  constructor(fields: Fields, prior: ObjectValue | null, planned: ObjectValue, config: ObjectValue | null) {
    this.#fields = fields;
    this.#prior = prior;
    this.#planned = planned;
    this.#config = config;
    const id = prior?.['id'];
    this.#id = typeof id === 'string' ? id : '';
  }

  get id(): string {
    return this.#id;
  }

  /** Sets the id of a created resource; the empty one says that the resource is gone. */
  setId(id: string): void {
    this.#id = id;
  }

  string(name: string): string {
    const value = this.#current(name);
    return typeof value === 'string' ? value : '';
  }

  bool(name: string): boolean {
    return this.#current(name) === true;
  }

  number(name: string): number {
    return Number(this.#current(name) ?? 0);
  }

  /** The elements of a list in their order, of a set in the SDK's. */
  strings(name: string): string[] {
    const value = this.#current(name);
    const elements = isList(value) ? value.filter((element) => typeof element === 'string') : [];
    return this.#fields[name]?.type === 'set' ? inSetOrder(elements) : elements;
  }

  /** Blocks, with the zero value wherever an attribute is not set. */
  blocks(name: string): ObjectValue[] {
    return this.#blocksOf(name, this.#current(name));
  }

  /** Blocks as they were in the state before. */
  priorBlocks(name: string): ObjectValue[] {
    return this.#blocksOf(name, this.#prior?.[name] ?? null);
  }

  /** What the configuration itself says, before any default; null when it says nothing. */
  configured(name: string): Value {
    return this.#config?.[name] ?? null;
  }

  hasChange(name: string): boolean {
    const field = this.#fields[name];
    if (field === undefined) return false;
    return !isEqual(withZeros(field, this.#prior?.[name] ?? null), withZeros(field, this.#planned[name] ?? null));
  }

  /** Whether any attribute but these changes. */
  hasChangeExcept(...names: string[]): boolean {
    return Object.keys(this.#fields).some((name) => name !== 'id' && !names.includes(name) && this.hasChange(name));
  }

  /** Writes an attribute of the new state. */
  set(name: string, value: Value): void {
    this.#written.set(name, value);
  }

  /** The new state, without `timeouts`. What stayed unknown is null. */
  state(): ObjectValue {
    const values = Object.entries(this.#fields).map(([name, field]) => {
      const value = this.#written.get(name) ?? this.#planned[name] ?? null;
      const known = value instanceof Unknown ? null : value;
      const removed = value === null && isRemoved(field, this.#prior?.[name] ?? null);
      return [name, field.type === 'blocks' || removed ? withZeros(field, known) : known] as const;
    });
    return { ...Object.fromEntries(values), id: this.#id };
  }

  #current(name: string): Value {
    const written = this.#written.get(name);
    if (written !== undefined) return written;
    const planned = this.#planned[name] ?? null;
    const field = this.#fields[name];
    const processed = field?.type === 'string' && field.toState !== undefined;
    // The provider works with what was configured; only the state holds the processed value.
    if (processed && !isEqual(planned, this.#prior?.[name] ?? null)) return this.configured(name) ?? planned;
    return planned;
  }

  #blocksOf(name: string, value: Value): ObjectValue[] {
    const field = this.#fields[name];
    const blocks = field === undefined ? [] : withZeros(field, value);
    return isList(blocks) ? blocks.filter(isObject) : [];
  }
}

/** The SDK leaves the zero value behind of what a configuration no longer sets. */
function isRemoved(field: FieldSpec, prior: Value): boolean {
  return field.type !== 'blocks' && !isCollection(field) && prior !== null;
}

/** The value as the SDK reads it: never null, never unknown. */
function withZeros(field: FieldSpec, value: Value): Value {
  const known = value instanceof Unknown ? null : value;
  if (field.type === 'blocks') {
    const blocks = isList(known) ? known : [];
    return blocks.map((block) => {
      const from = isObject(block) ? block : {};
      const names = Object.entries(field.fields);
      return Object.fromEntries(names.map(([name, inner]) => [name, withZeros(inner, from[name] ?? null)]));
    });
  }
  if (isCollection(field)) return known ?? [];
  return known ?? zeroOf(field.type);
}

/**
 * A set of strings in the order in which terraform-plugin-sdk v2 walks it, and so sends it to Okta: by the decimal text
 * of the CRC-32 of each element followed by a semicolon.
 */
export function inSetOrder(elements: readonly string[]): string[] {
  const keyed = [...new Set(elements)].map((element) => ({ element, code: String(crc32(`${element};`)) }));
  return keyed.sort((a, b) => (a.code < b.code ? -1 : Number(a.code > b.code))).map(({ element }) => element);
}
