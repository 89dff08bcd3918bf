import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport, type ReportOptions } from '../../../../okta-apps/inventory/report/report';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { announce, ORG_FOLDER } from '../../../../okta-apps/run/local-org';
import { localStack, plainProject, writeAssembly } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, idOf, webApp } from '../../local/org/support/client';

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const { path: parent } = temporaryFolder();
const CANARY = 'canary-secret-2b7d-5f00d5';
let org: LocalOrg;
let folder: string;
let stop: AbortController;

beforeEach(async () => {
  const policies = [{ id: 'rstpassword000000001', name: 'Password only', factorMode: '1FA' }] as const;
  org = await startOrg({ seed: { groups: [{ name: 'Buyers' }], policies } });
  const stacks = { 'shop-local': localStack(['shop']) };
  folder = plainProject(parent, stacks).folder;
  writeAssembly(join(folder, 'cdktf.out'), stacks);
  const data = join(folder, ORG_FOLDER);
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url: org.url, token: org.token, reattach: {} });
  stop = new AbortController();
});

afterEach(() => org.close());

async function make(label: string, oauth: object = {}, client: object = {}): Promise<string> {
  return idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label, oauth, { client_secret: CANARY, ...client })));
}

async function report(options: ReportOptions = {}) {
  const printed = { stdout: '', stderr: '' };
  const code = await writeReport(
    { env: 'local', skipSynth: true, ...options },
    {
      stdout: { write: (text) => (printed.stdout += text) },
      stderr: { write: (text) => (printed.stderr += text) },
      env: {},
      cwd: folder,
      stop: { asked: stop.signal, forced: stop.signal },
    },
  );
  return { code, ...printed };
}

async function everyKind(): Promise<readonly [shop: string, old: string, mobile: string]> {
  const shop = await make('shop', { redirect_uris: ['https://shop.acme.com/cb'] }, { pkce_required: true });
  const old = await make('Old <b>shop</b>', { redirect_uris: ['http://old.acme.com/cb'] }, { pkce_required: true });
  const mobile = await make(
    'Mobile',
    { application_type: 'native', redirect_uris: ['com.acme.app:/cb'] },
    { token_endpoint_auth_method: 'none', pkce_required: true },
  );
  return [shop, old, mobile];
}

test('the text has numbers first, then the worst findings, then why apps cannot be adopted', async () => {
  const [, old, mobile] = await everyKind();
  expect(await report()).toEqual({
    code: 0,
    stderr: '',
    stdout: `local (${org.url}): 3 OIDC apps: 1 declared, 1 adoptable, 1 not adoptable
Findings: 1 error in 1 app, 0 warnings in 0 apps
Not looked at: who is assigned to the apps (it takes a request for each app; pass --deep)
Not looked at: numbers and ages of client secrets (they take a request for each app; pass --deep)

Worst findings
  error: redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://old.acme.com/cb"; write https [redirect-uri/https]
    1 app: Old <b>shop</b> (${old})

Not adoptable
  settings.oauthClient.application_type is "native": OidcWebApp declares web apps only
    1 app: Mobile (${mobile})
`,
  });
});

test('--deep looks at who is assigned and at secrets, and the JSON has both without a secret', async () => {
  const [shop, old] = await everyKind();
  await ask(org, 'POST', `/api/v1/apps/${old}/credentials/secrets`, {});
  const group = ((await ask(org, 'GET', '/api/v1/groups?q=Buyers')).body as { id: string }[])[0]!.id;
  await ask(org, 'PUT', `/api/v1/apps/${shop}/groups/${group}`, {});
  const { stdout, stderr } = await report({ deep: true, json: true, html: 'report.html' });
  expect(stderr).toBe('');
  const document = JSON.parse(stdout) as { notLookedAt: unknown; counts: object; apps: Record<string, unknown>[] };
  expect(document.notLookedAt).toEqual([]);
  expect(document.counts).toMatchObject({
    apps: 3,
    declared: 1,
    adoptable: 0,
    notAdoptable: 2,
    errors: 1,
    warnings: 3,
  });
  const facts = document.apps.map(({ label, assignment, secrets, reasons }) => ({
    label,
    assignment,
    secrets,
    reasons,
  }));
  expect(facts).toEqual([
    { label: 'shop', assignment: 'assigned', secrets: { active: 1, inactive: 0, oldestDays: 0 }, reasons: [] },
    {
      label: 'Old <b>shop</b>',
      assignment: 'none',
      secrets: { active: 2, inactive: 0, oldestDays: 0 },
      reasons: ['It has 2 active client secrets: finish the rotation, then adopt it'],
    },
    {
      label: 'Mobile',
      assignment: 'none',
      secrets: expect.objectContaining({ inactive: 0 }) as unknown,
      reasons: ['settings.oauthClient.application_type is "native": OidcWebApp declares web apps only'],
    },
  ]);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  expect(page).toContain('Old &#60;b&#62;shop&#60;/b&#62;');
  expect(stdout + page).not.toContain(CANARY);
});

test('a sign-on policy that lets users in with one factor is a finding in each of its apps; it is read once', async () => {
  const [shop, old] = await everyKind();
  for (const id of [shop, old]) await ask(org, 'PUT', `/api/v1/apps/${id}/policies/rstpassword000000001`);
  const document = JSON.parse((await report({ json: true })).stdout) as { apps: Record<string, unknown>[] };
  const oneFactor = {
    rule: 'report/one-factor',
    severity: 'warning',
    message:
      'The sign-on policy "Password only" must require two factors, got one in the rule "Catch-all Rule"; ' +
      'assign a policy that requires two, or change the rule [report/one-factor]',
  };
  const weak = { id: 'rstpassword000000001', name: 'Password only' };
  const strong = { id: 'rstdefault0000000001', name: 'Any two factors' };
  expect(document.apps).toMatchObject([
    { label: 'shop', signOnPolicy: weak, findings: [oneFactor] },
    { label: 'Old <b>shop</b>', signOnPolicy: weak, findings: [{ severity: 'error' }, oneFactor] },
    { label: 'Mobile', signOnPolicy: strong, findings: [] },
  ]);
  const asked = org
    .requests()
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/api/v1/policies/'));
  expect(asked).toEqual([weak, strong].flatMap(({ id }) => [`/api/v1/policies/${id}`, `/api/v1/policies/${id}/rules`]));
});

test('an org without apps is a report without apps', async () => {
  expect((await report()).stdout).toContain(
    `local (${org.url}): 0 OIDC apps: 0 declared, 0 adoptable, 0 not adoptable\n`,
  );
});

test('a run that is interrupted, and one whose page cannot be written, say so and write nothing', async () => {
  await everyKind();
  await expect(report({ html: 'missing/report.html' })).rejects.toThrow(
    'missing/report.html cannot be written (ENOENT); create its folder first',
  );
  stop.abort();
  await expect(report({ deep: true, html: 'report.html' })).rejects.toThrow(
    'interrupted while local was read; nothing was written',
  );
  expect(existsSync(join(folder, 'report.html'))).toBe(false);
});

test('a credential that is missing, or that the org refuses, is one sentence', async () => {
  const body = { errorCode: 'E0000011', errorSummary: 'Invalid token provided' };
  org.faults.set({ kind: 'answer', path: '/api/v1/apps', status: 401, body });
  await expect(report()).rejects.toThrow(
    'local: the org did not tell (401 E0000011: Invalid token provided); nothing was written',
  );
  writeAssembly(join(folder, 'cdktf.out'), { 'shop-dev': {} });
  await expect(report({ env: 'dev' })).rejects.toThrow(
    'ACME_PLAN is not set: okta-apps adopt --report takes an API token for the environment dev from it',
  );
});

test('what a credential may not read is said', async () => {
  await everyKind();
  const refuse = (path: RegExp) =>
    ({ kind: 'answer', path, status: 403, body: { errorCode: 'E0000006', errorSummary: 'No permission' } }) as const;
  org.faults.set(refuse(/\/policies\/[^/]+$/), refuse(/\/groups$/), refuse(/\/credentials\/secrets$/));
  const { stdout } = await report({ deep: true });
  expect(stdout).toContain(`
Not looked at: sign-on policies (403 E0000006: No permission)
Not looked at: who is assigned to the apps (403 E0000006: No permission)
Not looked at: numbers and ages of client secrets (403 E0000006: No permission)
`);
  const refused = org.requests().filter(({ status }) => status === 403);
  expect(refused.map(({ path }) => path.replace(/.*\/apps\/[^/]+/, '').replace(/\?.*/, '')).sort()).toEqual([
    expect.stringMatching(/^\/api\/v1\/policies\/rst\w+$/),
    '/credentials/secrets',
    '/groups',
  ]);
});
