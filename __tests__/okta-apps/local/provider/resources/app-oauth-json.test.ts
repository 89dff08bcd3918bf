import { APP_OAUTH } from '../../../../../okta-apps/local/provider/resources/app-oauth';
import { appBody } from '../../../../../okta-apps/local/provider/resources/app-oauth-json';
import { valueAt } from '../../../../../okta-apps/local/provider/sdk/go-json';
import type { ObjectValue } from '../../../../../okta-apps/local/provider/sdk/value';
import { configOf, dataFor } from '../../../../support/resource-data';

const LEAST = { label: 'App', type: 'web' };
const CLIENT = 'settings.oauthClient';

function sent(said: ObjectValue, path: string, prior?: ObjectValue): unknown {
  const data = dataFor(APP_OAUTH, { ...LEAST, ...said }, prior);
  return valueAt(appBody(data, prior === undefined), path);
}

describe('the app that is sent', () => {
  it.each<[string, ObjectValue, string, unknown]>([
    ['the grant that a web app must have', {}, `${CLIENT}.grant_types`, ['authorization_code']],
    ['the response types of the grants', { grant_types: ['implicit'] }, `${CLIENT}.response_types`, ['token']],
    ['both response types of a browser app', { type: 'browser' }, `${CLIENT}.response_types`, ['token', 'code']],
    ['PKCE for a new native app', { type: 'native' }, 'credentials.oauthClient.pkce_required', true],
    ['PKCE for a public client', { token_endpoint_auth_method: 'none' }, 'credentials.oauthClient.pkce_required', true],
    ['no PKCE for a web app', {}, 'credentials.oauthClient.pkce_required', false],
    [
      'no PKCE where it is switched off',
      { type: 'native', pkce_required: false },
      'credentials.oauthClient.pkce_required',
      false,
    ],
    ['hidden icons', {}, 'visibility', { hide: { iOS: true, web: true } }],
    ['no toolbar flag unless it is on', { auto_submit_toolbar: false }, 'visibility.autoSubmitToolbar', undefined],
    ['the toolbar flag', { auto_submit_toolbar: true }, 'visibility.autoSubmitToolbar', true],
    ['links of the app', { app_links_json: '{"one": true}' }, 'visibility.appLinks', { one: true }],
    ['no refresh token settings without the grant', { refresh_token_leeway: 30 }, `${CLIENT}.refresh_token`, undefined],
    [
      'refresh token settings with it',
      { grant_types: ['refresh_token'], refresh_token_rotation: 'ROTATE', refresh_token_leeway: 30 },
      `${CLIENT}.refresh_token`,
      { rotation_type: 'ROTATE', leeway: 30 },
    ],
    [
      'an EC key without its curve',
      { jwks: [{ kty: 'EC', kid: 'k', x: 'X', y: 'Y', e: null, n: null }] },
      `${CLIENT}.jwks.keys`,
      [{ kty: 'EC', kid: 'k', x: 'X', y: 'Y', status: 'ACTIVE' }],
    ],
    [
      'the zones of a network as far as there are any',
      { network: [{ connection: 'ZONE', include: ['nzo1'], exclude: [] }] },
      `${CLIENT}.network`,
      { connection: 'ZONE', include: ['nzo1'] },
    ],
    ['a chosen secret', { client_basic_secret: 'chosen' }, 'credentials.oauthClient.client_secret', 'chosen'],
    ['no secret', {}, 'credentials.oauthClient.client_secret', undefined],
  ])('has %s', (_, said, path, value) => {
    expect(sent(said, path)).toEqual(value);
  });

  it('has members of app_settings_json beside the other settings, and over them', () => {
    const data = dataFor(APP_OAUTH, { ...LEAST, app_settings_json: '{"notes": 1, "a.b": 2}' });
    expect(appBody(data, true)).toMatchObject({ settings: { notes: 1, 'a.b': 2, oauthClient: {} } });
  });

  it.each([
    ['keeps the secret of the state', { omit_secret: false }, 'from-state'],
    ['has an empty one where the state is to have none', { omit_secret: true }, ''],
    ['has the write-only one', { omit_secret: false, client_basic_secret_wo: 'new' }, 'new'],
    ['has an empty one in spite of a write-only one', { omit_secret: true, client_basic_secret_wo: 'new' }, ''],
  ])('%s on update', (_, said, secret) => {
    const prior = configOf(APP_OAUTH, { ...LEAST, id: '0oa', client_secret: 'from-state', omit_secret: false });
    const changed = { ...said, label: 'Other', client_secret: 'from-state' };
    expect(sent(changed, 'credentials.oauthClient.client_secret', prior)).toBe(secret);
  });

  it.each([
    [
      { profile: '[1]' },
      'failed to unmarshal profile: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
    [
      { jwks: [{ kty: 'oct', kid: 'k', e: null, n: null, x: null, y: null }] },
      'json: error calling MarshalJSON for type okta.OpenIdConnectApplicationSettingsClientKeysKeysInner: ' +
        'unexpected end of JSON input',
    ],
  ])('cannot be made of %j', (said, message) => {
    expect(() => appBody(dataFor(APP_OAUTH, { ...LEAST, ...said }), true)).toThrow(message);
  });
});
