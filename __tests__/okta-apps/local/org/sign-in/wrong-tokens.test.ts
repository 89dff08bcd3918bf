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
  tokensOf,
  type Made,
} from './support/relying-party';

const org = peopleOrg();

const CHECKS = { expectedState: 'some-state', expectedNonce: 'some-nonce' };
const NO_CODE = [400, 'invalid_grant', 'The authorization code is invalid or has expired.'];
const NO_REFRESH = [400, 'invalid_grant', 'The refresh token is invalid or expired.'];
const NO_TOKEN = [401, { error: 'invalid_token', error_description: 'The token is invalid.' }];

/** Sends a form as the app. @returns status and body */
async function send(app: Made, path: string, form: string): Promise<readonly unknown[]> {
  const answer = await fetch(org.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      authorization: `Basic ${Buffer.from(`${app.clientId}:${app.secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form,
  });
  return [answer.status, await answer.json()];
}

async function userinfo(path: string, token: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${org.url}${path}/v1/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  return [answer.status, await answer.json()];
}

function claimsIn(token: string): { readonly jti: string; readonly sub: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as never;
}

describe('what one authorization server issued is nothing to the other', () => {
  test('a code', async () => {
    const app = await makeApp(org);
    const { page, verifier } = await signIn(await partyOf(org, app));
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(page.url).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: CALLBACK,
    });
    const [status, body] = await send(app, '/oauth2/default/v1/token', form.toString());
    expect([status, ...Object.values(body as Record<string, unknown>)]).toEqual(NO_CODE);
  });

  test('a refresh token and an access token', async () => {
    const app = await makeApp(org, ROTATE);
    const { tokens } = await tokensOf(await partyOf(org, app));
    const other = await partyOf(org, app, undefined, `${org.url}/oauth2/default`);
    expect(await refused(oidc.refreshTokenGrant(other, tokens.refresh_token ?? ''))).toEqual(NO_REFRESH);
    expect(await oidc.tokenIntrospection(other, tokens.refresh_token ?? '')).toEqual({ active: false });
    expect(await oidc.tokenIntrospection(other, tokens.access_token)).toEqual({ active: false });
    expect(await userinfo('/oauth2/default', tokens.access_token)).toEqual(NO_TOKEN);
  });

  test('but the session is one of both', async () => {
    const app = await makeApp(org);
    const { browser } = await signIn(await partyOf(org, app));
    const other = await partyOf(org, app, undefined, `${org.url}/oauth2/default`);
    const url = oidc.buildAuthorizationUrl(other, { redirect_uri: CALLBACK, scope: 'openid', prompt: 'none' });
    expect(new URL((await browser.open(url.href)).url).searchParams.get('code')).toMatch(/./);
  });
});

test('the jti of an access token is no token', async () => {
  const app = await makeApp(org);
  const { tokens } = await tokensOf(await partyOf(org, app));
  const { jti } = claimsIn(tokens.access_token);
  for (const name of [jti, jti.replace('AT.', '')]) {
    expect(await userinfo('/oauth2', name)).toEqual(NO_TOKEN);
    expect(await send(app, '/oauth2/v1/introspect', `token=${name}`)).toEqual([200, { active: false }]);
  }
});

test('an access token that is sent twice is refused as that', async () => {
  const app = await makeApp(org);
  const { tokens } = await tokensOf(await partyOf(org, app));
  expect(await send(app, '/oauth2/v1/introspect', `token=${tokens.access_token}&token=other`)).toEqual([
    400,
    { error: 'invalid_request', error_description: "'token' parameter must not be provided twice" },
  ]);
});

describe('a user who lost the app after the sign-in', () => {
  const WAYS: readonly (readonly [string, (app: Made, group: string, user: string) => string])[] = [
    ['it was taken from their group', (app, group) => `/api/v1/apps/${app.id}/groups/${group}`],
    ['they left its group', (_app, group, user) => `/api/v1/groups/${group}/users/${user}`],
  ];

  test.each(WAYS)('gets no new tokens: %s', async (_why, path) => {
    const { body } = await ask(org, 'GET', '/api/v1/groups?q=shop-admins');
    const group = (body as { id: string }[])[0]?.id ?? '';
    const app = await makeApp(org, ROTATE, {}, 'shop-admins');
    const party = await partyOf(org, app);
    const { tokens } = await tokensOf(party);
    const { page, verifier } = await signIn(party);
    const user = tokens.claims()?.sub ?? '';
    expect((await ask(org, 'DELETE', path(app, group, user))).status).toBe(204);
    const exchange = oidc.authorizationCodeGrant(party, new URL(page.url), { ...CHECKS, pkceCodeVerifier: verifier });
    expect(await refused(exchange)).toEqual(NO_CODE);
    expect(await refused(oidc.refreshTokenGrant(party, tokens.refresh_token ?? ''))).toEqual(NO_REFRESH);
    await ask(org, 'PUT', `/api/v1/groups/${group}/users/${user}`);
  });
});

describe('revocation', () => {
  test('of an access token leaves the refresh token, which gives another one', async () => {
    const party = await partyOf(org, await makeApp(org, ROTATE));
    const { tokens } = await tokensOf(party);
    await oidc.tokenRevocation(party, tokens.access_token);
    expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
    const { access_token } = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(await oidc.tokenIntrospection(party, access_token)).toMatchObject({ active: true });
  });

  test('of a refresh token ends the access token, too', async () => {
    const party = await partyOf(org, await makeApp(org, ROTATE));
    const { tokens } = await tokensOf(party);
    await oidc.tokenRevocation(party, tokens.refresh_token ?? '');
    expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
    expect(await refused(oidc.refreshTokenGrant(party, tokens.refresh_token ?? ''))).toEqual(NO_REFRESH);
  });
});

test('a client assertion that is valid for longer than an hour is refused', async () => {
  const app = await makeApp(org, {}, { token_endpoint_auth_method: 'client_secret_jwt' });
  const auth = oidc.ClientSecretJwt(app.secret, {
    [oidc.modifyAssertion]: (_header, payload) => {
      payload['exp'] = Math.floor(Date.now() / 1000) + 3700;
    },
  });
  expect(await refused(tokensOf(await partyOf(org, app, auth)))).toEqual([
    401,
    'invalid_client',
    'The client_assertion token must expire within one hour.',
  ]);
});
