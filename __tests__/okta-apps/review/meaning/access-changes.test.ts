import { accessChanges, accessChangesOfNew } from '../../../../okta-apps/review/meaning/access-changes';
import { APP_OAUTH } from '../../../../okta-apps/resources/app-oauth';
import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import { AFTER_APPLY, MASKED } from '../../../../okta-apps/plan/markers';
import { SOUND_APP, type Attributes } from '../support/plan-json';

const directions = (before: Attributes, after: Attributes, changed: string[] = [], type = APP_OAUTH) =>
  accessChanges(type, { ...SOUND_APP, ...before }, { ...SOUND_APP, ...after }, changed).map(
    ({ prop, direction }) => `${direction} ${prop}`,
  );

const STEPS: readonly (readonly [title: string, prop: string, before: Attributes, after: Attributes])[] = [
  ['adding a redirect URI', 'redirect_uris[0]', { redirect_uris: [] }, {}],
  ['adding a logout URI', 'post_logout_redirect_uris[0]', { post_logout_redirect_uris: [] }, {}],
  ['adding a login URI', 'login_uri', {}, { login_uri: 'https://shop.acme.com/' }],
  [
    'adding a grant',
    'grant_types[1]',
    { grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC', refresh_token_leeway: 0 },
    { grant_types: ['authorization_code', 'implicit'], refresh_token_rotation: 'STATIC', refresh_token_leeway: 0 },
  ],
  ['adding a response type', 'response_types[1]', {}, { response_types: ['code', 'token'] }],
  ['adding a key', 'jwks[0]', {}, { jwks: [{ kid: 'a', kty: 'RSA', n: '1' }] }],
  ['adding an address of keys', 'jwks_uri', {}, { jwks_uri: 'https://shop.acme.com/k' }],
  [
    'asking for a secret instead of a key',
    'token_endpoint_auth_method',
    { token_endpoint_auth_method: 'private_key_jwt' },
    {},
  ],
  ['asking for no PKCE', 'pkce_required', {}, { pkce_required: false }],
  [
    'not rotating refresh tokens',
    'refresh_token_rotation',
    { refresh_token_leeway: 0 },
    { refresh_token_leeway: 0, refresh_token_rotation: 'STATIC' },
  ],
  ['a longer grace period', 'refresh_token_leeway', {}, { refresh_token_leeway: 60 }],
  ['not asking for consent', 'consent_method', { consent_method: 'REQUIRED' }, {}],
  ['letting in all users', 'implicit_assignment', {}, { implicit_assignment: true }],
  ['wildcards', 'wildcard_redirect', {}, { wildcard_redirect: 'SUBDOMAIN' }],
  ['keeping the secret in the state', 'omit_secret', {}, { omit_secret: false }],
  ['switching the app on', 'status', { status: 'INACTIVE' }, {}],
];

describe('access is broadened by', () => {
  it.each(STEPS)('%s', (_title, prop, before, after) => {
    expect(directions(before, after)).toEqual([`broadened ${prop}`]);
  });
});

describe('access is narrowed by the reverse of', () => {
  it.each(STEPS)('%s', (_title, prop, before, after) => {
    expect(directions(after, before)).toEqual([`narrowed ${prop}`]);
  });
});

describe('access is shifted by', () => {
  it.each([
    ['another policy', 'authentication_policy', { authentication_policy: 'rst2' }],
    ['another issuer', 'issuer_mode', { issuer_mode: 'DYNAMIC' }],
    ['another client id', 'client_id', { client_id: 'x' }],
    ['an equal method', 'token_endpoint_auth_method', { token_endpoint_auth_method: 'client_secret_post' }],
    ['an unknown method', 'token_endpoint_auth_method', { token_endpoint_auth_method: 'magic' }],
  ])('%s', (_title, prop, after) => {
    expect(directions({}, after)).toEqual([`shifted ${prop}`]);
  });
});

describe('access does not change by', () => {
  it.each([
    ['a label', {}, { label: 'x' }],
    ['another order', { redirect_uris: ['a:/', 'b:/'] }, { redirect_uris: ['b:/', 'a:/'] }],
    ['a member that is written twice', {}, { response_types: ['code', 'code'] }],
    ['rotation without refresh tokens', { grant_types: [] }, { grant_types: [], refresh_token_rotation: 'STATIC' }],
    [
      'a grace period without rotation',
      { refresh_token_rotation: 'STATIC' },
      { refresh_token_rotation: 'STATIC', refresh_token_leeway: 60 },
    ],
    ['a value that was never read', { consent_method: null }, {}],
  ])('%s', (_title, before, after) => {
    expect(directions(before, after)).toEqual([]);
  });
});

it('has no direction where a value is hidden and known to differ', () => {
  expect(directions({ pkce_required: MASKED }, { pkce_required: MASKED }, ['pkce_required'])).toEqual([
    'hidden pkce_required',
  ]);
  expect(directions({ pkce_required: MASKED }, { pkce_required: MASKED })).toEqual([]);
});

it('has no direction where a value is known after apply', () => {
  expect(directions({}, { login_uri: AFTER_APPLY })).toEqual(['unknown login_uri']);
  expect(directions({}, { redirect_uris: [AFTER_APPLY] })).toEqual([
    'narrowed redirect_uris[0]',
    'unknown redirect_uris',
  ]);
});

it('is measured against usual values for a new app', () => {
  const after = {
    ...SOUND_APP,
    authentication_policy: AFTER_APPLY,
    pkce_required: AFTER_APPLY,
    login_uri: AFTER_APPLY,
  };
  const changes = accessChangesOfNew(APP_OAUTH, { ...after, type: 'web' });
  expect(changes.map(({ prop, direction }) => `${direction} ${prop}`)).toEqual([
    'broadened redirect_uris[0]',
    'broadened post_logout_redirect_uris[0]',
    'unknown login_uri',
  ]);
});

it('has nothing to say about resources that decide nothing', () => {
  expect(accessChanges(CATALOGUE.typeOf('random_pet'), { a: 1 }, { a: 2 })).toEqual([]);
});
