import fc from 'fast-check';
import { escapeRegExp, globToRegExp } from '../../../okta-apps/shared/patterns';

it('matches the text and nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      expect(new RegExp(`^${escapeRegExp(text)}$`).test(other)).toBe(text === other);
      expect(new RegExp(`^${escapeRegExp(text)}$`).test(text)).toBe(true);
    }),
  );
});

it.each([
  ['shop-*', 'shop-prod', true],
  ['shop-*', 'a-shop-prod', false],
  ['shop-?', 'shop-a', true],
  ['shop-?', 'shop-ab', false],
  ['a.b', 'axb', false],
  ['*', '', true],
])('%s against %s: %p', (glob, name, matches) => {
  expect(globToRegExp(glob).test(name)).toBe(matches);
});
