import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { characters, isKnownList, items, mayHoldSomething, repeated, texts } from '../../../okta-apps/shared/values';
import { object } from '../../../okta-apps/shared/json';

it('gives the texts of a list with their places', () => {
  expect(texts('redirectUris', ['a', 5, UNKNOWN, 'b'])).toEqual([
    { prop: 'redirectUris[0]', text: 'a' },
    { prop: 'redirectUris[3]', text: 'b' },
  ]);
});

it.each([UNKNOWN, null, undefined, 'text', 5])('finds nothing in %p', (value) => {
  expect([items(value), texts('label', value), object(value)]).toEqual([[], [], {}]);
});

it('knows which lists can be counted, and which may hold something', () => {
  expect([[], ['a'], [UNKNOWN], UNKNOWN, 'a'].map(isKnownList)).toEqual([true, true, false, false, false]);
  expect([[], ['a'], [UNKNOWN], UNKNOWN, 'a'].map(mayHoldSomething)).toEqual([false, true, true, true, false]);
});

it.each([
  ['', 0],
  ['abc', 3],
  ['ü🛒', 2],
  ['\ud800a', 2],
])('counts the code points of %j', (text, count) => {
  expect(characters(text)).toBe(count);
});

it('finds what an earlier place has already', () => {
  const [a, b, c] = [0, 1, 2].map((at) => ({ prop: `p[${at}]`, text: at === 1 ? 'other' : 'same' }));
  expect(repeated([a!, b!, c!])).toEqual([{ place: c, first: a }]);
});
