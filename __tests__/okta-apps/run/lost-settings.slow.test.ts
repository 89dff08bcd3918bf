import type { Fault } from '../../../okta-apps/local/org/faults';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { localStack } from '../../support/plain-project';
import { plannedApp, runPlanned } from '../../support/planned-for-org';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf, webApp } from '../local/org/support/client';

/* Terraform plans updates; what Okta has of the apps is a local org's. Its apply does nothing. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const folder = temporaryFolder();
const APP = /^\/api\/v1\/apps\/[^/]+$/;
const READ = /^GET \/api\/v1\/apps\/[^/]+$/;
const CANARY = 'canary-secret-2e40-9ab31c';
let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

/** Makes an app that holds a setting which updates lose. @returns its id */
async function app(label: string): Promise<string> {
  const client = { token_endpoint_auth_method: 'client_secret_basic', client_secret: CANARY };
  return idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label, { subject_type: 'pairwise' }, client)));
}

const SETTINGS = '{"app":{},"manualProvisioning":false}';

function change(name: string, id: string, actions: readonly string[], after: object = { label: 'new' }): object {
  const before = { id, label: name, status: 'ACTIVE' };
  return plannedApp(name, actions, before, { ...before, app_settings_json: SETTINGS, ...after });
}

async function run(command: string, changes: readonly object[]) {
  const project = { folder: folder.path, org, stacks: { 'shop-local': localStack(['web']) } };
  const { asked, ...result } = await runPlanned(project, `${command} --env local --provider endpoint`, changes);
  expect(result.stdout + result.stderr).not.toContain(CANARY);
  return { ...result, reads: asked.filter((line) => READ.test(line)).length };
}

test('each app whose whole body is sent is read once, and no other', async () => {
  const id = await app('web');
  const other = await app('other');
  const { stdout, code, reads } = await run('plan', [
    change('web', id, ['update']),
    change('other', other, ['update']),
    change('status', id, ['update'], { status: 'INACTIVE', app_settings_json: undefined }),
    change('same', id, ['no-op'], {}),
    change('new', '', ['create']),
    change('gone', id, ['delete']),
  ]);
  const found = [...stdout.matchAll(/\n {2}settings\.oauthClient\.subject_type: .*/g)];
  expect({ code, reads, found: found.length }).toEqual({ code: 3, reads: 2, found: 2 });
});

const envelope = (errorCode: string) => ({
  errorCode,
  errorSummary: 'no',
  errorLink: '',
  errorId: '',
  errorCauses: [],
});
const FAULTS: readonly (readonly [title: string, fault: Fault | undefined, id: string, why: RegExp])[] = [
  ['403', { kind: 'answer', status: 403, body: envelope('E0000006'), path: APP }, '', /403 E0000006: no/],
  ['404', undefined, '0oanone', /404 E0000007/],
  ['429', { kind: 'answer', status: 429, body: envelope('E0000047'), path: APP }, '', /429/],
  ['500', { kind: 'error', path: APP }, '', /500 E0000009/],
  ['no JSON', { kind: 'answer', status: 200, body: 'x', path: APP }, '', /its answer is not/],
  [
    'another app',
    { kind: 'answer', status: 200, body: { id: '0oaother' }, path: APP },
    '',
    /its answer is not this app/,
  ],
];

test.each(FAULTS)(
  '%s: the app is a finding, and with --restore-lost-settings it is not updated',
  async (_, fault, given, why) => {
    const id = given === '' ? await app('web') : given;
    if (fault !== undefined) org.faults.set(fault);
    const planned = await run('plan', [change('web', id, ['update'])]);
    expect(planned.code).toBe(2);
    expect(planned.stdout).toMatch(
      /\n {2}app: .*\n {2}at okta_app_oauth\.web\n {2}Run it again when the org responds, /,
    );
    expect(planned.stdout).toMatch(why);
    const applied = await run('apply --restore-lost-settings', [change('web', id, ['update'])]);
    expect(applied.stdout).toContain(
      'shop-local: okta_app_oauth.web is not updated, because it could not be read, and so its settings could not be restored',
    );
    expect(applied.code).toBe(3);
  },
);
