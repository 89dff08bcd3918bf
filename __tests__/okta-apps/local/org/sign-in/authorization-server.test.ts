import { generateKeyPairSync } from 'node:crypto';
import * as oidc from 'openid-client';
import { ask } from '../support/client';
import {
  CALLBACK,
  makeApp,
  partyOf,
  peopleOrg,
  refused,
  ROTATE,
  signIn,
  startSignIn,
  tokensOf,
  type Made,
} from './support/relying-party';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };

const org = peopleOrg();

async function withKey(): Promise<oidc.ClientAuth> {
  const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'der' });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return oidc.PrivateKeyJwt({
    key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    kid: 'one',
  });
}

type Auth = (app: Made) => Promise<oidc.ClientAuth> | oidc.ClientAuth;

/** Each method of authentication: its name, the app's settings for it, and how the app uses it. */
const METHODS: readonly (readonly [method: string, oauth: object, auth: Auth])[] = [
  ['client_secret_basic', {}, ({ secret }) => oidc.ClientSecretBasic(secret)],
  ['client_secret_post', {}, ({ secret }) => oidc.ClientSecretPost(secret)],
  ['client_secret_jwt', {}, ({ secret }) => oidc.ClientSecretJwt(secret)],
  ['private_key_jwt', { jwks: { keys: [publicKey] } }, withKey],
];

function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}

describe.each(['', '/oauth2/default'])('the authorization server at "%s"', (path) => {
  test.each(METHODS)('signs a user in to an app with %s', async (method, oauth, auth) => {
    const app = await makeApp(org, { ...ROTATE, ...oauth }, { token_endpoint_auth_method: method });
    const issuer = org.url + path;
    const party = await partyOf(org, app, await auth(app), issuer);
    const { tokens } = await tokensOf(party);
    const user = tokens.claims()?.sub ?? '';
    expect(tokens.claims()).toEqual({
      ver: 1,
      iss: issuer,
      aud: app.clientId,
      sub: expect.stringMatching(/^00u/) as unknown,
      jti: expect.stringMatching(/^ID\./) as unknown,
      amr: ['pwd'],
      idp: expect.stringMatching(/^00o/) as unknown,
      auth_time: expect.any(Number) as unknown,
      iat: expect.any(Number) as unknown,
      exp: expect.any(Number) as unknown,
      at_hash: expect.any(String) as unknown,
      name: 'Ada Lovelace',
      preferred_username: 'ada@local.test',
      email: 'ada@local.test',
      nonce: 'some-nonce',
    });
    expect(claimsIn(tokens.access_token)).toEqual({
      ver: 1,
      iss: issuer,
      aud: path === '' ? org.url : 'api://default',
      sub: 'ada@local.test',
      cid: app.clientId,
      uid: user,
      scp: ['openid', 'profile', 'email', 'offline_access', 'groups'],
      jti: expect.stringMatching(/^AT\./) as unknown,
      auth_time: expect.any(Number) as unknown,
      iat: expect.any(Number) as unknown,
      exp: expect.any(Number) as unknown,
    });
    expect(tokens).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String) as unknown,
    });
    const info = await oidc.fetchUserInfo(party, tokens.access_token, user);
    expect(info).toMatchObject({ given_name: 'Ada', family_name: 'Lovelace', email_verified: true });
    const { active, client_id, sub, uid } = await oidc.tokenIntrospection(party, tokens.access_token);
    expect({ active, client_id, sub, uid }).toEqual({
      active: true,
      client_id: app.clientId,
      sub: 'ada@local.test',
      uid: user,
    });
    await oidc.tokenRevocation(party, tokens.access_token);
    expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
  });
});

test('the documents of both servers have the paths that Okta has', async () => {
  const own = await ask(org, 'GET', '/.well-known/openid-configuration');
  const custom = await ask(org, 'GET', '/oauth2/default/.well-known/oauth-authorization-server');
  const paths = ({ body }: typeof own) =>
    [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'jwks_uri',
      'introspection_endpoint',
      'revocation_endpoint',
      'end_session_endpoint',
    ].map((name) => String((body as Record<string, unknown>)[name]).replace(org.url, ''));
  const names = ['authorize', 'token', 'userinfo', 'keys', 'introspect', 'revoke', 'logout'];
  expect(paths(own)).toEqual(['', ...names.map((name) => `/oauth2/v1/${name}`)]);
  expect(paths(custom)).toEqual(['/oauth2/default', ...names.map((name) => `/oauth2/default/v1/${name}`)]);
});

test.each(['', '/oauth2/default'])('every endpoint in the document of "%s" is there', async (path) => {
  const { body } = await ask(org, 'GET', `${path}/.well-known/openid-configuration`);
  const endpoints = Object.entries(body as Record<string, unknown>).filter(([name]) => name.endsWith('_endpoint'));
  const statuses = endpoints.map(async ([name, url]) => {
    const method = /^(?:authorization|end_session)_/.test(name) ? 'GET' : 'POST';
    return (await fetch(String(url), { method, redirect: 'manual' })).status;
  });
  expect(endpoints.length).toBeGreaterThan(6);
  expect((await Promise.all(statuses)).filter((status) => status === 404 || status >= 500)).toEqual([]);
});

test('the keys of an org hold nothing private', async () => {
  const { body } = await ask(org, 'GET', '/oauth2/v1/keys');
  expect(Object.keys((body as { keys: object[] }).keys[0] ?? {}).sort()).toEqual([
    'alg',
    'e',
    'kid',
    'kty',
    'n',
    'use',
  ]);
});

test('an app whose method of authentication changes is known by the new one at once', async () => {
  const app = await makeApp(org);
  const { tokens } = await tokensOf(await partyOf(org, app));
  expect(tokens.id_token).toBeDefined();
  const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}`);
  const changed = body as { credentials: { oauthClient: object } };
  const credentials = {
    ...changed.credentials,
    oauthClient: { ...changed.credentials.oauthClient, token_endpoint_auth_method: 'client_secret_jwt' },
  };
  expect((await ask(org, 'PUT', `/api/v1/apps/${app.id}`, { ...changed, credentials })).status).toBe(200);
  expect(await refused(tokensOf(await partyOf(org, app)))).toEqual([
    401,
    'invalid_client',
    'Client authentication failed. Either the client or the client credentials are invalid.',
  ]);
  expect((await tokensOf(await partyOf(org, app, oidc.ClientSecretJwt(app.secret)))).tokens.id_token).toBeDefined();
});

test.each([
  ['client_secret_basic', oidc.ClientSecretBasic],
  ['client_secret_jwt', oidc.ClientSecretJwt],
] as const)('both secrets of an app with %s are accepted, a wrong one is not', async (method, auth) => {
  const app = await makeApp(org, {}, { token_endpoint_auth_method: method });
  const { body } = await ask(org, 'POST', `/api/v1/apps/${app.id}/credentials/secrets`, {});
  const { client_secret: second } = body as { client_secret: string };
  for (const secret of [app.secret, second])
    expect((await tokensOf(await partyOf(org, app, auth(secret)))).tokens.id_token).toBeDefined();
  const wrong = auth('not-the-secret-of-the-app-but-as-long-as-one');
  expect((await refused(tokensOf(await partyOf(org, app, wrong)))).slice(0, 2)).toEqual([401, 'invalid_client']);
});

test('the groups claim is the one that the app declares', async () => {
  const app = await makeApp(org);
  await ask(org, 'POST', `/api/v1/internal/apps/${app.id}/settings/oauth/idToken`, {
    valueType: 'GROUPS',
    groupFilterType: 'STARTS_WITH',
    name: 'shop_groups',
    value: 'shop-',
  });
  const { tokens } = await tokensOf(await partyOf(org, app));
  expect(tokens.claims()).toMatchObject({ shop_groups: ['shop-admins'] });
});

describe('a code', () => {
  test('works once', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { page, verifier } = await signIn(party);
    const checks = { pkceCodeVerifier: verifier, expectedState: 'some-state', expectedNonce: 'some-nonce' };
    const tokens = await oidc.authorizationCodeGrant(party, new URL(page.url), checks);
    expect(await refused(oidc.authorizationCodeGrant(party, new URL(page.url), checks))).toEqual([
      400,
      'invalid_grant',
      'The authorization code is invalid or has expired.',
    ]);
    // The first use may have been that of an attacker, so its tokens end, too.
    expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
  });

  test('of another app is refused', async () => {
    const [one, other] = [await partyOf(org, await makeApp(org)), await partyOf(org, await makeApp(org))];
    const { page, verifier } = await signIn(one);
    const checks = { pkceCodeVerifier: verifier, expectedState: 'some-state', expectedNonce: 'some-nonce' };
    expect(await refused(oidc.authorizationCodeGrant(other, new URL(page.url), checks))).toEqual([
      400,
      'invalid_grant',
      'The authorization code is invalid or has expired.',
    ]);
  });

  test('with another verifier is refused', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { page } = await signIn(party);
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const checks = { pkceCodeVerifier, expectedState: 'some-state', expectedNonce: 'some-nonce' };
    expect(await refused(oidc.authorizationCodeGrant(party, new URL(page.url), checks))).toEqual([
      400,
      'invalid_grant',
      'PKCE verification failed.',
    ]);
  });
});

describe('a request', () => {
  test('without PKCE is refused where the app requires it', async () => {
    const app = await makeApp(org, {}, { pkce_required: true });
    const { page } = await startSignIn(await partyOf(org, app), { code_challenge: '', code_challenge_method: '' });
    expect(page.url.startsWith(`${CALLBACK}?error=invalid_request&`)).toBe(true);
  });

  test('with a response type that the app does not have is refused', async () => {
    const { page } = await startSignIn(await partyOf(org, await makeApp(org)), { response_type: 'id_token' });
    expect(new URL(page.url.replace('#', '?')).searchParams.get('error')).toBe('invalid_request');
  });

  test('with a parameter twice is refused', async () => {
    const app = await makeApp(org);
    const query = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
    });
    const answer = await fetch(`${org.url}/oauth2/v1/authorize?${query.toString()}&scope=profile`, {
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });
});
