import type { WireBlock } from '../protocol/types';
import type { FieldSpec, Fields, SchemaSpec } from './spec';
import { TIMEOUTS } from './spec';

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
