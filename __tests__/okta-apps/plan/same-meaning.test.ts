import { isUnset, keyOf, sameMeaning } from '../../../okta-apps/plan/same-meaning';
import { AFTER_APPLY, MASKED } from '../../../okta-apps/plan/markers';

const APP = 'okta_app_oauth';

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
    expect(sameMeaning(APP, attribute, before, after)).toBe(true);
    expect(sameMeaning(APP, attribute, after, before)).toBe(true);
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
    expect(sameMeaning(APP, attribute, before, after)).toBe(false);
  });
});

it('leaves the spelling of other providers to them', () => {
  expect(sameMeaning('random_pet', 'prefix', null, '')).toBe(false);
  expect(sameMeaning('random_pet', 'prefix', null, undefined)).toBe(true);
});

it('calls values equal that have equal keys', () => {
  expect(keyOf({ b: 1, a: [null, 'x'] })).toBe(keyOf({ a: ['', 'x'], b: 1, c: null }));
  expect(keyOf({ a: 1 })).not.toBe(keyOf({ a: '1' }));
  expect(keyOf(MASKED)).not.toBe(keyOf(AFTER_APPLY));
});

it('does not take a marker for unset', () => {
  expect([null, undefined, '', [], {}, MASKED, false, 0].map(isUnset)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
