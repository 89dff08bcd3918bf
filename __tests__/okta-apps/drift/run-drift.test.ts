import { temporaryFolder } from '../../support/temporary-folder';
import { ask, webApp } from '../local/org/support/client';
import { driftProject, type DriftProject } from './support/drift-project';

const folder = temporaryFolder();
const BILLING = {
  label: 'Billing',
  type: 'web',
  client_id: 'billing-local',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: ['https://app.example.com/callback'],
  omit_secret: true,
  pkce_required: true,
  skip_authentication_policy: true,
};

let project: DriftProject;
let id: string;
beforeEach(async () => {
  project = await driftProject(folder.path);
  id = await project.create(
    webApp('Billing', { issuer_mode: 'ORG_URL' }, { client_id: 'billing-local', pkce_required: true }),
  );
  project.declare({ billing: BILLING });
  project.state({ 'okta_app_oauth.billing': id });
});
afterEach(() => project.close());

test('an untouched org is the same, and the headline says what was not looked at', async () => {
  const { code, stdout } = await project.drift();
  expect(stdout.split('\n')[0]).toBe(
    'No drift in local: 1 app as declared. Groups, groups claims and secrets were not looked at (--deep).',
  );
  expect(code).toBe(0);
});

test('a redirect URI that is added by hand is told by what it means', async () => {
  const uris = [...BILLING.redirect_uris, 'https://acme-login.net/cb'];
  await project.change(id, { 'settings.oauthClient.redirect_uris': uris });
  const { code, stdout } = await project.drift();
  expect(stdout).toContain(`
Billing (shop-local/billing, ${id}): changed, last changed `);
  expect(stdout).toContain(`
  redirect URIs: + https://acme-login.net/cb
    high: Okta may send users back to a registrable domain that the app did not use before. The owner of the new domain can receive authorization codes for this app. [redirect-uri/new-domain]
  `);
  expect(stdout).toContain('Local Admin (application.lifecycle.update)');
  expect(stdout).toContain('  No record of an apply of this stack was found here.\n');
  expect(code).toBe(2);
});

test('of a setting that no attribute holds, it is said what its reset does', async () => {
  await project.change(id, { 'settings.oauthClient.dpop_bound_access_tokens': true });
  const { code, stdout } = await project.drift();
  expect(stdout).toContain(`
  DPoP-bound access tokens: false → true (in no plan; any update of the app by Terraform resets it)
    Then anyone who steals an access token can use it without the key of the relying party.
`);
  expect(code).toBe(2);
});

test('whom to ask about a changed app is said, as the code says it', async () => {
  const profile = JSON.stringify({ 'okta-apps': { owner: 'Billing team', contact: 'billing@acme.com' } });
  project.declare({ billing: { ...BILLING, label: 'Billing and taxes', profile } });
  const { stdout } = await project.drift();
  expect(stdout).toContain(': changed, last changed ');
  expect(stdout).toContain('\n  owner Billing team, contact billing@acme.com\n  ');
  const { apps } = await project.report();
  expect(apps[0]).toMatchObject({ ownership: { owner: 'Billing team', contact: 'billing@acme.com' } });
});

test('a groups claim that is added by hand is found with --deep, and only there', async () => {
  const claim = { valueType: 'GROUPS', groupFilterType: 'REGEX', name: 'groups', value: '.*', issuerMode: 'ORG_URL' };
  const path = `/api/v1/internal/apps/${id}/settings/oauth/idToken`;
  expect((await ask(project.org, 'GET', path)).status).toBe(200);
  expect((await project.report('--deep')).verdict).toBe('same');
  expect((await ask(project.org, 'POST', path, claim)).status).toBe(200);
  expect((await project.report()).verdict).toBe('same');
  const { code, stdout } = await project.drift('--deep');
  expect(stdout.split('\n')[0]).toBe('Drift in local: 1 of 1 app differs from the code.');
  expect(stdout).toContain(`
  groups claim: + {"type":"FILTER","filter_type":"REGEX","name":"groups","value":".*"}
    info: A claim, a scope or a mapping is deleted, or a groups claim no longer names groups. Relying parties authorize users by claims: they may let in too many users, or refuse all of them. [resource/token-content-wide]
`);
  expect(code).toBe(2);
});

test('an app that was deleted in Okta has the answer gone, and one that no stack declares is extra', async () => {
  await ask(project.org, 'POST', `/api/v1/apps/${id}/lifecycle/deactivate`);
  await ask(project.org, 'DELETE', `/api/v1/apps/${id}`);
  const other = await project.create(webApp('By hand'));
  const report = await project.report();
  expect(report).toMatchObject({ verdict: 'drift', apps: [{ answer: 'gone', id }], extra: [{ id: other }] });
});
