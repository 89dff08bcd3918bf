import { anyOf, firstOf, groupBy, listed, commaSeparated } from '../../../okta-apps/shared/lists';

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j', (words, text) => {
  expect(listed(words)).toBe(text);
});

it.each([
  [['a'], '"a"'],
  [['a', 'b'], '"a" or "b"'],
  [['a', 'b', 'c'], '"a", "b" or "c"'],
])('lists the choices %j', (choices, text) => {
  expect(anyOf(choices)).toBe(text);
});

it('says how many it left out and where they are', () => {
  expect(firstOf(['a', 'b'], 2, 'in the plan')).toBe('a and b');
  expect(firstOf(['a', 'b', 'c', 'd'], 2, 'in the plan')).toBe('a, b and 2 more (in the plan)');
});

it.each([
  [undefined, []],
  ['', []],
  [' , ', []],
  ['dev', ['dev']],
  [' dev,prod ,, dev', ['dev', 'prod']],
])('reads the names of %j', (text, names) => {
  expect(commaSeparated(text)).toEqual(names);
});

it('groups by a key, groups and items in their order', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], (name) => name.charAt(0))]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});
