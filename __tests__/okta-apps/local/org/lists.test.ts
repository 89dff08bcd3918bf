import { parseFilter } from '../../../../okta-apps/local/org/lists';
import { OktaError } from '../../../../okta-apps/local/org/errors';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { ask } from './support/client';

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

/** Node's HTTP client, which `fetch` is, reads headers of 16 KiB. A quotation mark is three characters in a link. */
test.each([
  ['x', 6_990, true],
  ['x', 6_991, false],
  ['x', 10_000, false],
  ['"', 2_330, true],
  ['"', 2_331, false],
])('a query with %j × %i is repeated in links that a client reads: %s', async (character, count, isRepeated) => {
  const org = await startOrg({ seed: { groups: [{ name: 'A' }, { name: 'B' }] } });
  try {
    const { status, headers, body } = await ask(org, 'GET', `/api/v1/groups?limit=1&x=${character.repeat(count)}`);
    if (isRepeated) {
      expect([status, headers.get('link')?.match(/rel="\w+"/g)]).toEqual([200, ['rel="self"', 'rel="next"']]);
    } else {
      const errorSummary = "query: 'query' must have at most 7000 characters, because links repeat it.";
      expect([status, body]).toEqual([
        400,
        expect.objectContaining({ errorCode: 'E0000001', errorCauses: [{ errorSummary }] }),
      ]);
    }
  } finally {
    await org.close();
  }
});
