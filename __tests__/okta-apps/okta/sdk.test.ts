import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { openClient } from '../../../okta-apps/okta/client';
import { oidcApps, trustedOrigins } from '../../../okta-apps/okta/existing';
import { readWholeApp } from '../../../okta-apps/okta/whole-app';
import { ask, webApp } from '../local/org/support/client';
import { newKeys } from './support/keys';

jest.mock('@okta/okta-sdk-nodejs', () => {
  throw new Error('the whole SDK was loaded');
});

const keys = newKeys();
const SCOPES = ['okta.apps.read', 'okta.trustedOrigins.read'];
let org: LocalOrg;

beforeAll(async () => {
  const pipeline = { clientId: 'pipeline', jwks: keys.jwks, scopes: SCOPES, role: 'READ_ONLY_ADMIN' } as const;
  org = await startOrg({ seed: { serviceApps: [pipeline] } });
});
afterAll(() => org.close());

test.each(['api-token', 'service-app'] as const)('what is only read loads no model of the SDK: %s', async (type) => {
  const { body } = await ask(org, 'POST', '/api/v1/apps', webApp(`Read by ${type}`));
  const { id } = body as { readonly id: string };
  const client = openClient(
    org.url,
    type === 'api-token'
      ? { type, token: org.token }
      : { type, clientId: 'pipeline', privateKey: keys.privateKey, privateKeyId: 'k1', scopes: SCOPES },
  );
  expect((await oidcApps(client)).map((app) => app.label)).toContain(`Read by ${type}`);
  expect(await trustedOrigins(client)).toEqual([]);
  expect(await readWholeApp(client, id)).toMatchObject({ id, label: `Read by ${type}` });
  // An API object would need what the mock refuses.
  await expect(client.call((sdk) => sdk.applicationApi.getApplication({ appId: id }))).rejects.toThrow(
    'its answer is not one of Okta',
  );
});
