import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, webApp } from '../support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg();
});

afterAll(() => org.close());

/** The OAuth settings that a create and a later read answer: they must be the same. */
async function settingsOf(label: string, sent: object): Promise<Record<string, unknown>> {
  const oauth = (body: unknown) =>
    (body as { settings: { oauthClient: Record<string, unknown> } }).settings.oauthClient;
  const made = await ask(org, 'POST', '/api/v1/apps', webApp(label, sent));
  expect(made.status).toBe(200);
  const read = await ask(org, 'GET', `/api/v1/apps/${idOf(made)}`);
  expect(oauth(read.body)).toEqual(oauth(made.body));
  return oauth(read.body);
}

test('a key that was sent without `use` and `crv` comes back with null for them', async () => {
  const rsa = { kty: 'RSA', kid: 'rsa', n: 'n', e: 'AQAB' };
  const ec = { kty: 'EC', kid: 'ec', x: 'x', y: 'y' };
  const whole = { kty: 'EC', kid: 'whole', x: 'x', y: 'y', crv: 'P-256', use: 'sig' };
  const { jwks } = await settingsOf('Keys', { jwks: { keys: [rsa, ec, whole] } });
  const { keys } = jwks as { keys: object[] };
  expect(keys).toEqual([
    expect.objectContaining({ ...rsa, use: null }),
    expect.objectContaining({ ...ec, use: null, crv: null }),
    expect.objectContaining(whole),
  ]);
  expect(keys[0]).not.toHaveProperty('crv');
});

const CIBA = 'urn:openid:params:grant-type:ciba';
const LOGOUT = 'https://app.example.com/logout';

test.each([
  ['the CIBA grant', { grant_types: ['authorization_code', CIBA] }, { backchannel_token_delivery_mode: 'poll' }],
  ['a front-channel logout URI', { frontchannel_logout_uri: LOGOUT }, { frontchannel_logout_session_required: false }],
  [
    'a front-channel logout URI that needs a session',
    { frontchannel_logout_uri: LOGOUT, frontchannel_logout_session_required: true },
    { frontchannel_logout_session_required: true },
  ],
])('an app with %s comes back with what Okta adds to it', async (title, sent, answered) => {
  expect(await settingsOf(title, sent)).toMatchObject(answered);
});

test('an app without them comes back without their settings', async () => {
  const settings = await settingsOf('Neither', {});
  expect(settings).not.toHaveProperty('backchannel_token_delivery_mode');
  expect(settings).not.toHaveProperty('frontchannel_logout_session_required');
});
