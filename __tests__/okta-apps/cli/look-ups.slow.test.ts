import { join } from 'node:path';
import { startOrg } from '../../../okta-apps/local/org/server';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const ARGS = ['--env', 'local', '--provider', 'endpoint'];
const FIRST = '00gbilling0000000001';
const SECOND = '00gbilling0000000002';
const GUESTS = '00gguests00000000001';
const GROUP = 'data.okta_group.billing';
const LIMIT_MS = 90_000;

/** A stack of an app whose group is looked up by its name. */
function withGroup(label: string) {
  const stack = localStack(['shop']);
  const { resource, ...rest } = stack.terraform as { resource: { okta_app_oauth: { shop: object } } };
  const assigned = { app_id: '${okta_app_oauth.shop.id}', group: [{ id: `\${${GROUP}.id}` }] };
  const resources = {
    okta_app_oauth: { shop: { ...resource.okta_app_oauth.shop, label } },
    okta_app_group_assignments: { shop: assigned },
  };
  const data = { okta_group: { billing: { name: 'Billing' } } };
  return { 'shop-local': { ...stack, terraform: { ...rest, data, resource: resources } } };
}

/** Takes a group away, and makes another one, by hand. */
async function replaceGroup(cwd: string, old: string | undefined, group: { id: string; name: string }): Promise<void> {
  const at = { folder: join(cwd, '.okta-local/org') };
  if (old !== undefined) {
    const org = await startOrg(at);
    const headers = { authorization: `SSWS ${org.token}` };
    const { status } = await fetch(`${org.url}/api/v1/groups/${old}`, { method: 'DELETE', headers });
    await org.close();
    expect(status).toBe(204);
  }
  await (await startOrg({ ...at, seed: { groups: [group] } })).close();
}

function lastLines(text: string, lines: number): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

test(
  'an apply says which group it looked up, and refuses one that was recreated, or that only begins with the name',
  async () => {
    const { folder: cwd, change } = plainProject(folder.path, withGroup('shop'));
    await replaceGroup(cwd, undefined, { id: FIRST, name: 'Billing' });
    const first = await runCli(['apply', ...ARGS], { cwd });
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain(
      `\nNote (shop-local): group Billing (${FIRST}), which the code reads as ${GROUP}.id\n`,
    );

    change(withGroup('Shop'));
    expect((await runCli(['plan', ...ARGS], { cwd })).code).toBe(2);
    const reviewed = ['--digests', 'reviewed.json'];
    expect((await runCli(['review', '--env', 'local', ...reviewed], { cwd })).code).toBe(2);
    const apply = () => runCli(['apply', ...ARGS, '--reviewed', 'reviewed.json'], { cwd });

    await replaceGroup(cwd, FIRST, { id: SECOND, name: 'Billing' });
    const recreated = await apply();
    expect([recreated.code, lastLines(recreated.stdout, 2)]).toEqual([3, RECREATED]);

    await replaceGroup(cwd, SECOND, { id: GUESTS, name: 'Billing guests' });
    const prefix = await apply();
    expect([prefix.code, prefix.stdout, prefix.stderr]).toEqual([1, '', PREFIX]);

    await replaceGroup(cwd, GUESTS, { id: FIRST, name: 'Billing' });
    const again = await runCli(['apply', ...ARGS], { cwd });
    expect([again.code, lastLines(again.stdout, 1)]).toEqual([0, 'Planned again: nothing to change.']);
  },
  LIMIT_MS,
);

const WAYS =
  'accept it with a waiver in env/ and have that reviewed, or apply this stack at a terminal, without --reviewed';

const RECREATED = `shop-local: the plan of the org shows what no review of the code can show: ${GROUP}: ${GROUP}.id must be \
${FIRST}, as at the last apply, got "Billing (${SECOND})"; find out who recreated or renamed it and why; rename it back if this is \
not the one that is meant [look-up/other-id]; ${WAYS}
None of this was applied.`;

/** What Terraform would look up is not asked: it takes the first name that begins so (look-up/other-name, in the tests of the rule). */
const PREFIX = `shop-local: app shop assigns the group "Billing", which the local org does not have. Add { name: "Billing" } to \
seed.groups of the environment in env/, or run okta-apps org --group "Billing".
`;
