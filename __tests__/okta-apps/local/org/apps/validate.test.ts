import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, refusal, webApp } from '../support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg();
  await ask(org, 'POST', '/api/v1/apps', webApp('First', {}, { client_id: 'taken-already' }));
});

afterAll(() => org.close());

const without = (body: Record<string, unknown>, key: string) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
const grants = (...more: string[]) => ({ grant_types: ['authorization_code', ...more] });
const refresh = (settings: object) => ({ ...grants('refresh_token'), refresh_token: settings });

/** A body, the field of Okta's summary, and its cause. Texts of Okta's that were not found are the org's own. */
const REFUSED: readonly (readonly [title: string, body: object, field: string, cause: string])[] = [
  ['no label', without(webApp('x'), 'label'), 'label', 'label: The field cannot be left blank'],
  ['a label of 101 characters', webApp('x'.repeat(101)), 'label', 'label: The field is too long'],
  ['no signOnMode', without(webApp('x'), 'signOnMode'), 'signOnMode', 'signOnMode: The field cannot be left blank'],
  [
    'a SAML app',
    { ...webApp('x'), signOnMode: 'SAML_2_0' },
    'signOnMode',
    'signOnMode: The local org has OPENID_CONNECT apps only.',
  ],
  ['no name', without(webApp('x'), 'name'), 'name', "name: 'name' must be 'oidc_client'."],
  ['no credentials', without(webApp('x'), 'credentials'), 'credentials', 'credentials: The field cannot be left blank'],
  ['no settings', without(webApp('x'), 'settings'), 'grant_types', 'grant_types: The field cannot be left blank'],
  [
    'a client id of 5 characters',
    webApp('x', {}, { client_id: 'five5' }),
    'client_id',
    "client_id: 'client_id' must be 6 to 100 letters, digits or characters of $-_.+!*'(),.",
  ],
  [
    'the reserved client id',
    webApp('x', {}, { client_id: 'ALL_CLIENTS' }),
    'client_id',
    "client_id: 'client_id' must not be 'ALL_CLIENTS'.",
  ],
  [
    'a client id in use',
    webApp('x', {}, { client_id: 'taken-already' }),
    'client_id',
    "client_id: 'client_id' must be unique in the organization.",
  ],
  [
    'no authentication for a web app',
    webApp('x', {}, { token_endpoint_auth_method: 'none', pkce_required: true }),
    'token_endpoint_auth_method',
    "token_endpoint_auth_method: 'token_endpoint_auth_method' is invalid. Valid values: [client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt].",
  ],
  [
    'no authentication and no PKCE, which is looked at first',
    webApp('x', {}, { token_endpoint_auth_method: 'none', pkce_required: false }),
    'pkce_required',
    "pkce_required: ''pkce_required'' must be set to true when ''token_endpoint_auth_method'' is ''none''",
  ],
  [
    'a short secret',
    webApp('x', {}, { client_secret: '13-characters' }),
    'client_secret',
    "client_secret: 'client_secret' must be at least '14' characters long.",
  ],
  [
    'a secret with private_key_jwt',
    webApp('x', {}, { client_secret: 'a-secret-of-my-own', token_endpoint_auth_method: 'private_key_jwt' }),
    'client_secret',
    "'client_secret' can't be used when 'token_endpoint_auth_method' is 'private_key_jwt'.",
  ],
  [
    'no authorization_code',
    webApp('x', { grant_types: ['implicit'] }),
    'grant_types',
    "grant_types: 'grant_types' must contain 'authorization_code' when 'application_type' is 'web'.",
  ],
  [
    'the password grant on the web',
    webApp('x', grants('password')),
    'grant_types',
    "grant_types: 'grant_types' must not contain 'password' when 'application_type' is 'web'.",
  ],
  [
    'an unknown response',
    webApp('x', { response_types: ['codes'] }),
    'responseTypes',
    'responseTypes: The field has an invalid value',
  ],
  [
    'a fragment',
    webApp('x', { redirect_uris: ['https://a.example.com/#x'] }),
    'redirect_uris',
    "redirect_uris: ''redirect_uris'' must not contain a fragment identifier.",
  ],
  [
    'a relative redirect',
    webApp('x', { redirect_uris: ['/callback'] }),
    'redirect_uris',
    "redirect_uris: 'redirect_uris' must only contain absolute URIs.",
  ],
  [
    'no redirect',
    webApp('x', { redirect_uris: [] }),
    'redirect_uris',
    "redirect_uris: 'redirect_uris' must hold at least one URI.",
  ],
  ['no rotation type', webApp('x', refresh({ leeway: 5 })), 'rotation_type', "''rotation_type'' is required"],
  [
    'an unknown rotation',
    webApp('x', refresh({ rotation_type: 'KEEP' })),
    'rotationType',
    'rotationType: The field has an invalid value',
  ],
  [
    'a leeway of 61 seconds',
    webApp('x', refresh({ rotation_type: 'ROTATE', leeway: 61 })),
    'leeway',
    "leeway: 'leeway' must be between 0 and 60.",
  ],
  [
    'initiate login without its URI',
    webApp('x', { idp_initiated_login: { mode: 'SPEC', default_scope: [] } }),
    'initiate_login_uri',
    "initiate_login_uri: 'initiate_login_uri' is required when 'idp_initiated_login' is not 'DISABLED'.",
  ],
  [
    'a visible tile without an initiate-login URI',
    { ...webApp('x'), visibility: { hide: { iOS: true, web: false } } },
    'initiate_login_uri',
    "initiate_login_uri: 'initiate_login_uri' is required for an app that is visible to users.",
  ],
  [
    'single logout without its URI',
    webApp('x', { participate_slo: true }),
    'frontchannel_logout_uri',
    "frontchannel_logout_uri: ''frontchannel_logout_uri'' is required when ''participate_slo'' is true.",
  ],
  [
    'single logout for a native app',
    webApp('x', {
      application_type: 'native',
      participate_slo: true,
      frontchannel_logout_uri: 'https://a.example.com/out',
    }),
    'participate_slo',
    "participate_slo: 'participate_slo' must not be true when 'application_type' is 'native'.",
  ],
  [
    'zones without a connection',
    webApp('x', { network: { include: ['nzo1'] } }),
    'connection',
    "''connection'' is required",
  ],
  [
    'an unknown connection',
    webApp('x', { network: { connection: 'DISABLED' } }),
    'connection',
    'connection: The field has an invalid value',
  ],
  [
    'an unknown algorithm of the back channel',
    webApp('x', { backchannel_authentication_request_signing_alg: 'none' }),
    'backchannelAuthenticationRequestSigningAlg',
    'backchannelAuthenticationRequestSigningAlg: The field has an invalid value',
  ],
  [
    'an unknown push of the user name',
    {
      ...webApp('x'),
      credentials: {
        userNameTemplate: { template: 'user.login', type: 'CUSTOM', pushStatus: 'PULL' },
        oauthClient: {},
      },
    },
    'pushStatus',
    'pushStatus: The field has an invalid value',
  ],
  [
    'DPoP with implicit',
    webApp('x', { ...grants('implicit'), dpop_bound_access_tokens: true }),
    'dpop_bound_access_tokens',
    "dpop_bound_access_tokens: 'dpop_bound_access_tokens' must not be true when 'grant_types' contains 'implicit'.",
  ],
  [
    'a custom issuer without a domain',
    webApp('x', { issuer_mode: 'CUSTOM_URL' }),
    'issuerMode',
    "issuerMode: 'issuerMode' can not be set to CUSTOM_URL without a custom domain configured.",
  ],
  [
    'an unknown consent',
    webApp('x', { consent_method: 'ASK' }),
    'consentMethod',
    'consentMethod: The field has an invalid value',
  ],
  [
    'a long URI',
    webApp('x', { client_uri: `https://a.example.com/${'x'.repeat(1024)}` }),
    'client_uri',
    "client_uri: 'client_uri' must not be longer than 1024 characters.",
  ],
  [
    'two keys of one name',
    webApp('x', { jwks: { keys: [1, 2].map((n) => ({ kty: 'RSA', kid: 'k', e: 'AQAB', n: String(n) })) } }),
    'JsonWebKey',
    "All keys in the 'jwks' must have a unique `kid`.",
  ],
];

test.each(REFUSED)('%s is refused, and no app is made', async (_title, body, field, cause) => {
  const count = async () => ((await ask(org, 'GET', '/api/v1/apps?limit=200')).body as unknown[]).length;
  const before = await count();
  expect(refusal(await ask(org, 'POST', '/api/v1/apps', body))).toEqual([
    400,
    'E0000001',
    `Api validation failed: ${field}`,
    cause,
  ]);
  expect(await count()).toBe(before);
});

test.each([
  ['plain http and other schemes', { redirect_uris: ['http://d.example.com/', 'myapp://callback'] }],
  ['a wildcard host', { redirect_uris: ['http://d-*.com/aaa'], wildcard_redirect: 'SUBDOMAIN' }],
  ['no redirect with client credentials', { ...grants('client_credentials'), redirect_uris: null }],
  ['an id_token response without implicit', { response_types: ['code', 'id_token'] }],
  ['a plain http initiate-login URI', { initiate_login_uri: 'http://test.com', idp_initiated_login: { mode: 'SPEC' } }],
])('%s is accepted, as Okta does', async (_title, oauth) => {
  expect((await ask(org, 'POST', '/api/v1/apps', webApp('Accepted', oauth))).status).toBe(200);
});

test.each([
  ['a label that is an object', { ...webApp('x'), label: {} }],
  ['grants that are a text', webApp('x', { grant_types: 'authorization_code' })],
  ['a leeway that is a fraction', webApp('x', refresh({ rotation_type: 'ROTATE', leeway: 1.5 }))],
  ['a list', []],
])('%s is a body that is not well-formed', async (_title, body) => {
  expect(refusal(await ask(org, 'POST', '/api/v1/apps', body))).toEqual([
    400,
    'E0000003',
    'The request body was not well-formed.',
  ]);
});

test('with a custom domain it may be the issuer', async () => {
  const own = await startOrg({ customDomain: true });
  const { status } = await ask(own, 'POST', '/api/v1/apps', webApp('x', { issuer_mode: 'CUSTOM_URL' }));
  await own.close();
  expect(status).toBe(200);
});
