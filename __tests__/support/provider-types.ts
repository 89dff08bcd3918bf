import types from '../fixtures/provider-types-6.12.0.json';

/** One attribute or block of a resource type, as the schema of okta/okta 6.12.0 has it. */
export interface SchemaAttribute {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'yes-or-no' | 'list' | 'map' | 'block';
  /** The provider alone sets it. */
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
}

const KINDS: Readonly<Record<string, SchemaAttribute['kind']>> = {
  s: 'text',
  n: 'number',
  b: 'yes-or-no',
  l: 'list',
  m: 'map',
  '{}': 'block',
};

/** Every resource type with its attributes; `scripts/compact-schema.mjs` made the file. */
export const PROVIDER_TYPES: Readonly<Record<string, readonly SchemaAttribute[]>> = Object.fromEntries(
  Object.entries(types).map(([type, text]) => [
    type,
    text.split(' ').map((part) => {
      const [name = '', marks = ''] = part.split(':');
      return {
        name,
        kind: KINDS[marks.replace(/[=*!]+$/, '')] ?? 'text',
        computed: marks.includes('='),
        sensitive: marks.includes('*'),
        writeOnly: marks.includes('!'),
      };
    }),
  ]),
);
