import { settingOf, withSettings } from '../../../okta-apps/resources/restored-app';
import { isObject } from '../../../okta-apps/shared/json';

const KEY = ['settings', 'oauthClient', 'jwks', 'keys', 'kid=a', 'use'];
const app = {
  id: '0oa1',
  _links: {},
  settings: { oauthClient: { jwks: { keys: [{ kid: 'a' }, { kid: 'b', use: 'sig' }] } } },
};
const set = (path: readonly string[], value: unknown) => withSettings(app, [{ path, value, becomes: null }]);

test.each([
  ['a setting that is away', ['settings', 'oauthClient', 'subject_type'], 'pairwise'],
  ['one in an object that is away', ['settings', 'notifications', 'vpn', 'helpUrl'], 'https://acme.example'],
  ['one of a key', KEY, 'enc'],
  ['one in the app itself', ['made_next_year'], { deep: [1] }],
  ['a name that objects inherit', ['settings', '__proto__'], 'x'],
])('%s is restored, and the given app stays as it is', (_, path, value) => {
  const before = JSON.stringify(app);
  expect(settingOf(set(path, value), { path })).toEqual(value);
  expect(JSON.stringify(app)).toBe(before);
});

test('a key that is no longer in the app is not restored', () => {
  const path = KEY.map((name) => (name === 'kid=a' ? 'kid=gone' : name));
  expect(set(path, 'enc')).toEqual({ id: app.id, settings: app.settings });
  expect(settingOf(app, { path })).toBeUndefined();
});

test('links and embedded objects are not sent', () => {
  const sent = withSettings({ ...app, _embedded: { user: {} } }, []);
  expect(isObject(sent) && Object.keys(sent)).toEqual(['id', 'settings']);
});
