import fc from 'fast-check';
import { isPathBelow, parsePlaces, placesText, type StackPlaces } from '../../../okta-apps/shared/source-places';

const at = (file: string, line: number) => ({ file, line });

test('places are read back as they were written, and each file is named once', () => {
  const places: StackPlaces = {
    stack: at('stacks/shop.ts', 3),
    resources: {
      'okta_app_oauth.web': at('stacks/shop.ts', 7),
      'okta_app_oauth.admin': at('lib/apps of the shop.ts', 2),
      'okta_app_oauth.__proto__': at('stacks/shop.ts', 7),
    },
  };
  const text = placesText(places);
  expect(text).toBe(
    '{"version":1,"stack":[0,3],"resources":{"okta_app_oauth.web":[0,7],"okta_app_oauth.admin":[1,2],' +
      '"okta_app_oauth.__proto__":[0,7]},"files":["stacks/shop.ts","lib/apps of the shop.ts"]}\n',
  );
  expect(parsePlaces(text)).toEqual(places);
  expect(parsePlaces(placesText({ resources: {} }))).toEqual({ resources: {} });
  const values = { '': at('env/dev.ts', 4), 'rules.waivers': at('env/dev.ts', 9) };
  expect(parsePlaces(placesText({ ...places, values }))).toEqual({ ...places, values });
});

const sound = { version: 1, stack: [0, 3], resources: { 'okta_app_oauth.web': [0, 7] }, files: ['stacks/shop.ts'] };

test.each<[string, unknown]>([
  ['no JSON', undefined],
  ['a list', [sound]],
  ['another version', { ...sound, version: 2 }],
  ['no files', { ...sound, files: undefined }],
  ['no resources', { ...sound, resources: [] }],
  ['a number of no file', { ...sound, resources: { a: [1, 7] } }],
  ['a number below zero', { ...sound, resources: { a: [-1, 7] } }],
  ['a broken number', { ...sound, stack: [0.5, 7] }],
  ['the name of a member in place of a number', { ...sound, resources: { a: ['length', 7] } }],
  ['a line in words', { ...sound, resources: { a: [0, '7'] } }],
  ['line 0', { ...sound, resources: { a: [0, 0] } }],
  ['a line of no file', { ...sound, resources: { a: [0, 1e15] } }],
  ['a place with more', { ...sound, stack: [0, 3, 5] }],
  ['values that are a list', { ...sound, values: [] }],
  ['a value on no line', { ...sound, values: { approvals: [0, 0] } }],
  ['an absolute path', { ...sound, files: ['/etc/passwd'] }],
  ['a path above the project', { ...sound, files: ['../other/main.ts'] }],
  ['a path with ..', { ...sound, files: ['stacks/../../main.ts'] }],
  ['a path of Windows', { ...sound, files: ['..\\main.ts'] }],
  ['an address of the web', { ...sound, files: ['https://evil.example/x.ts'] }],
  ['a query', { ...sound, files: ['stacks/shop.ts?raw=true'] }],
  ['an anchor', { ...sound, files: ['stacks/shop.ts#L1'] }],
  ['a hidden character', { ...sound, files: ['stacks/\u202ets.pohs'] }],
  ['a line break', { ...sound, files: ['stacks/shop\n.ts'] }],
  ['no name', { ...sound, files: [''] }],
  ['a path that ends in a folder', { ...sound, files: ['stacks/'] }],
  ['a path of no length that people use', { ...sound, files: ['x'.repeat(1_001)] }],
])('a file with %s is not believed', (_, content) => {
  expect(parsePlaces(content === undefined ? '{"version":1' : JSON.stringify(content))).toBeUndefined();
});

test('what is a path below a folder never leaves it', () => {
  const names = fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', ' ', '%', ':', 'é', '\u0000'), maxLength: 12 });
  fc.assert(
    fc.property(names, (name) => {
      const isOutside = isPathBelow(name) && !new URL(name, 'https://host.example/a/b/').pathname.startsWith('/a/b/');
      expect(isOutside).toBe(false);
    }),
    { examples: [['.. '], [' ..'], [' '], ['a/../.. ']] },
  );
  expect(isPathBelow('a b/é.ts')).toBe(true);
});
