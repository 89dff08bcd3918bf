import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../okta-apps/run/local-org';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask } from '../local/org/support/client';

/* Real Terraform updates an app that holds settings which no attribute of okta/okta has. */

const folder = temporaryFolder();
const CANARY = 'canary-secret-51d0-77aa1f';
const SEVERE = {
  subject_type: 'pairwise',
  sector_identifier_uri: 'https://acme.example/sector.json',
  id_token_encrypted_response_alg: 'RSA-OAEP-256',
  request_object_signing_alg: 'RS256',
  dpop_bound_access_tokens: true,
};
const OTHERS = { visibility: { autoLaunch: true }, settings: { inlineHookId: 'cal00000000000000001' } };
const NAMES = [
  ...Object.keys(SEVERE).map((name) => `settings.oauthClient.${name}`),
  'visibility.autoLaunch',
  'settings.inlineHookId',
];

interface AppJson {
  readonly id: string;
  readonly label: string;
  readonly visibility: object;
  readonly settings: { readonly oauthClient: object };
  readonly credentials: { readonly oauthClient: object };
}

let org: OpenOrg;
let cwd: string;

async function onlyApp(): Promise<AppJson> {
  return ((await ask(org, 'GET', '/api/v1/apps')).body as AppJson[])[0]!;
}

async function secretOf(id: string): Promise<string> {
  const { body } = await ask(org, 'GET', `/api/v1/apps/${id}/credentials/secrets`);
  return (body as { client_secret: string }[])[0]!.client_secret;
}

async function cli(command: string) {
  const result = await runCli(`${command} --env local --provider endpoint`.split(' '), { cwd });
  expect(result.stdout + result.stderr).not.toContain(CANARY);
  return result;
}

function kept({ visibility, settings }: AppJson) {
  return {
    visibility,
    inlineHookId: (settings as { inlineHookId?: string }).inlineHookId,
    oauthClient: settings.oauthClient,
  };
}

const WITH_ALL = {
  visibility: expect.objectContaining(OTHERS.visibility) as unknown,
  inlineHookId: OTHERS.settings.inlineHookId,
  oauthClient: expect.objectContaining(SEVERE) as unknown,
};

afterEach(() => org.close());

test('plan finds each setting, apply refuses, and --restore-lost-settings keeps them and the client secret', async () => {
  const stack = localStack(['web']);
  const { folder: project, change } = plainProject(folder.path, { 'shop-local': stack });
  cwd = project;
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  expect(await cli('apply')).toMatchObject({ code: 0 });
  const made = await onlyApp();
  const { settings, visibility, credentials } = made;
  const body = {
    ...made,
    visibility: { ...visibility, ...OTHERS.visibility },
    settings: { ...settings, ...OTHERS.settings, oauthClient: { ...settings.oauthClient, ...SEVERE } },
    credentials: { ...credentials, oauthClient: { ...credentials.oauthClient, client_secret: CANARY } },
  };
  expect(await ask(org, 'PUT', `/api/v1/apps/${made.id}`, body)).toMatchObject({ status: 200 });
  expect(kept(await onlyApp())).toEqual(WITH_ALL);

  const { resource } = stack.terraform as { resource: { okta_app_oauth: { web: object } } };
  const okta_app_oauth = { web: { ...resource.okta_app_oauth.web, label: 'web 2' } };
  change({ 'shop-local': { ...stack, terraform: { ...stack.terraform, resource: { okta_app_oauth } } } });
  const planned = await cli('plan');
  const found = (text: string) => NAMES.filter((name) => text.includes(`  ${name}: `));
  expect({ code: planned.code, found: found(planned.stdout).sort() }).toEqual({ code: 3, found: [...NAMES].sort() });
  expect(found((await runCli(['review'], { cwd })).stdout)).toHaveLength(NAMES.length);

  const refused = await cli('apply');
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.stdout).toContain('None of this was applied.');
  expect(refused.stdout).toContain('run okta-apps apply --restore-lost-settings, which sets it again after the update');
  expect(await onlyApp()).toMatchObject({ label: 'web' });

  const applied = await cli('apply --restore-lost-settings');
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toContain(`okta_app_oauth.web: restored ${NAMES.length} settings after the update: `);
  expect(applied.stdout).toContain('Planned again: nothing to change.');
  expect(await onlyApp()).toMatchObject({ label: 'web 2' });
  expect(kept(await onlyApp())).toEqual(WITH_ALL);
  expect(await secretOf(made.id)).toBe(CANARY);
}, 60_000);
