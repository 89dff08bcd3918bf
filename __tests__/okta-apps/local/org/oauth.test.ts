import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, refusal, seenIn, webApp, type Seen } from './support/client';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwks = {
  keys: [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'r' },
    { ...ec.publicKey.export({ format: 'jwk' }), kid: 'e' },
  ],
};

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({
    seed: {
      tokens: [
        { token: 'read-only-token', role: 'READ_ONLY_ADMIN' },
        { token: 'app-admin-token', role: 'APP_ADMIN' },
        { token: 'both-token', role: ['APP_ADMIN', 'ORG_ADMIN'] },
      ],
      serviceApps: [
        { clientId: 'pipeline-apply', jwks, scopes: ['okta.apps.manage', 'okta.roles.read'], role: 'APP_ADMIN' },
        { clientId: 'pipeline-plan', jwks, scopes: ['okta.apps.read'], role: 'READ_ONLY_ADMIN' },
        { clientId: 'no-role', jwks, scopes: ['okta.apps.read', 'okta.appGrants.read'] },
      ],
    },
  });
});

afterAll(() => org.close());

/** A client assertion; `claims` overrides the good ones. */
function assertion(clientId: string, claims: object = {}, { key = rsa.privateKey, kid = 'r', alg = 'RS256' } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: clientId, sub: clientId, aud: `${org.url}/oauth2/v1/token`, exp: now + 300, jti: randomUUID() };
  const text = [
    { alg, kid },
    { ...good, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createSign(`sha${alg.slice(2)}`)
    .update(text)
    .sign({ key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

async function token(scope: string, client_assertion: string, more: Record<string, string> = {}): Promise<Seen> {
  const answer = await fetch(`${org.url}/oauth2/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
      ...more,
    }),
    signal: AbortSignal.timeout(10_000),
  });
  return seenIn(answer);
}

async function bearer(scope: string, clientId: string): Promise<Record<string, string>> {
  const { body } = await token(scope, assertion(clientId));
  return { authorization: `Bearer ${(body as { access_token: string }).access_token}` };
}

const asToken = (name: string) => ({ authorization: `SSWS ${name}` });

test('an RSA or EC key gets a token for the scopes asked for and granted', async () => {
  const asked = 'okta.apps.manage okta.groups.read okta.apps.manage';
  expect(await token(asked, assertion('pipeline-apply'))).toMatchObject({
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'okta.apps.manage',
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
    },
  });
  const withEc = assertion('pipeline-apply', {}, { key: ec.privateKey, kid: 'e', alg: 'ES256' });
  expect((await token('okta.apps.manage', withEc)).status).toBe(200);
  const noPort = assertion('pipeline-apply', { aud: 'http://127.0.0.1/oauth2/v1/token' });
  expect((await token('okta.apps.manage', noPort)).status).toBe(200);
});

test.each([
  [
    'another audience',
    { aud: 'https://example.com/oauth2/v1/token' },
    'The audience claim for client_assertion must be the token endpoint.',
  ],
  ['a time that is over', { exp: 1 }, 'The client_assertion token is expired.'],
  [
    'two hours',
    { exp: Math.floor(Date.now() / 1000) + 7200 },
    'The client_assertion token must expire within one hour.',
  ],
  [
    'a beginning to come',
    { nbf: Math.floor(Date.now() / 1000) + 600 },
    'The client_assertion is not valid: "nbf" claim timestamp check failed.',
  ],
  ['another subject', { sub: 'x' }, "The client_assertion's 'iss' and 'sub' claims must be the client's id."],
  ['an unknown client', { iss: 'nobody' }, "Invalid value for 'client_id' parameter."],
])('an assertion with %s is refused', async (_title, claims, error_description) => {
  expect(await token('okta.apps.read', assertion('pipeline-plan', claims))).toMatchObject({
    status: 401,
    body: { error: 'invalid_client', error_description },
  });
});

test('another key, a used assertion, no JWT, no granted scope and another grant are refused', async () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const error = async (seen: Promise<Seen>) => ((await seen).body as { error: string }).error;
  expect(await error(token('okta.apps.read', assertion('pipeline-plan', {}, { key: stranger })))).toBe(
    'invalid_client',
  );
  const once = assertion('pipeline-plan');
  expect((await token('okta.apps.read', once)).status).toBe(200);
  expect(await error(token('okta.apps.read', once))).toBe('invalid_client');
  expect(await error(token('okta.apps.read', 'x.y.z'))).toBe('invalid_client');
  expect(await error(token('okta.users.manage', assertion('pipeline-plan')))).toBe('invalid_scope');
  const other = token('okta.apps.read', assertion('pipeline-plan'), { grant_type: 'password' });
  expect(await error(other)).toBe('unsupported_grant_type');
});

test('a missing scope is 403 without a body and with a challenge; a missing role is E0000006', async () => {
  const plan = await bearer('okta.apps.read', 'pipeline-plan');
  expect((await ask(org, 'GET', '/api/v1/apps', undefined, plan)).status).toBe(200);
  const refused = await ask(org, 'GET', '/api/v1/policies?type=ACCESS_POLICY', undefined, plan);
  expect(refused).toMatchObject({ status: 403, body: undefined });
  expect(refused.headers.get('www-authenticate')).toBe(
    `Bearer authorization_uri="${org.url}/oauth2/v1/authorize", realm="${org.url}", scope="okta.policies.read", ` +
      'error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", ' +
      'resource="/api/v1/policies"',
  );
  const bare = await bearer('okta.apps.read', 'no-role');
  expect(refusal(await ask(org, 'GET', '/api/v1/apps', undefined, bare))).toEqual([
    403,
    'E0000006',
    'You do not have permission to perform the requested action',
  ]);
});

test('manage includes read; the console’s own endpoints take no access token', async () => {
  const apply = await bearer('okta.apps.manage', 'pipeline-apply');
  const made = await ask(org, 'POST', '/api/v1/apps', webApp('By OAuth'), apply);
  expect(made.status).toBe(200);
  const { id } = made.body as { id: string };
  expect((await ask(org, 'GET', `/api/v1/apps/${id}`, undefined, apply)).status).toBe(200);
  const path = `/api/v1/internal/apps/${id}/settings/oauth/idToken`;
  expect(refusal(await ask(org, 'GET', path, undefined, apply))).toEqual([403, 'E0000005', 'Invalid session']);
});

test.each([
  ['read-only-token', 'GET', '/api/v1/apps', 200],
  ['read-only-token', 'GET', '/api/v1/trustedOrigins', 200],
  ['read-only-token', 'POST', '/api/v1/apps', 403],
  ['app-admin-token', 'GET', '/api/v1/apps', 200],
  ['app-admin-token', 'POST', '/api/v1/apps', 400],
  ['app-admin-token', 'GET', '/api/v1/policies?type=ACCESS_POLICY', 200],
  ['app-admin-token', 'GET', '/api/v1/trustedOrigins', 403],
  ['both-token', 'POST', '/api/v1/trustedOrigins', 400],
  ['both-token', 'POST', '/api/v1/apps', 400],
])('%s: %s %s is %i', async (name, method, path, status) => {
  const body = method === 'POST' ? {} : undefined;
  expect((await ask(org, method, path, body, asToken(name))).status).toBe(status);
});

test('a read-only administrator reads apps but not their secrets', async () => {
  const { id } = (await ask(org, 'POST', '/api/v1/apps', webApp('Hidden'))).body as { id: string };
  const path = `/api/v1/apps/${id}/credentials/secrets`;
  expect((await ask(org, 'GET', path, undefined, asToken('read-only-token'))).status).toBe(403);
  expect((await ask(org, 'GET', path, undefined, asToken('app-admin-token'))).status).toBe(200);
});

test('each credential may ask for its own roles, a super administrator for all', async () => {
  const types = (seen: Seen) => (seen.body as { type: string }[]).map(({ type }) => type);
  expect(types(await ask(org, 'GET', '/api/v1/users/me/roles'))).toEqual(['SUPER_ADMIN']);
  const mine = await ask(org, 'GET', '/api/v1/users/me/roles', undefined, asToken('both-token'));
  expect(types(mine)).toEqual(['APP_ADMIN', 'ORG_ADMIN']);
  expect((mine.body as object[])[0]).toMatchObject({ status: 'ACTIVE', assignmentType: 'USER' });
  const apply = await bearer('okta.roles.read', 'pipeline-apply');
  const client = '/oauth2/v1/clients/pipeline-apply/roles';
  expect(types(await ask(org, 'GET', client, undefined, apply))).toEqual(['APP_ADMIN']);
  expect((await ask(org, 'GET', client, undefined, asToken('app-admin-token'))).status).toBe(403);
  expect(types(await ask(org, 'GET', '/oauth2/v1/clients/no-role/roles'))).toEqual([]);
});

test('the granted scopes of a service app can be listed', async () => {
  const apps = (await ask(org, 'GET', '/api/v1/apps?q=no-role')).body as { id: string }[];
  expect((await ask(org, 'GET', `/api/v1/apps/${apps[0]!.id}/grants`)).body).toMatchObject([
    { scopeId: 'okta.apps.read', clientId: 'no-role', status: 'ACTIVE', source: 'ADMIN', issuer: org.url },
    { scopeId: 'okta.appGrants.read' },
  ]);
});
