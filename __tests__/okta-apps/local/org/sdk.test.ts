import { generateKeyPairSync } from 'node:crypto';
import { Client } from '@okta/okta-sdk-nodejs';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { webApp } from './support/client';

/** The official SDK, which knows nothing of this project, against the org. */
let org: LocalOrg;
let client: Client;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeAll(async () => {
  org = await startOrg({
    seed: {
      groups: Array.from({ length: 25 }, (_, n) => ({ name: `Team ${n}` })),
      users: [{ login: 'ada@example.com' }],
      policies: [{ id: 'rststrict00000000001', name: 'Strict' }],
      serviceApps: [
        {
          clientId: 'pipeline',
          jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }] },
          scopes: ['okta.apps.manage'],
          role: 'APP_ADMIN',
        },
      ],
    },
  });
  client = new Client({ orgUrl: org.url, token: org.token, testing: { disableHttpsCheck: true } } as never);
});

afterAll(() => org.close());

async function all<T>(list: Promise<{ each(take: (item: T | null) => unknown): Promise<unknown> }>): Promise<T[]> {
  const items: T[] = [];
  await (
    await list
  ).each((item) => {
    if (item !== null) items.push(item);
  });
  return items;
}

/** An object that the SDK wants as an instance of its class, and takes without. */
const plain = (value: object) => value as never;
const application = (label: string) => ({ application: plain(webApp(label)) });

async function newApp(label: string): Promise<string> {
  const app = await client.applicationApi.createApplication(application(label));
  return app.id ?? '';
}

test('apps: create, read, list over pages, replace, off, on, delete', async () => {
  const appId = await newApp('By SDK');
  for (let n = 0; n < 25; n += 1) await newApp(`Many ${n}`);
  const labels = (await all(client.applicationApi.listApplications({ q: 'Many' }))).map(({ label }) => label);
  expect(labels).toHaveLength(25);
  const app = await client.applicationApi.getApplication({ appId });
  app.label = 'Renamed';
  const renamed = await client.applicationApi.replaceApplication({ appId, application: app });
  expect(renamed.label).toBe('Renamed');
  await client.applicationApi.deactivateApplication({ appId });
  await client.applicationApi.activateApplication({ appId });
  await client.applicationApi.assignApplicationPolicy({ appId, policyId: 'rststrict00000000001' });
  await expect(client.applicationApi.deleteApplication({ appId })).rejects.toMatchObject({ errorCode: 'E0000056' });
  await client.applicationApi.deactivateApplication({ appId });
  await client.applicationApi.deleteApplication({ appId });
  await expect(client.applicationApi.getApplication({ appId })).rejects.toMatchObject({ status: 404 });
});

test('secrets: create, list, deactivate, activate, delete', async () => {
  const appId = await newApp('Secrets by SDK');
  const { applicationSSOPublicKeysApi: api } = client;
  const made = await api.createOAuth2ClientSecret({ appId, oAuth2ClientSecretRequestBody: plain({}) });
  const secrets = await all(api.listOAuth2ClientSecrets({ appId }));
  expect(secrets.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  const secretId = secrets[0]?.id ?? '';
  await api.deactivateOAuth2ClientSecret({ appId, secretId });
  await api.activateOAuth2ClientSecret({ appId, secretId });
  await api.deactivateOAuth2ClientSecret({ appId, secretId });
  await api.deleteOAuth2ClientSecret({ appId, secretId });
  const { client_secret } = await api.getOAuth2ClientSecret({ appId, secretId: made.id ?? '' });
  expect(client_secret).toBe(made.client_secret);
});

test('groups and users of an app', async () => {
  const appId = await newApp('Assigned by SDK');
  const groups = await all(client.groupApi.listGroups({ q: 'Team' }));
  expect(groups).toHaveLength(25);
  for (const { id = '' } of groups)
    await client.applicationApi.assignGroupToApplication({ appId, groupId: id, applicationGroupAssignment: plain({}) });
  const assigned = await all(client.applicationApi.listApplicationGroupAssignments({ appId }));
  expect(assigned.map(({ priority }) => priority)).toEqual(groups.map((_, n) => n));
  await client.applicationApi.unassignApplicationFromGroup({ appId, groupId: groups[0]?.id ?? '' });
  const user = await client.userApi.getUser({ userId: 'ada@example.com' });
  await client.applicationApi.assignUserToApplication({
    appId,
    appUser: { id: user.id ?? '', scope: 'USER' } as never,
  });
  expect(await all(client.applicationApi.listApplicationUsers({ appId }))).toHaveLength(1);
});

test('trusted origins: create, replace, off, on, list, delete', async () => {
  const { trustedOriginApi: api } = client;
  const trustedOrigin = { name: 'shop', origin: 'https://shop.example.com', scopes: [{ type: 'CORS' }] } as never;
  const { id: trustedOriginId = '' } = await api.createTrustedOrigin({ trustedOrigin });
  await api.deactivateTrustedOrigin({ trustedOriginId });
  expect((await api.activateTrustedOrigin({ trustedOriginId })).status).toBe('ACTIVE');
  expect(await all(api.listTrustedOrigins({ filter: 'name eq "shop"' }))).toHaveLength(1);
  const renamed = { name: 'store', origin: 'https://shop.example.com', scopes: [{ type: 'REDIRECT' }] } as never;
  expect((await api.replaceTrustedOrigin({ trustedOriginId, trustedOrigin: renamed })).name).toBe('store');
  await api.deleteTrustedOrigin({ trustedOriginId });
});

test('policies and roles', async () => {
  const policies = await all(client.policyApi.listPolicies({ type: 'ACCESS_POLICY' }));
  expect(policies.map(({ name, system }) => [name, system])).toEqual([
    ['Any two factors', true],
    ['Strict', false],
  ]);
  const roles = await all(client.roleAssignmentApi.listAssignedRolesForUser({ userId: 'me' }));
  expect(roles).toMatchObject([{ type: 'SUPER_ADMIN' }]);
});

test('a service app authenticates with its key, and is refused what its scopes do not have', async () => {
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'k' };
  const service = new Client({
    orgUrl: org.url,
    authorizationMode: 'PrivateKey',
    clientId: 'pipeline',
    scopes: ['okta.apps.manage', 'okta.groups.read'],
    privateKey: JSON.stringify(jwk),
    keyId: 'k',
    testing: { disableHttpsCheck: true },
  } as never);
  const app = await service.applicationApi.createApplication(application('By service'));
  expect(app.label).toBe('By service');
  await expect(all(service.groupApi.listGroups({}))).rejects.toMatchObject({ status: 403 });
});

test('the SDK waits for the reset of a 429 and asks again', async () => {
  org.faults.set({ kind: 'rate-limit', method: 'GET', path: '/api/v1/apps', times: 1 });
  const before = org.requests().length;
  await all(client.applicationApi.listApplications({ q: 'Unknown' }));
  expect(
    org
      .requests()
      .slice(before)
      .map(({ status }) => status),
  ).toEqual([429, 200]);
});
