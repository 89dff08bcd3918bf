import type { WireBlock } from './protocol/values';
import type { Scalar } from './sdk/value';

/** Whether a configuration must, may or cannot set an attribute; `computed` ones are filled in by the provider. */
type Need = 'required' | 'optional' | 'computed' | 'optional computed';

/** Says what is wrong with a configured value, or nothing. `key` is the attribute's dotted name, `path` its steps. */
export type Check = (value: Scalar, at: { readonly key: string; readonly path: Path }) => string | undefined;

/** Steps to an attribute: names of attributes and indexes of lists. */
export type Path = readonly (string | number)[];

/** An attribute with a single value. */
export interface ScalarSpec {
  readonly type: 'string' | 'bool' | 'number';
  readonly need: Need;
  /** Taken at plan time when the configuration says nothing. */
  readonly default?: Scalar;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /** The warning that a configuration with it gets. */
  readonly deprecated?: string;
  readonly sensitive?: true;
  readonly writeOnly?: true;
  readonly conflictsWith?: readonly string[];
  /** What plan and state hold for a configured value, where that is not the value itself. */
  readonly toState?: (configured: string) => string;
  /** Whether a difference between the values of state and configuration is none. */
  readonly sameAs?: (state: string, configured: string) => boolean;
  readonly check?: Check;
}

/** An attribute that is a list or a set of strings. */
export interface CollectionSpec {
  readonly type: 'list' | 'set';
  readonly need: Need;
  readonly conflictsWith?: readonly string[];
  /** Applied to each element. */
  readonly check?: Check;
}

/** Blocks that may be repeated, in order. */
export interface BlocksSpec {
  readonly type: 'blocks';
  readonly fields: Fields;
  readonly maxItems?: number;
  readonly conflictsWith?: readonly string[];
  /** The warning that a configuration with such a block gets. */
  readonly deprecated?: string;
}

export type FieldSpec = ScalarSpec | CollectionSpec | BlocksSpec;

/** The attributes and block types of a schema block. */
export type Fields = Readonly<Record<string, FieldSpec>>;

/** A resource's or data source's schema. */
export interface SchemaSpec {
  readonly fields: Fields;
  /** Whether there is a `timeouts` block; each kind lasts an hour when it is not set. */
  readonly timeouts: boolean;
}

/** The operations that a `timeouts` block knows. */
export const TIMEOUTS = ['create', 'read', 'update'] as const;

/** Whether the provider may fill the attribute in. */
export function isComputed(field: FieldSpec): boolean {
  return field.type !== 'blocks' && (field.need === 'computed' || field.need === 'optional computed');
}

/** Whether the attribute is a list or a set. */
export function isCollection(field: FieldSpec): field is CollectionSpec {
  return field.type === 'list' || field.type === 'set';
}

const NESTING_SINGLE = 1;
const NESTING_LIST = 2;

/** The cty types of attributes, as JSON. */
const CTY_TYPES = {
  string: '"string"',
  bool: '"bool"',
  number: '"number"',
  list: '["list","string"]',
  set: '["set","string"]',
};

function attribute(name: string, field: Exclude<FieldSpec, { type: 'blocks' }>): Record<string, unknown> {
  return {
    name,
    type: Buffer.from(CTY_TYPES[field.type]),
    required: field.need === 'required',
    optional: field.need.startsWith('optional'),
    computed: field.need.endsWith('computed'),
    sensitive: 'sensitive' in field,
    write_only: 'writeOnly' in field,
  };
}

function toBlock(fields: Fields): WireBlock {
  const attributes: Record<string, unknown>[] = [];
  const nested: { type_name: string; block: WireBlock; nesting: number; max_items?: number }[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (field.type !== 'blocks') attributes.push(attribute(name, field));
    else {
      const limit = field.maxItems === undefined ? {} : { max_items: field.maxItems };
      nested.push({ type_name: name, block: toBlock(field.fields), nesting: NESTING_LIST, ...limit });
    }
  }
  return { version: 0, attributes, block_types: nested };
}

/** A schema as the protocol carries it. */
export function toWireSchema(schema: SchemaSpec): { version: number; block: WireBlock } {
  const block = toBlock(schema.fields);
  if (!schema.timeouts) return { version: 0, block };
  const fields = Object.fromEntries(TIMEOUTS.map((name) => [name, { type: 'string', need: 'optional' } as const]));
  const timeouts = { type_name: 'timeouts', block: toBlock(fields), nesting: NESTING_SINGLE };
  return { version: 0, block: { ...block, block_types: [...block.block_types, timeouts] } };
}
