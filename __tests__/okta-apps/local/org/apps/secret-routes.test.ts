import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, refusal, webApp } from '../support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg();
});

afterAll(() => org.close());

interface Secret {
  readonly id: string;
  readonly status: string;
  readonly client_secret: string;
  readonly secret_hash: string;
}

async function app(client: object = {}): Promise<string> {
  return `/api/v1/apps/${idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Secrets', {}, client)))}/credentials/secrets`;
}
const list = async (path: string) => (await ask(org, 'GET', path)).body as Secret[];
const refused = (field: string, cause: string) => [400, 'E0000001', `Api validation failed: ${field}`, cause];

test('a rotation: second secret, both active, the old one deactivated and deleted; the app shows the newest', async () => {
  const path = await app({ client_secret: 'the-first-secret' });
  const [old] = await list(path);
  const made = await ask(org, 'POST', path, {});
  expect(made.status).toBe(201);
  const next = made.body as Secret;
  const href = (id: string, rest = '') => `${org.url}${path}/${id}${rest}`;
  expect(next).toEqual({
    id: expect.stringMatching(/^ocs\w{17}$/) as string,
    status: 'ACTIVE',
    client_secret: expect.stringMatching(/^[\w-]{64}$/) as string,
    secret_hash: expect.stringMatching(/^[\w-]{22}$/) as string,
    created: expect.any(String) as string,
    lastUpdated: expect.any(String) as string,
    _links: { deactivate: { href: href(next.id, '/lifecycle/deactivate'), hints: { allow: ['POST'] } } },
  });
  expect((await list(path)).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  const put = await ask(org, 'PUT', path.replace('/credentials/secrets', ''), webApp('Secrets'));
  expect(put.body).toMatchObject({ credentials: { oauthClient: { client_secret: next.client_secret } } });
  const off = await ask(org, 'POST', `${path}/${old!.id}/lifecycle/deactivate`);
  expect(off).toMatchObject({
    status: 200,
    body: {
      status: 'INACTIVE',
      client_secret: 'the-first-secret',
      _links: {
        activate: { href: href(old!.id, '/lifecycle/activate'), hints: { allow: ['POST'] } },
        delete: { href: href(old!.id), hints: { allow: ['DELETE'] } },
      },
    },
  });
  expect(await ask(org, 'DELETE', `${path}/${old!.id}`)).toMatchObject({ status: 204, body: undefined });
  expect(await list(path)).toEqual([next]);
});

test('the hash is the first 16 bytes of the SHA-256, base64url without padding', async () => {
  const [secret] = await list(await app({ client_secret: 'DRUFXGF9XbLnS9k-Sla3x3POBiIxDreBCdZuFs5B' }));
  expect(secret!.secret_hash).toBe('FpCwXwSjTRQNtEI11I00-g');
});

test('a third secret, the only active one off, an active one deleted, an unknown one: Okta’s texts', async () => {
  const path = await app();
  const [first] = await list(path);
  const off = await ask(org, 'POST', `${path}/${first!.id}/lifecycle/deactivate`);
  expect(refusal(off)).toEqual(
    refused('OAuth2ClientSecretMediated', `You can't deactivate the only active client secret.`),
  );
  const gone = await ask(org, 'DELETE', `${path}/${first!.id}`);
  const text = `You can't delete an active client secret. Deactivate the secret before deleting it.`;
  expect(refusal(gone)).toEqual(refused('OAuth2ClientSecretMediated', text));
  await ask(org, 'POST', path, { status: 'INACTIVE' });
  expect(refusal(await ask(org, 'POST', path, {}))).toEqual(
    refused('OAuth2ClientSecretMediated', `You've reached the maximum number of client secrets per client.`),
  );
  expect(refusal(await ask(org, 'GET', `${path}/1234`))).toEqual([
    404,
    'E0000007',
    'Not found: Resource not found: 1234 (OAuth2ClientSecretMediated)',
  ]);
});

test.each([
  ['x'.repeat(101), 'client_secret_basic', `client_secret: 'client_secret' can't be more than '100' characters long.`],
  ['x'.repeat(13), 'client_secret_basic', `client_secret: 'client_secret' must be at least '14' characters long.`],
  ['', 'client_secret_basic', `client_secret: 'client_secret' must be at least '14' characters long.`],
  [
    'x'.repeat(31),
    'client_secret_jwt',
    `client_secret: 'client_secret' must be at least '32' characters long when 'token_endpoint_auth_method' is 'client_secret_jwt'.`,
  ],
  [
    'fourteen-chärs',
    'client_secret_post',
    `client_secret: ''client_secret'' must only contain printable ASCII: [x20-x7E]+`,
  ],
])('secret %j for %s is refused', async (client_secret, token_endpoint_auth_method, cause) => {
  const path = await app({ token_endpoint_auth_method });
  expect(refusal(await ask(org, 'POST', path, { client_secret }))).toEqual(refused('client_secret', cause));
  expect(await list(path)).toHaveLength(1);
});

test('a client with private_key_jwt has no secrets and gets none', async () => {
  const path = await app({ token_endpoint_auth_method: 'private_key_jwt' });
  expect(await list(path)).toEqual([]);
  expect(refusal(await ask(org, 'POST', path, {}))).toEqual(
    refused('client_secret', `'client_secret' can't be used when 'token_endpoint_auth_method' is 'private_key_jwt'.`),
  );
});

test('a replace with two active secrets and a new one overwrites the newest', async () => {
  const path = await app({ client_secret: 'the-first-secret' });
  await ask(org, 'POST', path, { client_secret: 'the-second-secret' });
  const body = webApp('Secrets', {}, { client_secret: 'the-third-secret' });
  await ask(org, 'PUT', path.replace('/credentials/secrets', ''), body);
  expect((await list(path)).map(({ client_secret }) => client_secret)).toEqual([
    'the-first-secret',
    'the-third-secret',
  ]);
});

test('switching to client_secret_jwt with a secret that is too short for it is refused', async () => {
  const path = await app({ client_secret: 'the-first-secret' });
  const body = webApp('Secrets', {}, { token_endpoint_auth_method: 'client_secret_jwt' });
  expect((await ask(org, 'PUT', path.replace('/credentials/secrets', ''), body)).status).toBe(400);
});
