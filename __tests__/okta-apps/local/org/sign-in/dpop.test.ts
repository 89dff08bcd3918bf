import * as oidc from 'openid-client';
import { CALLBACK, makeApp, partyOf, peopleOrg, ROTATE, signIn, type Made } from './support/relying-party';

const org = peopleOrg();

async function exchanged(app: Made, headers: Readonly<Record<string, string>> = {}) {
  const { page, verifier } = await signIn(await partyOf(org, app));
  return await fetch(`${org.url}/oauth2/v1/token`, {
    method: 'POST',
    headers: { ...headers, authorization: `Basic ${Buffer.from(`${app.clientId}:${app.secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(page.url).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: CALLBACK,
    }),
  });
}

/** A proof for the token endpoint. */
async function proof(claims: object = {}): Promise<string> {
  const { exportJWK, generateKeyPair, SignJWT } = await import('jose');
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return await new SignJWT({ htm: 'POST', htu: `${org.url}/oauth2/v1/token`, jti: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .sign(privateKey);
}

const bound = () => makeApp(org, { ...ROTATE, dpop_bound_access_tokens: true });

test('an app that asks for DPoP gets tokens that are bound to its key', async () => {
  const app = await bound();
  const party = await partyOf(org, app);
  const { page, verifier } = await signIn(party);
  const checks = { pkceCodeVerifier: verifier, expectedState: 'some-state', expectedNonce: 'some-nonce' };
  const key = await oidc.randomDPoPKeyPair();
  const DPoP = oidc.getDPoPHandle(party, key);
  const tokens = await oidc.authorizationCodeGrant(party, new URL(page.url), checks, undefined, { DPoP });
  expect(tokens.token_type).toBe('dpop');
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString()) as object;
  expect(claims).toHaveProperty('cnf.jkt', expect.stringMatching(/^[\w-]{43}$/));
  const subject = tokens.claims()?.sub ?? '';
  const info = await oidc.fetchUserInfo(party, tokens.access_token, subject, { DPoP });
  expect(info.sub).toBe(subject);
  const next = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '', undefined, { DPoP });
  expect(next.token_type).toBe('dpop');
  // Without the key, the token is worth nothing.
  const answer = await fetch(`${org.url}/oauth2/v1/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(answer.status).toBe(401);
});

test('a request without a proof is refused', async () => {
  const answer = await exchanged(await bound());
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'invalid_dpop_proof', error_description: 'The DPoP proof JWT header is missing.' },
  ]);
});

test("a proof without the server's nonce is refused, and the nonce is sent", async () => {
  const answer = await exchanged(await bound(), { dpop: await proof() });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof.' },
  ]);
  expect(answer.headers.get('dpop-nonce')).toMatch(/./);
});

test.each([
  ['another method', { htm: 'GET' }],
  ['another address', { htu: 'https://evil.example.com/' }],
])('a proof for %s is refused', async (_what, claims) => {
  const answer = await exchanged(await bound(), { dpop: await proof(claims) });
  expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'invalid_dpop_proof']);
});
