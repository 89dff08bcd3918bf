import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, webApp } from '../local/org/support/client';
import { driftProject, type DriftProject } from './support/drift-project';

const SCHEMA = join(__dirname, '../../../okta-apps/drift/drift.schema.json');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
const folder = temporaryFolder();

const OAUTH = { issuer_mode: 'ORG_URL' };
const app = (label: string, more: object = {}) => ({
  ...{ label, type: 'web', grant_types: ['authorization_code'], response_types: ['code'] },
  ...{ redirect_uris: ['https://app.example.com/callback'], pkce_required: true, ...more },
});

const OWNED = { profile: JSON.stringify({ 'okta-apps': { owner: 'IT', contact: 'it@acme.com', criticality: 'low' } }) };

let project: DriftProject;
beforeEach(async () => {
  project = await driftProject(folder.path);
});
afterEach(() => project.close());

test('hostile labels keep out of the markdown of an issue, and every report keeps to the schema', async () => {
  const hostile = '@everyone <img src=x> `code` #1 | \u202e';
  const id = await project.create(webApp('Desk', OAUTH, { pkce_required: true }));
  await project.create(webApp(hostile, OAUTH));
  const groups = {
    okta_app_group_assignments: { g: { app_id: '${okta_app_oauth.desk.id}', group: [{ id: '00g1' }] } },
  };
  project.declare({ desk: app('Desk') }, { resource: { okta_app_oauth: { desk: app('Desk', OWNED) }, ...groups } });
  project.state({ 'okta_app_oauth.desk': id });
  await project.change(id, { label: hostile });
  const { stdout, code } = await project.drift('--markdown');
  expect(code).toBe(2);
  expect(stdout).toContain('- label: `Desk` → ``@everyone <img src=x> `code` #1 \\u007c \\u202e``');
  const report = await project.report('--deep');
  validate(report);
  expect(validate.errors).toBeNull();
  expect(report.apps).toMatchObject([
    {
      answer: 'changed',
      groups: [{ group: '00g1', change: 'removed' }],
      secrets: { active: 1, inactive: 0, oldestDays: 0 },
    },
  ]);
  expect(report.headline).toBe('Drift in local: 1 of 1 app differs from the code and 1 app in no stack.');
});

test('a deleted app is told with both ways out', async () => {
  const id = await project.create(webApp('Desk', OAUTH, { pkce_required: true }));
  project.declare({ desk: app('Desk') });
  project.state({ 'okta_app_oauth.desk': id });
  await ask(project.org, 'POST', `/api/v1/apps/${id}/lifecycle/deactivate`);
  await ask(project.org, 'DELETE', `/api/v1/apps/${id}`);
  const { stdout } = await project.drift();
  expect(stdout.slice(stdout.indexOf('  Until this'))).toBe(`\
  Until this is decided every plan of shop-local fails, with "failed to get OAuth application: 404 Not Found".
  To recreate it: okta-apps plan shop-local makes the folder, then terraform -chdir=cdktf.out/run/shop-local state rm okta_app_oauth.desk, then okta-apps apply shop-local.
  The new app gets a new ID, a new client ID and a new client secret, which its relying party needs; groups that the code assigns are assigned again, users with an assignment of their own are not.
  To give it up: run the same state rm, and remove it from the code; never use its client ID for another app.
`);
});

test('without a readable state the client ID and the label tell which app it is; two apps with the label are unclear', async () => {
  await project.create(webApp('Desk', OAUTH, { client_id: 'desk-app', pkce_required: true }));
  for (const client_id of ['first-app', 'second-app']) await project.create(webApp('Twice', OAUTH, { client_id }));
  project.declare({ desk: app('Desk', { client_id: 'desk-app' }), twice: app('Twice'), never: app('Never') });
  project.state({});
  writeFileSync(join(project.folder, 'state/shop-local.tfstate'), '{"encrypted_data":"x"}');
  const { apps, unreadStates, verdict } = await project.report();
  expect(apps.map(({ answer, knownBy }) => [answer, knownBy])).toEqual([
    ['same', 'client ID'],
    ['unclear', undefined],
    ['unclear', undefined],
  ]);
  expect(unreadStates).toMatchObject([{ stack: 'shop-local' }]);
  expect(verdict).toBe('drift');
});

test('what cannot be looked at ends with 1, and says why', async () => {
  project.declare({ desk: app('Desk', { for_each: '${toset(["a"])}' }) });
  const { stdout, code } = await project.drift();
  expect([code, stdout.split('\n')[0]]).toEqual([
    1,
    'Not everything in local could be compared: apps could not be read. No drift in the rest of 0 apps. ' +
      'Groups, groups claims and secrets were not looked at (--deep).',
  ]);
  expect(stdout).toContain('Could not be read: apps of shop-local/desk: count or for_each says which they are.');
  const unknown = await project.drift('--env', 'nowhere');
  expect([unknown.code, unknown.stderr]).toEqual([1, 'There are no stacks of nowhere; known environments are local\n']);
});
