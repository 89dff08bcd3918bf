import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientSecret, OidcWebApp } from '../../constructs/oidc-web-app';
import { startOrg, type LocalOrg } from '../../okta-apps/local/org/server';
import { serveProvider, type ProviderEndpoint } from '../../okta-apps/local/provider/serve';
import { bareStack, MINIMAL, synthesized } from '../support/synth-stack';
import { temporaryFolder } from '../support/temporary-folder';
import { makeWorkspace, type Workspace } from '../support/terraform-run';
import { serveVault, type VaultProvider } from '../support/vault-provider';
import { ask } from '../okta-apps/local/org/support/client';

/* Terraform itself reads an ephemeral resource; its provider has the schema of hashicorp/vault and secrets of its own. */

const folder = temporaryFolder();
const [FIRST, SECOND] = ['kP3-vT9_xW2qLm7RzYb5', 'hN8wQ4_sFd-6JcXeVu2Z'];
const store: Record<string, Record<string, string>> = {};
let org: LocalOrg;
let okta: ProviderEndpoint;
let vault: VaultProvider;
let workspace: Workspace;

beforeEach(async () => {
  store['okta/billing'] = { client_secret: FIRST };
  org = await startOrg();
  okta = await serveProvider({ org });
  vault = await serveVault(folder.path, store);
  workspace = await makeWorkspace({ ...okta.reattach, ...vault.reattach });
  const stack = bareStack('dev', {
    environment: 'dev',
    preventDestroy: false,
    rules: {},
    providers: [{ name: 'vault', source: 'hashicorp/vault', configuration: { address: 'https://vault.acme.dev' } }],
  });
  const clientSecret = ClientSecret.fromEphemeral({
    type: 'vault_kv_secret_v2',
    arguments: { mount: 'kv', name: 'okta/billing' },
    attribute: 'data',
    key: 'client_secret',
  });
  new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret });
  await workspace.write('cdk.tf.json', synthesized(stack));
});

afterEach(async () => {
  await workspace.remove();
  vault.close();
  await okta.close();
  await org.close();
});

/** Secrets of the only app, as the org has them. */
async function secrets(): Promise<readonly string[]> {
  const [app] = (await ask(org, 'GET', '/api/v1/apps')).body as { id: string }[];
  const listed = await ask(org, 'GET', `/api/v1/apps/${app?.id ?? ''}/credentials/secrets`);
  return (listed.body as { client_secret: string }[]).map(({ client_secret: secret }) => secret);
}

test('the app is created with the secret of the store, which no plan and no state has; a later change does nothing', async () => {
  const plan = await workspace.run(['plan', '-no-color', '-out=plan.tfplan']);
  expect(plan).toMatchObject({ exit: 0 });
  const shown = await workspace.run(['show', '-json', 'plan.tfplan']);
  const applied = await workspace.run(['apply', '-no-color', 'plan.tfplan']);
  expect(applied).toMatchObject({ exit: 0 });
  expect(await secrets()).toEqual([FIRST]);
  const files = readdirSync(workspace.folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('terraform.tfstate');
  const texts = files.map(({ name }) => readFileSync(join(workspace.folder, name), 'utf8'));
  for (const text of [plan.stdout, shown.stdout, applied.stdout, ...texts]) expect(text).not.toContain(FIRST);

  store['okta/billing'] = { client_secret: SECOND };
  expect(await workspace.run(['plan', '-no-color', '-detailed-exitcode'])).toMatchObject({ exit: 0 });
  expect(await secrets()).toEqual([FIRST]);
}, 60_000);

test.each([
  ['is too short', { client_secret: 'Zq7_Xw2-Lp9+v' }],
  ['is not there', { other: FIRST }],
])(
  'a secret that %s is refused before anything is created',
  async (_, entry) => {
    store['okta/billing'] = entry;
    const plan = await workspace.run(['plan', '-no-color']);
    expect(plan.exit).toBe(1);
    expect(plan.stderr.replace(/[│╷╵\s]+/g, ' ')).toContain(
      'The client secret of billing in the store must be 14 to 100 printable ASCII characters.',
    );
    expect(plan.stdout + plan.stderr).not.toMatch(/Zq7_|kP3/);
  },
  60_000,
);
