import { wordsOfSetting } from '../../../okta-apps/drift/setting-words';
import { APP_SETTINGS } from '../../../okta-apps/resources/app-settings';

/** Those that hold others, which are told one by one. */
const GROUPS = ['settings.notifications'];

const resets = Object.entries(APP_SETTINGS)
  .filter(([path, treatment]) => treatment.by === 'reset' && !GROUPS.includes(path))
  .map(([path]) => path);

test.each(resets)('%s has a name for people', (path) => {
  expect(wordsOfSetting({ path: path.split('.') }).words).toMatch(/^[A-Za-z-]+(?: [A-Za-z-]+)+$/);
});

test('a setting that is on no list is called by its path', () => {
  expect(wordsOfSetting({ path: ['settings', 'oauthClient', 'constructor'] })).toEqual({
    words: 'settings.oauthClient.constructor',
  });
});
