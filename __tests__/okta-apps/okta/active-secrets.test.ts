import { activeSecrets } from '../../../okta-apps/okta/active-secrets';
import { CallError } from '../../../okta-apps/okta/call-error';
import { openClient } from '../../../okta-apps/okta/client';
import { fakeOrg, json, type FakeOrg } from './support/fake-org';

const CANARY = 'canary-secret-4d1f9c';
const secret = (status: string) => ({ id: 'ocs1', status, client_secret: CANARY, secret_hash: CANARY });

let org: FakeOrg;
let asked: string[] = [];

async function count(status: number, body: unknown): Promise<unknown> {
  asked = [];
  org = await fakeOrg((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (typeof body === 'string') response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    else json(response, status, body);
  });
  try {
    return await activeSecrets(openClient(org.url, { type: 'api-token', token: 'token-7aa1' }), '0oa1');
  } catch (error) {
    return error;
  } finally {
    await org.close();
  }
}

test.each([
  ['two', [secret('ACTIVE'), secret('ACTIVE')], 2],
  ['one beside an inactive one', [secret('ACTIVE'), secret('INACTIVE')], 1],
  ['none, as for an app that signs with a key', [], 0],
])('%s, with one request', async (_name, body, expected) => {
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
])('%s is one line without a secret', async (_name, status, body, message) => {
  const error = await count(status, body);
  expect(error).toBeInstanceOf(CallError);
  expect((error as CallError).message).toBe(message);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(CANARY);
});
