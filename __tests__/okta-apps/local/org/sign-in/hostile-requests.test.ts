import * as oidc from 'openid-client';
import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { statusFor } from '../home/support/page';
import { makeApp, partyOf, PEOPLE, signIn, tokensOf } from './support/relying-party';

/** Requests that are refused before, or whatever, an app is asked for. */

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({ seed: PEOPLE });
});

afterAll(() => org.close());

const CANARY = 'canary-7d1e5b2f90aa41c3-canary-7d1e5b2f90aa41c3';

test('a client that checks state and nonce refuses those of another sign-in', async () => {
  const party = await partyOf(org, await makeApp(org));
  for (const wrong of [{ expectedState: CANARY }, { expectedNonce: CANARY }]) {
    const { page, verifier } = await signIn(party);
    const checks = { pkceCodeVerifier: verifier, expectedState: 'some-state', expectedNonce: 'some-nonce', ...wrong };
    await expect(oidc.authorizationCodeGrant(party, new URL(page.url), checks)).rejects.toMatchObject({
      code: expect.stringMatching(/^OAUTH_/) as string,
    });
  }
});

test('another app learns nothing of a token, and cannot end it', async () => {
  const party = await partyOf(org, await makeApp(org));
  const { tokens } = await tokensOf(party);
  const other = await partyOf(org, await makeApp(org));
  expect(await oidc.tokenIntrospection(other, tokens.access_token)).toEqual({ active: false });
  await oidc.tokenRevocation(other, tokens.access_token);
  expect((await oidc.tokenIntrospection(party, tokens.access_token)).active).toBe(true);
});

describe('what is too large', () => {
  test('a URL is refused before it is read', async () => {
    const before = org.requests().length;
    const answer = await fetch(`${org.url}/oauth2/v1/authorize?state=${CANARY.repeat(2000)}`);
    expect([answer.status, (await answer.text()).includes(CANARY)]).toEqual([400, false]);
    expect(org.requests()).toHaveLength(before);
  });

  test('a form is refused', async () => {
    const body = new URLSearchParams({ identifier: CANARY.repeat(60_000) });
    const answer = await fetch(`${org.url}/signin/org/some-sign-in`, { method: 'POST', body });
    expect([answer.status, (await answer.text()).includes(CANARY)]).toEqual([413, false]);
  });

  test('a name on the sign-in page is one that no user has', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { page } = await signIn(party, `${CANARY.repeat(1000)}@local.test`);
    expect(page.status).toBe(401);
  });
});

test.each(['/oauth2/v1/authorize', '/oauth2/default/v1/authorize', '/signin/org/x', '/oauth2/v1/logout', '/apps/x'])(
  '%s answers no name that leads to loopback, and no page of another origin',
  async (path) => {
    for (const headers of [{ host: 'rebound.example.com' }, { origin: 'https://evil.example.com' }, { origin: 'null' }])
      expect(await statusFor(org.url + path, headers)).toBe(403);
  },
);
