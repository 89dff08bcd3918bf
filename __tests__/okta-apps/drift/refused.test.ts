import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { writeAssembly } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf, webApp } from '../local/org/support/client';

const where: { url: string } = { url: '' };
// The address of an Okta org is built from its name; here it is that of an org on this machine.
jest.mock('../../../okta-apps/shared/stack-manifest', () => ({
  ...jest.requireActual<object>('../../../okta-apps/shared/stack-manifest'),
  orgUrl: () => where.url,
}));

const folder = temporaryFolder();
let org: LocalOrg;
let cwd: string;
let id: string;

beforeEach(async () => {
  org = await startOrg();
  where.url = org.url;
  cwd = realpathSync(mkdtempSync(join(folder.path, 'refused-')));
  writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  id = idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Billing', {}, { client_id: 'billing-dev' })));
  const app = { label: 'Billing', type: 'web', client_id: 'billing-dev', skip_authentication_policy: true };
  const terraform = { resource: { okta_app_oauth: { billing: app } } };
  writeAssembly(join(cwd, 'cdktf.out'), { 'shop-dev': { manifest: { environment: 'dev' }, terraform } });
  mkdirSync(join(cwd, 'state'));
});
afterEach(() => org.close());

const drift = (...options: readonly string[]) =>
  runCli(['drift', '--env', 'dev', '--assembly', 'cdktf.out', ...options], { cwd, env: { ACME_PLAN: org.token } });

test.each([
  [
    'an expired token',
    401,
    { errorCode: 'E0000011', errorSummary: 'Invalid token provided' },
    '; the credential in ACME_PLAN has expired or was revoked, so set a new one',
  ],
  [
    'a missing scope',
    403,
    { errorCode: 'E0000006', errorSummary: 'You do not have permission to perform the requested action' },
    '; give the credential in ACME_PLAN the scope okta.apps.read and a role that sees the apps',
  ],
])('%s ends with one message and exit code 1, and nothing is said of any app', async (_what, status, body, advice) => {
  org.faults.set({ kind: 'answer', method: 'GET', path: '/api/v1/apps', status, body });
  const { code, stdout, stderr } = await drift();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('dev: the org could not be read (');
  expect(stderr).toContain(body.errorSummary);
  expect(stderr).toContain(`${advice}; nothing was compared\n`);
  expect(stderr).not.toContain(org.token);
});

test('an app that is deleted while its groups are read is named, and that is not green', async () => {
  org.faults.set({
    kind: 'answer',
    method: 'GET',
    path: `/api/v1/apps/${id}/groups`,
    status: 404,
    body: { errorCode: 'E0000007', errorSummary: `Not found: Resource not found: ${id} (AppInstance)` },
  });
  const { code, stdout } = await drift('--deep');
  expect(stdout).toContain('the app was deleted while it was read');
  expect(code).not.toBe(0);
});
