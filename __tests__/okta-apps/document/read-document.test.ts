import * as fc from 'fast-check';
import { readDocumentBytes } from '../../../okta-apps/document/read-document';
import { UserError } from '../../../okta-apps/shared/errors';

/** What is read of a text, or that it is refused. */
function read(text: string): unknown {
  try {
    return readDocumentBytes(Buffer.from(text), 'cdk.tf.json');
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

/** As cdktf writes a document: the end of what is empty is in a line of its own. */
function asCdktf(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(/^( *)(.*)([{[])([}\]])(,?)$/, '$1$2$3\n$1$4$5'))
    .join('\n');
}

const names = fc.constantFrom('a', 'b', '1', '__proto__', '#document', 'é', 'e\u0301', 'a b', '"', '\\', '\n', '{}');
const leaves = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    1.5,
    1e21,
    1e400,
    '{}',
    '[\n]',
    '\u2028',
    '\ud800',
    'e\u0301',
    '',
    {},
    [],
  ),
  fc.integer(),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaves,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value')),
  ),
}));
const documents = fc.dictionary(names, values);
/** Changes of a text that other readers of JSON take, or take in another way. */
const edits = fc.constantFrom<readonly [RegExp, string]>(
  [/$^/, ''],
  [/\n( *"a": [^\n]*[^,{[\n])\n/, '\n$1,\n$1\n'],
  [/: 0/, ': -0'],
  [/: (\d)/, ': 0$1'],
  [/: (\d)/, ': $1.0'],
  [/: (\d+)/, ': $1e0'],
  [/,\n/, ',,\n'],
  [/\n/, ' // comment\n'],
  [/"a"/, '"\\u0061"'],
  [/\/?"/, '"\\/'],
);

test('a document that is as cdktf writes it is read like one in any other form', () => {
  fc.assert(
    fc.property(documents, edits, (document, [found, instead]) => {
      const text = asCdktf(document).replace(found, instead);
      // A blank in front is another form of the same.
      expect(read(text)).toEqual(read(` ${text}`));
    }),
    { numRuns: 1_000 },
  );
});

test.each([98, 99, 100, 101])('%i levels inside the document are as deep in any form', (levels) => {
  for (const inner of ['1', '{}', '[]']) {
    const value: unknown = JSON.parse(`${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`);
    const depth = levels + (inner === '1' ? 0 : 1);
    for (const text of [asCdktf(value), JSON.stringify(value)]) {
      expect(read(text)).toEqual(depth > 100 ? 'refused' : value);
    }
  }
});

test('an empty object and an empty list of cdktf are read', () => {
  expect(asCdktf({ a: {}, b: [] })).toBe('{\n  "a": {\n  },\n  "b": [\n  ]\n}');
  expect(read(asCdktf({ a: {}, b: [] }))).toEqual({ a: {}, b: [] });
});
