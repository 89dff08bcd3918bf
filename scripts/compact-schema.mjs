// Makes __tests__/fixtures/provider-types-6.12.0.json: node scripts/compact-schema.mjs < schema.json > <that file>
// The input is what `terraform providers schema -json` prints. The output has one line for each resource type, with its
// attributes and blocks as `name:kind`. Kinds: s text, n number, b true or false, l list or set, m map or object,
// {} a block. Then `=` for what the provider alone computes, `*` for what is sensitive, `!` for what is write-only.
import { readFileSync } from 'node:fs';

const KINDS = { string: 's', number: 'n', bool: 'b', list: 'l', set: 'l', map: 'm', object: 'm', tuple: 'l' };

const byName = ([a], [b]) => (a < b ? -1 : 1);

function attribute([name, { type, nested_type, computed, optional, required, sensitive, write_only }]) {
  const kind = nested_type === undefined ? KINDS[[type].flat()[0]] : 'm';
  const marks = [
    computed && !optional && !required ? '=' : '',
    sensitive === true ? '*' : '',
    write_only === true ? '!' : '',
  ];
  return `${name}:${kind}${marks.join('')}`;
}

const whole = JSON.parse(readFileSync(0, 'utf8'));
const schemas = whole.resource_schemas ?? Object.values(whole.provider_schemas)[0].resource_schemas;
const lines = Object.entries(schemas)
  .sort(byName)
  .map(([type, schema]) => {
    const { attributes = {}, block_types = {} } = schema.block ?? schema;
    const all = [
      ...Object.entries(attributes).sort(byName).map(attribute),
      ...Object.keys(block_types)
        .sort()
        .map((name) => `${name}:{}`),
    ];
    return `  ${JSON.stringify(type)}: ${JSON.stringify(all.join(' '))}`;
  });
process.stdout.write(`{\n${lines.join(',\n')}\n}\n`);
