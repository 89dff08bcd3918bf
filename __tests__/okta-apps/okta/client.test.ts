import { generateKeyPairSync } from 'node:crypto';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { openClient } from '../../../okta-apps/okta/client';
import type { OrgCredential } from '../../../okta-apps/okta/credential';
import { fakeOrg, json, type FakeOrg } from './support/fake-org';
import { newKeys } from './support/keys';

const keys = newKeys();
let org: LocalOrg;
const fakes: FakeOrg[] = [];

beforeAll(async () => {
  org = await startOrg({
    seed: {
      tokens: [{ token: 'none-at-all', role: [] }],
      serviceApps: [{ clientId: 'pipeline', jwks: keys.jwks, scopes: ['okta.apps.read'], role: 'APP_ADMIN' }],
    },
  });
});

afterAll(async () => {
  await Promise.all([org.close(), ...fakes.map((fake) => fake.close())]);
});

const token = (text: string): OrgCredential => ({ type: 'api-token', token: text });
const service = (more: object = {}): OrgCredential => ({
  type: 'service-app',
  clientId: 'pipeline',
  privateKey: keys.privateKey,
  privateKeyId: 'k1',
  scopes: ['okta.apps.read'],
  ...more,
});

/** Lists apps, and gives their labels or the error. */
async function labels(url: string, credential: OrgCredential, options = {}): Promise<unknown> {
  try {
    const client = openClient(url, credential, options);
    const page = await client.call(async (sdk) => (await sdk.applicationApi.listApplications({})).getNextPage());
    return page.map((app) => (app as { label?: string }).label);
  } catch (error) {
    const { name, kind, message } = error as Error & { kind?: string };
    return { name, kind, message };
  }
}

const failure = (kind: string, message: unknown) => ({ name: 'CallError', kind, message });

test('an API token and a service app are taken over http on loopback', async () => {
  expect(await labels(org.url, token(org.token))).toEqual(['pipeline']);
  expect(await labels(org.url, service())).toEqual(['pipeline']);
});

test('one access token is asked for, also where API objects of the SDK and its HTTP client are used', async () => {
  const before = org.requests().length;
  const client = openClient(org.url, service());
  const listed = await client.call((sdk) => sdk.http.getJson(`${sdk.baseUrl}/api/v1/apps`));
  const page = await client.call(async (sdk) => (await sdk.applicationApi.listApplications({})).getNextPage());
  expect([listed, page]).toMatchObject([[{ label: 'pipeline' }], [{ label: 'pipeline' }]]);
  const paths = org.requests().slice(before);
  expect(paths.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /oauth2/v1/token',
    'GET /api/v1/apps',
    'GET /api/v1/apps',
  ]);
});

test('a proxy of the environment is not asked for an org on this machine', async () => {
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
  try {
    expect(await labels(org.url, token(org.token))).toEqual(['pipeline']);
  } finally {
    delete process.env['HTTPS_PROXY'];
  }
});

test('credentials of OKTA_CLIENT_* are not mixed in', async () => {
  process.env['OKTA_CLIENT_TOKEN'] = 'of-another-org';
  process.env['OKTA_CLIENT_KEYID'] = 'another-key';
  try {
    expect(await labels(org.url, service({ privateKeyId: undefined }))).toEqual(['pipeline']);
  } finally {
    delete process.env['OKTA_CLIENT_TOKEN'];
    delete process.env['OKTA_CLIENT_KEYID'];
  }
});

test.each([
  ['token', token('wrong'), '401 E0000011: Invalid token provided'],
  ['role', token('none-at-all'), '403 E0000006: You do not have permission to perform the requested action'],
  [
    'scope',
    service({ scopes: ['okta.groups.read'] }),
    '400 invalid_scope: The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner.',
  ],
  ['client', service({ clientId: 'nobody' }), "401 invalid_client: Invalid value for 'client_id' parameter."],
  [
    'key',
    service({ privateKey: newKeys().privateKey }),
    '401 invalid_client: The client_assertion signature is invalid.',
  ],
])('a wrong %s is an error in one line', async (_what, credential, message) => {
  expect(await labels(org.url, credential)).toEqual(failure('answer', message));
});

test('a scope that the token lacks is told from the WWW-Authenticate header', async () => {
  const client = openClient(org.url, service());
  await expect(client.call(async (sdk) => (await sdk.groupApi.listGroups({})).getNextPage())).rejects.toMatchObject({
    status: 403,
    message: '403 insufficient_scope: The access token provided does not contain the required scopes.',
  });
});

const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

test.each([
  [
    'a token with a line end',
    token('canary\n'),
    'it does not hold an API token: it contains characters that Okta tokens never have',
  ],
  ['no key', service({ privateKey: 'canary' }), 'it does not hold a private key in PEM form'],
  ['an EC key', service({ privateKey: ecKey }), "it does not hold an RSA key, and Okta's SDK signs with no other"],
  ['no scopes', service({ scopes: [] }), 'the service app has no scopes'],
])('%s is refused before anything is sent', async (_what, credential, message) => {
  const before = org.requests().length;
  expect(await labels(org.url, credential)).toEqual(failure('unusable', message));
  expect(org.requests()).toHaveLength(before);
});

test.each([
  'http://acme.okta.com',
  'ftp://127.0.0.1',
  'https://acme.okta.com/api',
  'https://user@acme.okta.com',
  'http://127.0.0.1.example.com',
  'acme',
])('no credential goes to %s', async (url) => {
  expect(await labels(url, token('canary-of-a-token'))).toEqual(
    failure('unusable', `${url} is not the address of an org, such as https://acme.okta.com`),
  );
});

test('after a 429 it waits for the reset and asks again', async () => {
  org.faults.set({ kind: 'rate-limit', method: 'GET', path: '/api/v1/apps', times: 1 });
  expect(await labels(org.url, token(org.token))).toEqual(['pipeline']);
});

test('it does not wait longer for a reset than it may', async () => {
  org.faults.set({ kind: 'rate-limit', method: 'GET', path: '/api/v1/apps', times: 1, seconds: 60 });
  expect(await labels(org.url, token(org.token))).toEqual(
    failure('answer', '429: its rate limit is used up for more than 10 s'),
  );
});

test('it asks no more often than it may', async () => {
  org.faults.set({ kind: 'rate-limit', method: 'GET', path: '/api/v1/apps', times: 1 });
  expect(await labels(org.url, token(org.token), { maxRetries: 0 })).toEqual(
    failure('answer', '429 E0000047: API call exceeded rate limit due to too many requests.'),
  );
});

test('what does not answer, answers no JSON or leads elsewhere is unreachable, without its text', async () => {
  const silent = await fakeOrg(() => undefined);
  const web = await fakeOrg((_request, response) => response.end('<p>canary</p>'));
  const moved = await fakeOrg((_request, response) => response.writeHead(302, { location: org.url }).end());
  fakes.push(silent, web, moved);
  const closed = 'http://127.0.0.1:1';
  expect(await labels(silent.url, token('t'), { timeoutMs: 200 })).toEqual(
    failure('unreachable', 'no answer within 0.2 s'),
  );
  expect(await labels(web.url, token('t'))).toEqual(failure('unreachable', 'its answer is not one of Okta'));
  expect(await labels(moved.url, token('t'))).toEqual(failure('unreachable', 'it redirects to another address'));
  expect(await labels(closed, token('t'))).toEqual(failure('unreachable', 'ECONNREFUSED'));
});

test('the proof of possession that an org asks for is given', async () => {
  let tokenRequests = 0;
  const dpop = await fakeOrg((request, response) => {
    if (request.url === '/oauth2/v1/token') {
      tokenRequests += 1;
      if (tokenRequests === 1) {
        response.setHeader('dpop-nonce', 'n');
        json(response, 400, { error: 'use_dpop_nonce' });
      } else json(response, 200, { access_token: 'at', token_type: 'DPoP', expires_in: 3600, scope: 'okta.apps.read' });
    } else json(response, request.headers.authorization === 'DPoP at' ? 200 : 401, []);
  });
  fakes.push(dpop);
  expect(await labels(dpop.url, service())).toEqual([]);
});
