import { shortened, widthOf, wrapped } from '../../../../okta-apps/review/render/width';

const FAMILY = '👨‍👩‍👧‍👦';

test.each([
  ['Shop', 4],
  ['Café', 4],
  ['Cafe\u0301', 4],
  ['店', 2],
  ['㈱', 2],
  ['ハン', 4],
  ['ﾊﾝ', 2],
  ['한', 2],
  ['\u1112\u1161\u11ab', 2],
  ['ｗ', 2],
  ['🔥', 2],
  ['🇩🇪', 2],
  ['❤', 1],
  ['❤️', 2],
  ['1️⃣', 2],
  ['👍🏽', 2],
  ['…✓→·', 4],
])('%s takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

test.each([
  ['店'.repeat(100), `${'店'.repeat(11)}…${'店'.repeat(6)}`],
  ['🇩🇪'.repeat(50), `${'🇩🇪'.repeat(11)}…${'🇩🇪'.repeat(6)}`],
  // Of these, fewer than the columns have room for: each is made of seven characters.
  [FAMILY.repeat(40), `${FAMILY.repeat(9)}…${FAMILY.repeat(6)}`],
  [`${'a'.repeat(50)}❤️`, `${'a'.repeat(23)}…${'a'.repeat(10)}❤️`],
  ['a'.repeat(36), 'a'.repeat(36)],
])('%s loses its middle, and no character is split', (text, short) => {
  expect(shortened(text)).toBe(short);
  expect(widthOf(shortened(text))).toBeLessThanOrEqual(36);
});

test('a character with marks without end is as short as any other', () => {
  expect(shortened(`a${'\u0301'.repeat(10_000)}b`).length).toBeLessThanOrEqual(220);
});

test('a line ends between words or between wide characters, and never inside of a character', () => {
  expect(wrapped('one two three', 8, '  ')).toEqual(['one two', '  three']);
  expect(wrapped('店店店店', 4)).toEqual(['店店', '店店']);
  expect(wrapped('🇩🇪🇩🇪🇩🇪', 5)).toEqual(['🇩🇪🇩🇪', '🇩🇪']);
  const letters = '\u0915\u094d\u0937\u093f'.repeat(3);
  expect(wrapped(letters, 3)).toEqual([letters]);
});
