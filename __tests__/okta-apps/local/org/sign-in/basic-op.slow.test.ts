import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeProtectedHeader, UnsecuredJWT } from 'jose';
import * as oidc from 'openid-client';
import { Browser } from '../../../../../okta-apps/local/party/browser';
import { BASIC_OP, DIFFERENCES, type BasicOpTest } from './support/basic-op-list';
import { errorIn, finish, flow } from './support/basic-op-sign-in';
import { CALLBACK, makeApp, partyOf, peopleOrg, refused, ROTATE, startSignIn } from './support/relying-party';

const org = peopleOrg();
let party: oidc.Configuration;

beforeAll(async () => {
  const app = await makeApp(org, ROTATE, { token_endpoint_auth_method: 'client_secret_basic' });
  party = await partyOf(org, app, oidc.ClientSecretBasic(app.secret));
});

const NO_PKCE = { code_challenge: '', code_challenge_method: '' };
const PROFILE = ['name', 'given_name', 'family_name', 'preferred_username', 'locale', 'zoneinfo', 'updated_at'];

/** For a clock that is ahead, while everything else takes its time. */
const ALL_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** What userinfo says when these scopes were asked for. */
async function userinfoFor(scope: string): Promise<string[]> {
  const { tokens, claims } = await flow(party, { scope });
  const { sub: _sub, ...info } = await oidc.fetchUserInfo(party, tokens.access_token, claims.sub);
  return Object.keys(info);
}

/** A request with this parameter more is answered as one without. */
const succeedsWith = (more: Readonly<Record<string, string>>) => async () => {
  expect((await flow(party, more)).claims.aud).toBe(party.clientMetadata().client_id);
};

async function askUserinfo(token: string, method: string): Promise<unknown> {
  const url = party.serverMetadata().userinfo_endpoint ?? '';
  return await (await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })).json();
}

/** Uses a code a second time: it is refused, and the tokens of the first time end. */
async function useAgain({ url, verifier, tokens }: Awaited<ReturnType<typeof flow>>): Promise<void> {
  const checks = { pkceCodeVerifier: verifier, expectedState: 'some-state', expectedNonce: 'some-nonce' };
  expect((await refused(oidc.authorizationCodeGrant(party, url, checks))).slice(0, 2)).toEqual([400, 'invalid_grant']);
  expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
}

/** Every test of the list that is one here. */
const TESTS: Readonly<Record<Exclude<BasicOpTest, keyof typeof DIFFERENCES>, () => Promise<void>>> = {
  'oidcc-server': async () => {
    const { tokens, claims } = await flow(party, NO_PKCE);
    expect(claims).toMatchObject({ iss: org.url, nonce: 'some-nonce', at_hash: expect.any(String) as unknown });
    expect(await oidc.fetchUserInfo(party, tokens.access_token, claims.sub)).toHaveProperty('sub', claims.sub);
  },
  'oidcc-response-type-missing': async () => {
    const query = new URLSearchParams({
      client_id: party.clientMetadata().client_id,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'x',
    });
    const page = await new Browser(org.url).open(
      `${party.serverMetadata().authorization_endpoint ?? ''}?${query.toString()}`,
    );
    expect(errorIn(page)).toEqual({ error: 'invalid_request', state: 'x', code: null });
  },
  'oidcc-idtoken-signature': async () => {
    const { tokens } = await flow(party);
    const { keys } = (await (await fetch(party.serverMetadata().jwks_uri ?? '')).json()) as { keys: { kid: string }[] };
    const { alg, kid } = decodeProtectedHeader(tokens.id_token ?? '');
    expect([alg, keys.map((key) => key.kid)]).toEqual(['RS256', [kid]]);
  },
  'oidcc-userinfo-get': async () => {
    const { tokens, claims } = await flow(party);
    expect(await askUserinfo(tokens.access_token, 'GET')).toMatchObject({ sub: claims.sub });
  },
  'oidcc-userinfo-post-header': async () => {
    const { tokens, claims } = await flow(party);
    expect(await askUserinfo(tokens.access_token, 'POST')).toMatchObject({ sub: claims.sub });
  },
  'oidcc-ensure-request-without-nonce-succeeds-for-code-flow': async () => {
    expect((await flow(party, { nonce: '' })).claims).not.toHaveProperty('nonce');
  },
  'oidcc-scope-profile': async () => {
    expect(await userinfoFor('openid profile')).toEqual(PROFILE);
  },
  'oidcc-scope-email': async () => {
    expect(await userinfoFor('openid email')).toEqual(['email', 'email_verified']);
  },
  // Users of the local org have neither, so there is no such claim, as for those of Okta who have none.
  'oidcc-scope-address': async () => {
    expect(await userinfoFor('openid address')).toEqual([]);
  },
  'oidcc-scope-phone': async () => {
    expect(await userinfoFor('openid phone')).toEqual([]);
  },
  'oidcc-scope-all': async () => {
    expect(await userinfoFor('openid profile email address phone')).toEqual([...PROFILE, 'email', 'email_verified']);
  },
  'oidcc-ensure-other-scope-order-succeeds': async () => {
    const { client_id } = party.clientMetadata();
    const swapped = {
      state: 'some-state',
      scope: 'email openid',
      redirect_uri: CALLBACK,
      response_type: 'code',
      client_id,
    };
    const url = `${party.serverMetadata().authorization_endpoint ?? ''}?${new URLSearchParams(swapped).toString()}`;
    const browser = new Browser(org.url);
    const more = { nonce: '', ...NO_PKCE };
    const { claims } = await finish(party, more, { page: await browser.open(url), browser, verifier: '' });
    expect(claims['email']).toBe('ada@local.test');
  },
  'oidcc-display-page': succeedsWith({ display: 'page' }),
  'oidcc-display-popup': succeedsWith({ display: 'popup' }),
  'oidcc-prompt-login': async () => {
    const { browser } = await flow(party);
    expect((await flow(party, { prompt: 'login' }, browser)).asked).toBe(true);
  },
  'oidcc-prompt-none-not-logged-in': async () => {
    const { page } = await startSignIn(party, { prompt: 'none' });
    expect(errorIn(page)).toEqual({ error: 'login_required', state: 'some-state', code: null });
  },
  'oidcc-prompt-none-logged-in': async () => {
    const first = await flow(party);
    const second = await flow(party, { prompt: 'none' }, first.browser);
    expect([second.asked, second.claims.sub, second.claims.auth_time]).toEqual([
      false,
      first.claims.sub,
      first.claims.auth_time,
    ]);
  },
  'oidcc-max-age-1': async () => {
    const first = await flow(party);
    await wait(2000);
    const second = await flow(party, { max_age: '1' }, first.browser);
    expect(second.asked).toBe(true);
    expect(second.claims.auth_time).toBeGreaterThan(first.claims.auth_time ?? Infinity);
  },
  'oidcc-max-age-10000': async () => {
    const first = await flow(party, { max_age: '15000' });
    const second = await flow(party, { max_age: '10000' }, first.browser);
    expect([second.asked, second.claims.auth_time]).toEqual([false, first.claims.auth_time]);
  },
  'oidcc-ensure-request-with-unknown-parameter-succeeds': succeedsWith({ extra: 'foobar' }),
  'oidcc-id-token-hint': async () => {
    const { tokens, claims, browser } = await flow(party);
    const hinted = await flow(party, { prompt: 'none', id_token_hint: tokens.id_token ?? '' }, browser);
    expect([hinted.asked, hinted.claims.sub]).toEqual([false, claims.sub]);
  },
  'oidcc-login-hint': async () => {
    const { page } = await startSignIn(party, { login_hint: 'bob@local.test' });
    expect(page.text).toContain('required autofocus value="bob@local.test"');
    await succeedsWith({ login_hint: 'ada@local.test' })();
  },
  'oidcc-ui-locales': succeedsWith({ ui_locales: 'se fr' }),
  'oidcc-claims-locales': succeedsWith({ claims_locales: 'se' }),
  'oidcc-ensure-request-with-acr-values-succeeds': succeedsWith({ acr_values: '1 2' }),
  'oidcc-codereuse': async () => {
    await useAgain(await flow(party));
  },
  'oidcc-codereuse-30seconds': async () => {
    const first = await flow(party);
    jest.useFakeTimers({ now: Date.now() + 30_000, doNotFake: ALL_BUT_DATE });
    try {
      await useAgain(first);
    } finally {
      jest.useRealTimers();
    }
  },
  'oidcc-ensure-registered-redirect-uri': async () => {
    const { page } = await startSignIn(party, { redirect_uri: `${CALLBACK}/other` });
    expect([page.status, new URL(page.url).origin]).toEqual([400, org.url]);
    expect(page.text).toContain(`does not have ${CALLBACK}/other.`);
  },
  'oidcc-ensure-post-request-succeeds': async () => {
    const { client_id } = party.clientMetadata();
    const request = { client_id, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', state: 'some-state' };
    const browser = new Browser(org.url);
    const page = await browser.open(party.serverMetadata().authorization_endpoint ?? '', request);
    const { claims } = await finish(party, { nonce: '', ...NO_PKCE }, { page, browser, verifier: '' });
    expect(claims.aud).toBe(client_id);
  },
  'oidcc-server-client-secret-post': async () => {
    const app = await makeApp(org, {}, { token_endpoint_auth_method: 'client_secret_post' });
    const { claims } = await flow(await partyOf(org, app, oidc.ClientSecretPost(app.secret)), NO_PKCE);
    expect(claims.aud).toBe(app.clientId);
  },
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported': async () => {
    const { page } = await startSignIn(party, { request_uri: 'https://app.example.com/request.jwt' });
    expect(errorIn(page)).toEqual({ error: 'request_uri_not_supported', state: 'some-state', code: null });
  },
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported': async () => {
    const { page } = await startSignIn(party, { request: new UnsecuredJWT({ state: 'of the object' }).encode() });
    expect(errorIn(page)).toEqual({ error: 'request_not_supported', state: 'some-state', code: null });
  },
  'oidcc-ensure-request-object-with-redirect-uri': async () => {
    const request = new UnsecuredJWT({ redirect_uri: `${CALLBACK}/other` }).encode();
    const { page } = await startSignIn(party, { request });
    expect(errorIn(page)).toEqual({ error: 'request_not_supported', state: 'some-state', code: null });
  },
  'oidcc-refresh-token': async () => {
    const { tokens, claims } = await flow(party);
    const next = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(next.claims()).toMatchObject({ iss: claims.iss, sub: claims.sub, aud: claims.aud });
    expect(next.access_token).not.toBe(tokens.access_token);
  },
  'oidcc-ensure-request-with-valid-pkce-succeeds': succeedsWith({}),
};

test.each(Object.entries(TESTS))('%s', async (_name, proof) => {
  await proof();
});

test('each test of the list is one here, or a sentence; the guide says how many', () => {
  const [tests, sentences] = [Object.keys(TESTS), Object.keys(DIFFERENCES)];
  expect([...tests, ...sentences].sort()).toEqual([...BASIC_OP].sort());
  const says = `${tests.length} of the ${BASIC_OP.length} tests of the OpenID Foundation's profile Basic OP`;
  process.stdout.write(`Basic OP: ${tests.length} tests, ${sentences.length} sentences\n`);
  const guide = readFileSync('docs/guides/local-org.md', 'utf8').replace(/\s+/g, ' ');
  expect(guide).toContain(says);
  for (const { why, see } of Object.values(DIFFERENCES)) expect(`${why} ${see}`).toMatch(/^Okta .*\. https:\/\/\S+$/);
});
