import { inspect } from 'node:util';
import { openClient } from '../../../okta-apps/okta/client';
import { CallError } from '../../../okta-apps/okta/call-error';
import {
  activateClientSecret,
  activeSecrets,
  clientSecrets,
  createClientSecret,
  deactivateClientSecret,
  deleteClientSecret,
} from '../../../okta-apps/okta/client-secrets';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { Secret, unwrap } from '../../../okta-apps/shared/secret';
import { ask, idOf, webApp } from '../local/org/support/client';
import { fakeOrg, json } from './support/fake-org';

const FIRST = 'first-canary-2b7e151628aed2a6';
const SECOND = 'second-canary-abf7158809cf4f3c';

let org: LocalOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());

const open = () => openClient(org.url, { type: 'api-token', token: org.token });
const app = async (client: object = { client_secret: FIRST }) =>
  idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Secrets', {}, client)));
const seen = async (appId: string) =>
  (await clientSecrets(open(), appId)).map(({ status, value }) => `${status} ${unwrap(value)}`);
const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CallError);
  expect(inspect(error)).not.toMatch(/canary/);
  return (error as CallError).message;
};

test('a rotation: a second secret, the first one off, on again, off and deleted', async () => {
  const appId = await app();
  const client = open();
  const second = await createClientSecret(client, appId, new Secret(SECOND));
  expect([second.status, unwrap(second.value)]).toEqual(['ACTIVE', SECOND]);
  expect(await seen(appId)).toEqual([`ACTIVE ${FIRST}`, `ACTIVE ${SECOND}`]);
  const [first] = await clientSecrets(client, appId);
  const { id } = first!;
  await deactivateClientSecret(client, appId, id);
  expect(await seen(appId)).toEqual([`INACTIVE ${FIRST}`, `ACTIVE ${SECOND}`]);
  await activateClientSecret(client, appId, id);
  expect(await seen(appId)).toEqual([`ACTIVE ${FIRST}`, `ACTIVE ${SECOND}`]);
  await deactivateClientSecret(client, appId, id);
  await deleteClientSecret(client, appId, id);
  expect(await seen(appId)).toEqual([`ACTIVE ${SECOND}`]);
});

test('what is listed shows no value and no hash', async () => {
  const [secret] = await clientSecrets(open(), await app());
  expect(secret).toMatchObject({ id: expect.stringMatching(/^ocs\w{17}$/) as string, status: 'ACTIVE' });
  expect(inspect(secret, { depth: 9, showHidden: true })).not.toContain(FIRST);
  expect(JSON.parse(JSON.stringify(secret))).toMatchObject({ value: '(sensitive)', hash: '(sensitive)' });
});

test('Okta makes the secret where none is given', async () => {
  const { value } = await createClientSecret(open(), await app());
  expect(unwrap(value)).toMatch(/^[\w-]{64}$/);
});

test('an app that signs with a key has none', async () => {
  const jwks = { keys: [{ kty: 'RSA', kid: 'k', e: 'AQAB', n: Buffer.alloc(256, 255).toString('base64url') }] };
  expect(await clientSecrets(open(), await app({ token_endpoint_auth_method: 'private_key_jwt', jwks }))).toEqual([]);
});

test('what Okta refuses is its code and summary, without a value', async () => {
  const appId = await app();
  const client = open();
  const { id } = await createClientSecret(client, appId, new Secret(SECOND));
  const refusal = '400 E0000001: Api validation failed: OAuth2ClientSecretMediated';
  expect(await messageOf(createClientSecret(client, appId, new Secret('third-canary-secret')))).toBe(refusal);
  expect(await messageOf(deleteClientSecret(client, appId, id))).toBe(refusal);
  const [first] = await clientSecrets(client, appId);
  await deactivateClientSecret(client, appId, id);
  expect(await messageOf(deactivateClientSecret(client, appId, first!.id))).toBe(refusal);
  expect(await messageOf(deleteClientSecret(client, appId, 'ocs1'))).toBe(
    '404 E0000007: Not found: Resource not found: ocs1 (OAuth2ClientSecretMediated)',
  );
});

const CANARY = 'canary-secret-4d1f9c';
const secret = (status: string) => ({ id: 'ocs1', status, client_secret: CANARY, secret_hash: CANARY });

let asked: string[] = [];

async function count(status: number, body: unknown): Promise<unknown> {
  asked = [];
  const answering = await fakeOrg((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (typeof body === 'string') response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    else json(response, status, body);
  });
  try {
    return await activeSecrets(openClient(answering.url, { type: 'api-token', token: 'token-7aa1' }), '0oa1');
  } catch (error) {
    return error;
  } finally {
    await answering.close();
  }
}

test.each([
  ['two active', [secret('ACTIVE'), secret('ACTIVE')], 2],
  ['one beside an inactive one', [secret('ACTIVE'), secret('INACTIVE')], 1],
  ['none, as for an app that signs with a key', [], 0],
])('the number of active secrets: %s, with one request', async (_name, body, expected) => {
  expect(await count(200, body)).toBe(expected);
  expect(asked).toEqual(['GET /api/v1/apps/0oa1/credentials/secrets']);
});

test.each([
  [
    'a refusal',
    403,
    { errorCode: 'E0000006', errorSummary: 'You do not have permission' },
    '403 E0000006: You do not have permission',
  ],
  ['a truncated answer', 200, `[{"client_secret": "${CANARY}"`, 'its answer is not one of Okta'],
  ['an answer that is no list', 200, { client_secret: CANARY }, 'its answer is not one of Okta'],
])('the number of active secrets: %s is one line without a secret', async (_name, status, body, message) => {
  const error = await count(status, body);
  expect(error).toBeInstanceOf(CallError);
  expect((error as CallError).message).toBe(message);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(CANARY);
});
