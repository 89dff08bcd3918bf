import { askOrg } from '../../../okta-apps/local/party/declared-app';
import { everyGroup } from '../../../okta-apps/run/plant-seed';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { orgCommands } from '../../support/running-org';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const runOrg = orgCommands();
const isReady = (stdout: string) => stdout.endsWith('}\n');

/** An app that is assigned to a group by its name. */
function assigning(group: string, seed = {}) {
  const stack = localStack(['shop']);
  const assignment = { app_id: '${okta_app_oauth.shop.id}', group: [{ id: '${data.okta_group.g.id}', profile: '{}' }] };
  const { resource } = stack.terraform as { resource: object };
  return {
    'shop-local': {
      manifest: { ...stack.manifest, seed },
      terraform: {
        ...stack.terraform,
        data: { okta_group: { g: { name: group } } },
        resource: { ...resource, okta_app_group_assignments: { shop: assignment } },
      },
    },
  };
}

test('a group that the org lacks is one message, and none once the seed or the running org has it', async () => {
  const { folder: cwd, change } = plainProject(folder.path, assigning('Sales'));
  expect(await runCli(['plan'], { cwd })).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(
      'shop-local: app shop assigns the group "Sales", which the local org does not have. Add { name: "Sales" } to seed.groups of the environment in env/, or run okta-apps org --group "Sales".\n',
    ) as unknown,
  });
  const { org, stop } = await runOrg(cwd, ['--json', '--group', 'Sales', '--group', 'Ops'], isReady);
  expect([...(await everyGroup(org)).keys()]).toEqual(['Everyone', 'Sales', 'Ops']);
  expect(await runCli(['plan'], { cwd })).toMatchObject({ code: 2 });
  await stop();
  const seed = { groups: [{ name: 'Staff', members: ['ada@acme.dev'] }], users: [{ login: 'ada@acme.dev' }] };
  change(assigning('Staff', seed));
  expect(await runCli(['apply'], { cwd })).toMatchObject({ code: 0 });
  // The last synth says it, too.
  const next = await runOrg(cwd, ['--json'], isReady);
  const users = (await askOrg(next.org, '/api/v1/users')) as readonly { profile: { login: string } }[];
  expect(users.map(({ profile }) => profile.login)).toEqual(['admin@local.test', 'ada@acme.dev']);
}, 120_000);

test.each(['', ' Sales'])('--group %j is refused', async (group) => {
  expect(await runCli(['org', '--group', group], { cwd: folder.path })).toEqual({
    code: 1,
    stdout: '',
    stderr: `--group must be the name of a group, got ${JSON.stringify(group)}; write one such as "Sales"\n`,
  });
});
