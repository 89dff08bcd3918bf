import { APP_OAUTH } from '../../../okta-apps/resources/app-oauth';
import { CATALOGUE } from '../../../okta-apps/resources/catalogue';
import { sameMeaning } from '../../../okta-apps/resources/same-meaning';

describe('an attribute of Okta means the same', () => {
  it.each([
    ['unset in any spelling', 'login_scopes', null, []],
    ['an empty text and none', 'jwks_uri', '', undefined],
    ['false where unset becomes false', 'participate_slo', null, false],
    ['a set in another order', 'grant_types', ['a', 'b'], ['b', 'a']],
    ['a member twice', 'response_types', ['code', 'code'], ['code']],
    ['JSON that is written otherwise', 'profile', '{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }'],
    ['settings that the provider adds', 'app_settings_json', null, '{"app":{},"manualProvisioning":false}'],
    ['keys whose unset members differ', 'jwks', [{ kid: 'a', x: '' }], [{ x: null, kid: 'a' }]],
  ])('with %s', (_title, attribute, before, after) => {
    expect(sameMeaning(APP_OAUTH, attribute, before, after)).toBe(true);
    expect(sameMeaning(APP_OAUTH, attribute, after, before)).toBe(true);
  });
});

describe('an attribute of Okta means something else', () => {
  it.each([
    ['with redirect URIs in another order, which wildcards look at', 'redirect_uris', ['a', 'b'], ['b', 'a']],
    ['with false instead of unset', 'omit_secret', null, false],
    ['with other JSON', 'profile', '{"a":1}', '{"a":2}'],
    ['with a text instead of JSON', 'profile', '{"a":1', '{"a":1}'],
    ['with a number instead of its text', 'refresh_token_leeway', 3, '3'],
    ['with 0 instead of unset', 'refresh_token_leeway', null, 0],
  ])('%s', (_title, attribute, before, after) => {
    expect(sameMeaning(APP_OAUTH, attribute, before, after)).toBe(false);
  });
});

it('leaves the spelling of other providers to them', () => {
  expect(sameMeaning(CATALOGUE.typeOf('random_pet'), 'prefix', null, '')).toBe(false);
  expect(sameMeaning(CATALOGUE.typeOf('random_pet'), 'prefix', null, undefined)).toBe(true);
});
