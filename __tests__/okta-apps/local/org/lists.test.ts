import { parseFilter } from '../../../../okta-apps/local/org/lists';
import { OktaError } from '../../../../okta-apps/local/org/errors';

interface Record {
  readonly name: string;
  readonly tags: readonly string[];
}

const properties = { name: ({ name }: Record) => [name], 'tags.id': ({ tags }: Record) => tags };
const matches = (text: string | null, record: Record) => parseFilter(text, properties)(record);
const record: Record = { name: 'say "x" and y', tags: ['a', 'b'] };

test.each([
  [null, true],
  ['', true],
  ['name eq "say \\"x\\" and y"', true],
  ['name sw "say"', true],
  ['name eq "other"', false],
  ['tags.id eq "b"', true],
  ['tags.id eq "c" or tags.id eq "a" and name sw "say"', true],
  ['tags.id eq "a" and name sw "no" or name sw "no"', false],
  ['name gt "a" and name le "z"', true],
  ['name eq "no" and (name eq "no" or tags.id eq "a")', false],
  ['(tags.id eq "c" or tags.id eq "a") and (name sw "say")', true],
  ['name EQ "other" OR tags.id eq "a"', true],
])('%j is %s', (text, expected) => {
  expect(matches(text, record)).toBe(expected);
});

test.each([
  'name',
  'name eq',
  'name eq x',
  'name eq "x',
  'name co "x"',
  '__proto__ eq "x"',
  'name eq "x" or',
  'and',
  '(name eq "x"',
  'name eq "x")',
  '('.repeat(2000),
])('%j cannot be read', (text) => {
  expect(() => matches(text, record)).toThrow(new OktaError('E0000031'));
});
