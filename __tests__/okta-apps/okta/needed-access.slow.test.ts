import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { serveProvider, type ProviderEndpoint } from '../../../okta-apps/local/provider/serve';
import { neededAccess, rolesFor, scopesFor, type NeededAccess } from '../../../okta-apps/okta/needed-access';
import { makeWorkspace, type Workspace } from '../../support/terraform-run';
import { newKeys } from './support/keys';

/*
 * What the table says is enough for real Terraform, and nothing in it is too much: service apps with exactly those
 * scopes and that role plan and apply through the provider endpoint, and without one of them they do not.
 */

const keys = newKeys();
const app = (label: string, more: object) => ({
  label,
  type: 'web',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: ['http://localhost:3000/callback'],
  omit_secret: true,
  ...more,
});

const STACKS: Readonly<Record<string, object>> = {
  'an app that skips its policy': {
    resource: { okta_app_oauth: { shop: app('Shop', { skip_authentication_policy: true }) } },
  },
  'an app that leaves its policy open': { resource: { okta_app_oauth: { shop: app('Shop', {}) } } },
  'an app with a group and a policy by name': {
    data: {
      okta_group: { Everyone: { name: 'Everyone' } },
      okta_policy: { Strict: { name: 'Strict', type: 'ACCESS_POLICY' } },
    },
    resource: {
      okta_app_oauth: { shop: app('Shop', { authentication_policy: '${data.okta_policy.Strict.id}' }) },
      okta_app_group_assignments: {
        shop: { app_id: '${okta_app_oauth.shop.id}', group: [{ id: '${data.okta_group.Everyone.id}', priority: 1 }] },
      },
    },
  },
  'a trusted origin': {
    resource: {
      okta_trusted_origin: {
        shop: { name: 'shop', origin: 'https://shop.example.com', scopes: ['CORS'], active: true },
      },
    },
  },
};

let endpoint: ProviderEndpoint;
let org: LocalOrg;
let workspace: Workspace;

beforeAll(async () => {
  endpoint = await serveProvider({});
});

afterAll(() => endpoint.close());

afterEach(async () => {
  await workspace.remove();
  await org.close();
});

/** Starts an org with these service apps, and a folder with the stack. */
async function begin(
  stack: object,
  apps: Readonly<Record<string, { scopes: readonly string[]; roles: readonly string[] }>>,
) {
  org = await startOrg({
    seed: {
      policies: [{ name: 'Strict' }],
      serviceApps: Object.entries(apps).map(([clientId, { scopes, roles }]) => ({
        clientId,
        jwks: keys.jwks,
        scopes,
        role: roles as readonly never[],
      })),
    },
  });
  workspace = await makeWorkspace(endpoint.reattach);
  const required_providers = { okta: { source: 'okta/okta' } };
  await workspace.write('stack.tf.json', { terraform: { required_providers }, ...stack });
}

/** Runs terraform as one of the service apps. */
async function runAs(client_id: string, scopes: readonly string[], args: readonly string[]): Promise<number> {
  const block = { client_id, private_key: keys.privateKey, private_key_id: 'k1', scopes, http_proxy: org.url };
  await workspace.write('provider.tf.json', { provider: { okta: block } });
  return (await workspace.run(args)).exit;
}

const rights = (need: NeededAccess) => ({ scopes: scopesFor(need), roles: rolesFor(need) });

/** Scopes without which something must fail; to manage includes to read. */
const necessary = (scopes: readonly string[]) =>
  scopes.filter((scope) => !scopes.includes(scope.replace('.read', '.manage')) || scope.endsWith('.manage'));

describe.each(Object.entries(STACKS))('%s', (_name, stack) => {
  const plan = rights(neededAccess(stack, 'plan'));
  const apply = rights(neededAccess(stack, 'apply'));
  const init = ['init', '-no-color'];

  test('the smallest scopes and roles are enough to apply, and then to plan', async () => {
    await begin(stack, { plan, apply });
    expect(await runAs('apply', apply.scopes, init)).toBe(0);
    expect(await runAs('apply', apply.scopes, ['apply', '-auto-approve', '-no-color'])).toBe(0);
    expect(await runAs('plan', plan.scopes, ['plan', '-detailed-exitcode', '-no-color'])).toBe(0);
    const requests = org.requests();
    expect(requests.filter(({ status }) => status >= 400)).toEqual([]);
    expect(requests.some(({ method, path }) => method === 'POST' && path !== '/oauth2/v1/token')).toBe(true);
  }, 60_000);

  test.each(necessary(apply.scopes))(
    'an apply without %s fails',
    async (scope) => {
      const scopes = apply.scopes.filter((other) => other !== scope && other !== scope.replace('.manage', '.read'));
      await begin(stack, { apply, less: { scopes: [...scopes, 'okta.users.read'], roles: apply.roles } });
      expect(await runAs('less', [...scopes, 'okta.users.read'], init)).toBe(0);
      expect(await runAs('less', [...scopes, 'okta.users.read'], ['apply', '-auto-approve', '-no-color'])).toBe(1);
      expect(org.requests().some(({ status }) => status === 403)).toBe(true);
    },
    60_000,
  );

  test("a plan's credential cannot apply", async () => {
    await begin(stack, { plan });
    expect(await runAs('plan', plan.scopes, init)).toBe(0);
    expect(await runAs('plan', plan.scopes, ['apply', '-auto-approve', '-no-color'])).toBe(1);
  }, 60_000);
});
