import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../../../okta-apps/local/org/server';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const ARGS = ['--env', 'local', '--provider', 'endpoint'];
const POLICY = 'rstbyhand0000000001A';
const LIMIT_MS = 60_000;

/** A stack of an app of which the code names no policy, so that the provider reads whichever it has. */
function withoutPolicy() {
  const stack = localStack(['shop']);
  const { resource, ...rest } = stack.terraform as { resource: { okta_app_oauth: { shop: object } } };
  const shop = { ...resource.okta_app_oauth.shop, skip_authentication_policy: false };
  return { ...stack, terraform: { ...rest, resource: { okta_app_oauth: { shop } } } };
}

/** Gives the one app another policy, as an administrator does it in the console. */
async function changeByHand(cwd: string): Promise<void> {
  const policies = [{ id: POLICY, name: 'Password only' }];
  const org = await startOrg({ folder: join(cwd, '.okta-local/org'), seed: { policies } });
  try {
    const headers = { authorization: `SSWS ${org.token}` };
    const [app] = (await (await fetch(`${org.url}/api/v1/apps`, { headers })).json()) as { id: string }[];
    const path = `/api/v1/apps/${app?.id ?? ''}/policies/${POLICY}`;
    expect((await fetch(`${org.url}${path}`, { method: 'PUT', headers })).status).toBe(204);
  } finally {
    await org.close();
  }
}

test(
  'what was changed by hand needs review although the plan is empty, and the exit code says so',
  async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-local': withoutPolicy() });
    expect(await runCli(['apply', ...ARGS], { cwd })).toMatchObject({ code: 0 });
    const calm = await runCli(['plan', ...ARGS], { cwd });
    expect({ code: calm.code, drift: calm.stdout.includes('outside') }).toEqual({ code: 0, drift: false });

    await changeByHand(cwd);
    const { code, stdout } = await runCli(['plan', ...ARGS], { cwd });
    expect(stdout.slice(stdout.indexOf('\n') + 1)).toBe(DRIFT);
    expect(code).toBe(2);
    expect(existsSync(join(cwd, 'cdktf.out/run/shop-local/plan.tfplan'))).toBe(false);
    const read = await runCli(['review', '--env', 'local'], { cwd });
    expect({ code: read.code, text: `\n${read.stdout}` }).toEqual({ code: 2, text: DRIFT });
  },
  LIMIT_MS,
);

const DRIFT = `
Needs review: the plan is empty, but this was changed outside Terraform: authentication_policy of okta_app_oauth.shop

The plan changes nothing. What was changed outside Terraform:

shop
  changed outside Terraform: authentication policy: rstdefault0000000001 → ${POLICY}; this apply keeps it

Findings: 1 high

high: Access control was changed outside Terraform: a policy, the client ID, the issuer or a network [drift/access-control-changed]
  Access control was changed by hand, without a review: sign-in may not have required a second factor since.
  authentication_policy: rstdefault0000000001 → ${POLICY} – shop in local
  at okta_app_oauth.shop
  Find out who did it and why; the apply keeps it.
`;
