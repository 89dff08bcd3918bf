import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFromOrg } from '../../../../okta-apps/adopt/sources/from-org';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { announce, ORG_FOLDER } from '../../../../okta-apps/run/local-org';
import type { DeclaredApp, DeclaredApps } from '../../../../okta-apps/run/declared-apps';
import type { OrgChoice } from '../../../../okta-apps/adopt/sources/choose-listed';
import type { Io } from '../../../../okta-apps/shared/io';
import { stackManifest } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, idOf, webApp } from '../../local/org/support/client';

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const folder = temporaryFolder();
const CORS = [{ type: 'CORS' }];
const CANARY = 'canary-secret-2b7d-5f00d5';
const manifest = stackManifest('shop-dev', { local: true });
let org: LocalOrg;
let stop: AbortController;
let stderr: string;

beforeEach(async () => {
  org = await startOrg({
    seed: { groups: [{ name: 'Buyers' }, { name: 'Sellers' }], users: [{ login: 'a@acme.example' }] },
  });
  stop = new AbortController();
  stderr = '';
  const data = join(folder.path, ORG_FOLDER);
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url: org.url, token: org.token, reattach: {} });
});

afterEach(() => org.close());

async function make(label: string, oauth: object = {}, client: object = {}): Promise<string> {
  return idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label, oauth, { client_secret: CANARY, ...client })));
}

async function read(choice: Partial<OrgChoice>, apps: readonly Partial<DeclaredApp>[] = []) {
  const declared = {
    project: { folder: folder.path },
    environment: 'dev',
    manifest,
    stacks: [],
    apps,
  } as unknown as DeclaredApps;
  const out = { write: (text: string) => (stderr += text) };
  const io: Io = {
    stdout: out,
    stderr: out,
    env: {},
    cwd: folder.path,
    stop: { asked: stop.signal, forced: stop.signal },
  };
  return await readFromOrg({ names: [], labels: [], all: false, ...choice }, declared, io);
}

async function messageOf(choice: Partial<OrgChoice>, apps: readonly Partial<DeclaredApp>[] = []): Promise<string> {
  return await read(choice, apps).then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );
}

async function assign(app: string, group: string, body: object = {}): Promise<void> {
  const { body: groups } = await ask(org, 'GET', `/api/v1/groups?q=${group}`);
  const [{ id }] = groups as [{ id: string }];
  await ask(org, 'PUT', `/api/v1/apps/${app}/groups/${id}`, body);
}

test('an app is read with its groups by priority, origins, claim and direct users, and without its secret', async () => {
  const id = await make('Shop', { redirect_uris: ['https://shop.acme.example/cb'] }, { client_id: 'shop-client' });
  await assign(id, 'Sellers', { priority: 0 });
  await assign(id, 'Buyers', { priority: 1 });
  const { body: users } = await ask(org, 'GET', '/api/v1/users?q=a@acme');
  await ask(org, 'POST', `/api/v1/apps/${id}/users`, { id: (users as [{ id: string }])[0].id });
  const claim = { valueType: 'GROUPS', groupFilterType: 'STARTS_WITH', name: 'groups', value: 'shop-' };
  await ask(org, 'POST', `/api/v1/internal/apps/${id}/settings/oauth/idToken`, claim);
  const origins: unknown[] = [];
  for (const origin of ['https://shop.acme.example', 'https://other.acme.example'])
    origins.push((await ask(org, 'POST', '/api/v1/trustedOrigins', { name: origin, origin, scopes: CORS })).body);
  const { apps, notes, declaredOrigins } = await read({ names: ['shop-client'] });
  expect(declaredOrigins).toEqual([]);
  expect(apps).toEqual([
    {
      app: (await ask(org, 'GET', `/api/v1/apps/${id}`)).body,
      groups: ['Sellers', 'Buyers'],
      groupsClaim: { name: 'groups', filter: 'STARTS_WITH', value: 'shop-' },
      origins: origins.slice(0, 1),
      activeSecrets: 1,
      roles: [],
      flags: [
        {
          kind: 'user-assignments',
          message: '1 user is assigned directly; these assignments stay as they are and are not in the code',
        },
      ],
      obstacles: [],
    },
  ]);
  expect(notes).toEqual([]);
  expect(JSON.stringify(apps)).not.toContain(CANARY);
});

test('two active secrets and values of a group assignment are told', async () => {
  const id = await make('Shop');
  await ask(org, 'POST', `/api/v1/apps/${id}/credentials/secrets`, {});
  await assign(id, 'Buyers', { profile: { role: 'admin' } });
  const { apps } = await read({ names: [id] });
  expect(apps).toMatchObject([
    {
      activeSecrets: 2,
      obstacles: [
        'Its assignment of the group "Buyers" sets role for its members: okta_app_group_assignments would remove that',
      ],
    },
  ]);
});

test('all apps, also those of other kinds; what the code declares is skipped', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 54; n += 1) ids.push(await make(`app ${n}`));
  ids.push(
    await make('SPA', { application_type: 'browser' }, { token_endpoint_auth_method: 'none', pkce_required: true }),
  );
  const declared = [
    { path: 'shop-dev/one', importId: ids[0]!, clientId: undefined, label: 'another' },
    { path: 'shop-dev/two', importId: undefined, clientId: ids[1]!, label: 'another' },
    { path: 'shop-dev/three', importId: undefined, clientId: undefined, label: 'app 2' },
  ];
  const { apps, notes } = await read({ all: true }, declared);
  expect(apps.map(({ app }) => app['id'])).toEqual(ids.slice(3));
  expect(notes).toEqual([
    'Skipped 3 apps that the code declares already: shop-dev/one, shop-dev/two and shop-dev/three',
  ]);
  expect(stderr).toBe(
    'Reading 52 apps of dev. Ctrl-C stops it: nothing is written then, and the next run reads them again. To adopt some at a ' +
      'time, pass --match; the next run skips what the code declares\n',
  );
});

test('labels by glob, also two that are the same', async () => {
  const ids = [await make('Shop A'), await make('Shop A'), await make('Other')];
  const { apps, notes } = await read({ labels: ['Shop *'] });
  expect(apps.map(({ app }) => app['id'])).toEqual(ids.slice(0, 2));
  expect(notes).toEqual([`2 apps have the label "Shop A": ${ids[0]!} and ${ids[1]!}`]);
  expect(await messageOf({ labels: ['Shop A'] })).toBe(
    `2 apps of dev have the label "Shop A": ${ids[0]!} and ${ids[1]!}; choose one by its app ID`,
  );
});

test('what cannot be chosen is one clear message', async () => {
  const id = await make('Shop', {}, { client_id: 'shop-client' });
  expect(await messageOf({ names: ['0oa00000000000000009'] })).toBe(
    'dev has no app with the ID 0oa00000000000000009 (404): it was deleted, or it is of another org',
  );
  expect(await messageOf({ names: ['shop-clients'] })).toBe(
    'No OIDC app of dev has the app ID or client ID "shop-clients"; did you mean shop-client?',
  );
  expect(await messageOf({ names: ['Shop'] })).toBe(
    'No OIDC app of dev has the app ID or client ID "Shop"; it is a label: pass --match "Shop"',
  );
  expect(await messageOf({ labels: ['Shops'] })).toBe(
    'No OIDC app of dev has a label that matches "Shops"; did you mean "Shop"?',
  );
  expect(await messageOf({ names: [id] }, [{ path: 'shop-dev/shop', clientId: 'shop-client' }])).toBe(
    `${id} is declared already as shop-dev/shop; nothing was written`,
  );
});

test('what the org refuses is said once, and an app that is deleted meanwhile is not dropped', async () => {
  const ids = [await make('A'), await make('B')];
  const refused = { status: 403, body: { errorCode: 'E0000006', errorSummary: 'You do not have permission' } };
  org.faults.set(
    { kind: 'answer', method: 'GET', path: /\/credentials\/secrets$/, ...refused },
    { kind: 'answer', method: 'GET', path: '/oauth2/v1/clients', ...refused },
    { kind: 'answer', method: 'GET', path: `/api/v1/apps/${ids[1]!}/groups`, status: 404, body: {} },
  );
  const { apps, notes } = await read({ all: true });
  expect(apps.map(({ obstacles }) => obstacles)).toEqual([
    [],
    ['It was deleted while the org was read; run this again'],
  ]);
  expect(apps[0]).not.toHaveProperty('activeSecrets');
  expect(notes).toEqual([
    'Not looked at: numbers of client secrets, so an app with two active ones is not found (403 E0000006: You do not have permission)',
    'Not looked at: administrator roles of apps (403 E0000006: You do not have permission)',
  ]);
});

test('an expired token and Ctrl-C', async () => {
  await make('A');
  const body = { errorCode: 'E0000011', errorSummary: 'Invalid token provided' };
  org.faults.set({ kind: 'answer', path: '/api/v1/apps', status: 401, body });
  expect(await messageOf({ all: true })).toBe(
    'dev: the org did not tell (401 E0000011: Invalid token provided); nothing was written',
  );
  org.faults.set();
  stop.abort();
  expect(await messageOf({ all: true })).toBe(
    'interrupted while dev was read; nothing was written, and the next run reads it again',
  );
});
