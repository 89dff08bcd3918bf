import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { AREAS } from '../../../okta-apps/resources/areas';
import { credentialAccess } from '../../../okta-apps/okta/credential-access';
import type { OrgCredential } from '../../../okta-apps/okta/credential';
import { fakeOrg, json } from './support/fake-org';
import { newKeys } from './support/keys';

const keys = newKeys();
const NO_PERMISSION = '403 E0000006: You do not have permission to perform the requested action';
const PROBED = ['apps', 'groups', 'policies', 'trustedOrigins'];
let org: LocalOrg;

beforeAll(async () => {
  const app = (clientId: string, scopes: readonly string[], role?: 'APP_ADMIN' | 'READ_ONLY_ADMIN') => ({
    clientId,
    jwks: keys.jwks,
    scopes,
    ...(role !== undefined && { role }),
  });
  org = await startOrg({
    seed: {
      tokens: [
        { token: 'reader', role: 'READ_ONLY_ADMIN' },
        { token: 'app-admin', role: 'APP_ADMIN' },
        { token: 'both', role: ['APP_ADMIN', 'ORG_ADMIN'] },
        { token: 'nobody', role: [] },
      ],
      serviceApps: [
        app('plan', ['okta.apps.read', 'okta.roles.read'], 'READ_ONLY_ADMIN'),
        app('apply', ['okta.apps.manage', 'okta.apps.read', 'okta.roles.read'], 'APP_ADMIN'),
        app('secretive', ['okta.apps.manage', 'okta.apps.read'], 'APP_ADMIN'),
        app('roleless', ['okta.apps.manage', 'okta.apps.read', 'okta.roles.read']),
        app('ungranted', ['okta.roles.read'], 'APP_ADMIN'),
      ],
    },
  });
});

afterAll(() => org.close());

const ask = (credential: OrgCredential) => credentialAccess(org.url, credential);
const token = (text: string): OrgCredential => ({ type: 'api-token', token: text });
const service = (clientId: string, scopes = ['okta.apps.manage', 'okta.apps.read']): OrgCredential => ({
  type: 'service-app',
  clientId,
  privateKey: keys.privateKey,
  privateKeyId: 'k1',
  scopes,
});

const login = expect.stringMatching(/^token-[0-9a-f]{8}@local\.test$/) as string;
const refused = (areas: readonly string[], why: string) => areas.map((area) => ({ area, why }));
const NO_SCOPE = '403 insufficient_scope: The access token provided does not contain the required scopes.';

test('a token that only reads', async () => {
  expect(await ask(token('reader'))).toEqual({
    kind: 'api-token',
    identity: login,
    roles: ['READ_ONLY_ADMIN'],
    scopes: undefined,
    canRead: PROBED,
    cannotRead: [],
    canWrite: [],
    mayWrite: [],
    unknown: [],
  });
});

test.each([
  ['app-admin', ['APP_ADMIN'], ['apps']],
  ['both', ['APP_ADMIN', 'ORG_ADMIN'], ['apps', 'groups', 'policies', 'trustedOrigins', 'users']],
])('the token %s writes what its roles let it', async (text, roles, canWrite) => {
  expect(await ask(token(text))).toMatchObject({ roles, canWrite, mayWrite: [], unknown: [] });
});

test("the org's own token writes everything", async () => {
  const access = await ask(token(org.token));
  expect(access).toMatchObject({ identity: 'admin@local.test', roles: ['SUPER_ADMIN'], canWrite: AREAS });
});

test('a token without a role reads nothing, and what the org does not tell is said', async () => {
  expect(await ask(token('nobody'))).toEqual({
    kind: 'api-token',
    identity: undefined,
    roles: undefined,
    scopes: undefined,
    canRead: [],
    cannotRead: refused(PROBED, NO_PERMISSION),
    canWrite: [],
    mayWrite: AREAS,
    unknown: [`whose token it is (${NO_PERMISSION})`, `its admin roles (${NO_PERMISSION})`],
  });
});

test('a service app that only reads', async () => {
  expect(await ask(service('plan', ['okta.apps.read']))).toEqual({
    kind: 'service-app',
    identity: 'plan',
    roles: ['READ_ONLY_ADMIN'],
    scopes: ['okta.apps.read', 'okta.roles.read'],
    canRead: ['apps'],
    cannotRead: refused(['groups', 'policies', 'trustedOrigins'], NO_SCOPE),
    canWrite: [],
    mayWrite: [],
    unknown: [],
  });
});

test('a service app writes what both its scopes and its roles let it', async () => {
  expect(await ask(service('apply'))).toMatchObject({ roles: ['APP_ADMIN'], canRead: ['apps'], canWrite: ['apps'] });
});

test('a scope that lets it write is found also when the configuration does not list it', async () => {
  const access = await ask(service('apply', ['okta.apps.read']));
  expect(access).toMatchObject({
    scopes: ['okta.apps.read', 'okta.apps.manage', 'okta.roles.read'],
    canWrite: ['apps'],
  });
});

test('where the roles are not shown, its scopes say what it may write', async () => {
  expect(await ask(service('secretive'))).toMatchObject({
    roles: undefined,
    canRead: ['apps'],
    canWrite: [],
    mayWrite: ['apps'],
    unknown: ['its admin roles (only shown with the scope okta.roles.read)'],
  });
});

test('a service app without a role reads nothing', async () => {
  expect(await ask(service('roleless'))).toMatchObject({
    roles: undefined,
    canRead: [],
    cannotRead: expect.arrayContaining([{ area: 'apps', why: NO_PERMISSION }]) as unknown,
    unknown: [`its admin roles (${NO_PERMISSION})`],
  });
});

test('a service app that none of its scopes is granted to', async () => {
  expect(await ask(service('ungranted'))).toMatchObject({
    scopes: ['okta.roles.read'],
    canRead: [],
    cannotRead: refused(PROBED, 'none of its scopes is granted'),
  });
});

test('nothing is written to find out', async () => {
  const before = org.requests().length;
  await ask(token(org.token));
  await ask(service('apply'));
  const made = org.requests().slice(before);
  const writing = made.filter(({ method, path }) => method !== 'GET' && path !== '/oauth2/v1/token');
  expect(made.length).toBeGreaterThan(10);
  expect(writing).toEqual([]);
});

test('a rejected credential is an error', async () => {
  await expect(ask(token('wrong'))).rejects.toMatchObject({ message: '401 E0000011: Invalid token provided' });
  await expect(ask({ ...service('plan'), privateKey: newKeys().privateKey } as OrgCredential)).rejects.toMatchObject({
    message: '401 invalid_client: The client_assertion signature is invalid.',
  });
});

test.each([
  [
    'shown',
    { permissions: [{ label: 'okta.apps.assignment.manage' }, { label: 'okta.groups.read' }] },
    ['apps'],
    [],
    [],
  ],
  ['not shown', undefined, [], AREAS, ['what the role Deployers may do']],
])('a custom role whose permissions are %s', async (_how, permissions, canWrite, mayWrite, unknown) => {
  const fake = await fakeOrg((request, response) => {
    const path = request.url ?? '';
    if (path === '/api/v1/users/me') json(response, 200, { id: '00u1', profile: { login: 'ci@acme.test' } });
    else if (path === '/api/v1/users/00u1/roles')
      json(response, 200, [{ type: 'CUSTOM', role: 'cr01', label: 'Deployers', 'resource-set': 'iam1' }]);
    else if (path === '/api/v1/iam/roles/cr01/permissions') json(response, permissions ? 200 : 403, permissions ?? {});
    else json(response, 200, []);
  });
  try {
    const access = await credentialAccess(fake.url, token('t'));
    expect(access).toMatchObject({
      identity: 'ci@acme.test',
      roles: ['CUSTOM Deployers'],
      canWrite,
      mayWrite,
      unknown,
    });
  } finally {
    await fake.close();
  }
});
