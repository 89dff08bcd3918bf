import { sentence } from '../../../../okta-apps/review/render/phrase';

it.each([
  ['users see an Okta error', 'Users see an Okta error'],
  ['okta/okta replaces the app', 'okta/okta replaces the app'],
  ['omit_secret is false', 'omit_secret is false'],
])('%j begins as %j', (text, begun) => {
  expect(sentence(text)).toBe(begun);
});
