import { inspect } from 'node:util';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { verifySecret } from '../../../okta-apps/secrets/verify-secret';
import { Secret } from '../../../okta-apps/shared/secret';
import { fakeOrg, json } from '../okta/support/fake-org';
import { ask } from '../local/org/support/client';
import { create } from './support/secrets-project';

const VALUE = 'canary-0f1e2d3c4b5a69788796a5b4c3d2';
const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const;

let org: LocalOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());

const tried = (clientId: string, method: string, value: string, orgUrl = org.url) =>
  verifySecret({ orgUrl, clientId, method, secret: new Secret(value) });

test.each(METHODS)('%s: the right secret is proven, a wrong one and an inactive app are refused', async (method) => {
  const id = await create(org, 'Verify', { client_secret: VALUE, token_endpoint_auth_method: method });
  expect(await tried(id, method, VALUE)).toEqual({ outcome: 'proven' });
  expect(await tried(id, method, `${VALUE}x`)).toEqual({ outcome: 'refused' });
  await ask(org, 'POST', `/api/v1/apps/${id}/lifecycle/deactivate`);
  expect(await tried(id, method, VALUE)).toEqual({ outcome: 'refused' });
});

test('both of two active secrets are proven; a deactivated one is not', async () => {
  const id = await create(org, 'Two', { client_secret: VALUE });
  const path = `/api/v1/apps/${id}/credentials/secrets`;
  const second = (await ask(org, 'POST', path, { client_secret: `${VALUE}-2` })).body as { readonly id: string };
  const outcomes = async () => [
    await tried(id, 'client_secret_basic', VALUE),
    await tried(id, 'client_secret_basic', `${VALUE}-2`),
  ];
  expect(await outcomes()).toEqual([{ outcome: 'proven' }, { outcome: 'proven' }]);
  await ask(org, 'POST', `${path}/${second.id}/lifecycle/deactivate`);
  expect(await outcomes()).toEqual([{ outcome: 'proven' }, { outcome: 'refused' }]);
});

test('a secret of every character that Okta takes is proven', async () => {
  const value = ' !"#$%&\'()*+,-./0123:;<=>?@[\\]^_`{|}~';
  const id = await create(org, 'Strange', { client_secret: value });
  expect(await tried(id, 'client_secret_basic', value)).toEqual({ outcome: 'proven' });
});

async function against(status: number, body: unknown): Promise<{ proof: unknown; requests: number }> {
  let requests = 0;
  const fake = await fakeOrg((_, response) => {
    requests += 1;
    json(response, status, body);
  });
  try {
    return { proof: await tried('0oa1', 'client_secret_basic', VALUE, fake.url), requests };
  } finally {
    await fake.close();
  }
}

test.each<[status: number, body: unknown, proof: object, requests: number]>([
  [200, { active: false }, { outcome: 'proven' }, 1],
  [401, { error: 'invalid_client' }, { outcome: 'refused' }, 1],
  [429, { errorCode: 'E0000047' }, { outcome: 'not known', why: '429' }, 1],
  [500, { errorCode: 'E0000009' }, { outcome: 'not known', why: '500' }, 2],
  [503, 'unavailable', { outcome: 'not known', why: '503' }, 2],
  [403, { errorCode: 'E0000006' }, { outcome: 'not known', why: '403' }, 2],
  [200, 'a page of a proxy', { outcome: 'not known', why: 'its answer is no JSON' }, 2],
])('%i %j', async (status, body, proof, requests) => {
  expect(await against(status, body)).toEqual({ proof, requests });
});

test('an org that does not answer is not known, and nothing of the secret is in it', async () => {
  const proof = await tried('0oa1', 'client_secret_basic', VALUE, 'http://127.0.0.1:9');
  expect(proof).toEqual({ outcome: 'not known', why: 'it cannot be reached' });
  expect(inspect(proof, { depth: 9 })).not.toContain(VALUE);
});

test('an app with a key of its own cannot be tried', async () => {
  expect(await tried('0oa1', 'private_key_jwt', VALUE)).toEqual({
    outcome: 'not known',
    why: 'the app authenticates with private_key_jwt',
  });
});
