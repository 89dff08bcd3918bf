// cspell:ignore Salez Slaes aless Sxxxs Everyon
import fc from 'fast-check';
import { groupLikeIn } from '../../../../okta-apps/review/meaning/group-names';

const lookUp = (...names: readonly string[]) => ({
  data: { okta_group: Object.fromEntries(names.map((name, at) => [`g${at}`, { name }])) },
});
const making = (name: string) => ({ resource: { okta_group: { made: { name } } } });
const inBase = (...names: readonly string[]) => groupLikeIn([{ synthesized: { before: lookUp(...names) } }], []);

test.each([
  ['one character is another', 'Salez', 'Sales'],
  ['two characters are exchanged', 'Slaes', 'Sales'],
  ['one is missing and one is too much', 'aless', 'Sales'],
  ['capitals differ', 'sales', 'Sales'],
  ['three differ', 'Sxxxs', undefined],
  ['it is the same', 'Sales', undefined],
])('a name is compared with those of the base: %s', (_, name, meant) => {
  expect(inBase('Sales', 'Something else')(name)).toBe(meant);
});

test('names of two letters differ in one at most, because nothing would be left', () => {
  expect([inBase('it')('hr'), inBase('it')('ix'), inBase('it')('')]).toEqual([undefined, 'it', undefined]);
});

test('the seed, groups that the base creates, Everyone and modules are known, too', () => {
  expect(groupLikeIn([], ['Sales'])('Salez')).toBe('Sales');
  expect(groupLikeIn([{ synthesized: { before: making('Sales') } }], [])('Salez')).toBe('Sales');
  expect(groupLikeIn([], [])('Everyon')).toBe('Everyone');
});

test('a name that the change creates is no slip, and what only Terraform knows is no name', () => {
  const before = lookUp('Sales', '${var.g}');
  expect(groupLikeIn([{ synthesized: { before, after: making('Salez') } }], [])('Salez')).toBeUndefined();
  expect(groupLikeIn([{ synthesized: { before } }], [])('${var.h}')).toBeUndefined();
});

test('whatever differs by one added character is found, and a known name never is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z ]{2,20}$/), fc.nat(20), (name, at) => {
      const slip = `${name.slice(0, at)}!${name.slice(at)}`;
      expect(inBase(name)(slip)).toBe(name);
      expect(inBase(name, slip)(slip)).toBeUndefined();
    }),
  );
});
