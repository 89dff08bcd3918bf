import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireBlock } from '../../../../okta-apps/local/provider/protocol/values';
import { DATA_SOURCES, RESOURCES } from '../../../../okta-apps/local/provider/registry';
import { PROVIDER_SCHEMA } from '../../../../okta-apps/local/provider/configure';
import { toWireSchema } from '../../../../okta-apps/local/provider/schema';

interface Block {
  readonly attributes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly block_types?: Readonly<Record<string, { nesting_mode: string; max_items?: number; block: Block }>>;
}
type Schemas = Readonly<Record<string, { readonly block: Block }>>;

const FILE = join(__dirname, '../../../fixtures/provider-schema-6.12.0.json');
const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as {
  provider: { block: Block };
  resource_schemas: Schemas;
  data_source_schemas: Schemas;
};

/** What the recorded schema does not have, and why. */
const NOT_RECORDED: Readonly<Record<string, string>> = {
  'okta_group.description': 'the recorded schema lost every key named description, also the attribute',
  okta_policy: 'not among the recorded data sources; as in the documentation of okta/okta',
};

const FLAGS = ['required', 'optional', 'computed', 'sensitive', 'write_only'];
const NESTING: Readonly<Record<number, string>> = { 1: 'single', 2: 'list' };

/** The protocol's form in that of `terraform providers schema -json`. */
function readable(block: WireBlock): object {
  const attributes = block.attributes.map(({ name, type, ...flags }): [string, object] => {
    const set = FLAGS.filter((flag) => flags[flag] === true).map((flag) => [flag, true]);
    return [String(name), { type: JSON.parse(String(type)) as unknown, ...(Object.fromEntries(set) as object) }];
  });
  const nested = block.block_types.map(({ type_name: name, nesting, block: inner, ...limits }): [string, object] => [
    name,
    { nesting_mode: NESTING[nesting], block: readable(inner), ...limits },
  ]);
  return {
    attributes: Object.fromEntries(attributes),
    ...(nested.length === 0 ? {} : { block_types: Object.fromEntries(nested) }),
  };
}

function withoutDeprecation(block: Block): object {
  return JSON.parse(JSON.stringify(block).replaceAll(',"deprecated":true', '')) as object;
}

it('gives the provider block of okta/okta 6.12.0', () => {
  expect(readable(toWireSchema(PROVIDER_SCHEMA).block)).toEqual(recorded.provider.block);
});

it.each(Object.keys(RESOURCES))('gives the schema of %s', (name) => {
  expect(readable(toWireSchema(RESOURCES[name]!.schema).block)).toEqual(
    withoutDeprecation(recorded.resource_schemas[name]!.block),
  );
});

it.each(Object.keys(DATA_SOURCES).filter((name) => !(name in NOT_RECORDED)))('gives the schema of data %s', (name) => {
  const { fields, timeouts } = DATA_SOURCES[name]!.schema;
  const known = Object.entries(fields).filter(([attribute]) => !(`${name}.${attribute}` in NOT_RECORDED));
  const block = readable(toWireSchema({ fields: Object.fromEntries(known), timeouts }).block);
  expect(block).toEqual(recorded.data_source_schemas[name]!.block);
});
