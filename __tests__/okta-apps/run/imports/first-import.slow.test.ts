import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../../okta-apps/run/local-org';
import { findTerraform } from '../../../../okta-apps/terraform/binary';
import { fakeProgram } from '../../../support/fake-program';
import { localStack, plainProject } from '../../../support/plain-project';
import { neverStopped, runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, idOf, webApp } from '../../local/org/support/client';

/* Real Terraform imports several apps of one stack. */

const folder = temporaryFolder();
const NAMES = ['one', 'two', 'three'];
let org: OpenOrg;

afterEach(() => org.close());

/** A project whose stack imports three apps that its org has. */
async function importing(): Promise<{ readonly cwd: string; readonly ids: readonly string[] }> {
  const stack = localStack(NAMES);
  const { folder: cwd, change } = plainProject(folder.path, { 'shop-local': stack });
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  const ids: string[] = [];
  for (const name of NAMES) {
    const body = webApp(name, { redirect_uris: ['http://localhost:3000/callback'], issuer_mode: 'ORG_URL' });
    ids.push(idOf(await ask(org, 'POST', '/api/v1/apps', body)));
  }
  const blocks = NAMES.map((name, at) => ({ to: `okta_app_oauth.${name}`, id: ids[at] }));
  change({ 'shop-local': { ...stack, terraform: { ...stack.terraform, import: blocks } } });
  return { cwd, ids };
}

async function updates(ids: readonly string[]): Promise<readonly number[]> {
  const apps = await Promise.all(ids.map(async (id) => (await ask(org, 'GET', `/api/v1/apps/${id}`)).body));
  return (apps as { created: string; lastUpdated: string }[]).flatMap(({ created, lastUpdated }, at) =>
    created === lastUpdated ? [] : [at],
  );
}

test('all are imported when the first is as before', async () => {
  const { cwd, ids } = await importing();
  const { code, stdout } = await runCli('apply --env local --provider endpoint'.split(' '), { cwd });
  expect({ code, end: stdout.slice(stdout.indexOf('\nshop-local: applied')) }).toEqual({
    code: 0,
    end: '\nshop-local: applied (3 updated)\nPlanned again: nothing to change.\n',
  });
  expect(await updates(ids)).toEqual([0, 1, 2]);
}, 180_000);

test('when the first changes, it is restored, and the others are not touched', async () => {
  const { cwd, ids } = await importing();
  const { command } = await findTerraform({ PATH: process.env['PATH'] }, { cwd, stop: neverStopped() });
  const group = idOf(await ask(org, 'POST', '/api/v1/groups', { profile: { name: 'Buyers' } }));
  for (const id of ids) await ask(org, 'PUT', `/api/v1/apps/${id}/groups/${group}`, {});
  // A provider that loses something which no plan shows.
  const lose = `(async () => {
    const headers = { authorization: 'SSWS ${org.token}', 'content-type': 'application/json' };
    for (const id of ${JSON.stringify(ids)}) {
      const at = '${org.url}/api/v1/apps/' + id;
      const app = await (await fetch(at, { headers })).json();
      if (app.created === app.lastUpdated) continue;
      app.visibility.autoLaunch = true;
      await fetch(at + '/groups/${group}', { method: 'DELETE', headers });
      await fetch(at, { method: 'PUT', headers, body: JSON.stringify(app) });
    }
  })()`;
  const terraform = fakeProgram(
    folder.path,
    'terraform-losing',
    `const { spawnSync } = require('node:child_process');
process.exitCode = spawnSync(${JSON.stringify(command)}, args, { stdio: 'inherit' }).status;
if (args[0] === 'apply') spawnSync(process.execPath, ['-e', ${JSON.stringify(lose)}]);`,
  ).path;
  const env = { TERRAFORM_BINARY_NAME: terraform };
  const { code, stdout } = await runCli('apply --env local --provider endpoint'.split(' '), { cwd, env });
  const touched = await updates(ids);
  expect(touched).toHaveLength(1);
  const name = NAMES[touched[0]!]!;
  const end = stdout.slice(stdout.indexOf('\nshop-local: the apply')).replaceAll(ids[touched[0]!]!, 'ID');
  const [, folderOfStack = ''] = /-chdir=(\S+)/.exec(end) ?? [];
  expect({ code, end: end.replaceAll(terraform, 'TERRAFORM').replaceAll(folderOfStack, 'FOLDER') }).toEqual({
    code: 1,
    end: `
shop-local: the apply failed (1 updated)
  updated okta_app_oauth.${name}
  Error: The import of okta_app_oauth.${name} changed its app, so 2 other apps of shop-local were not imported
  okta_app_oauth.${name}: the import changed 1 setting that the plan does not show; ID was restored:
    visibility.autoLaunch: false → true
    The code cannot hold them. Remove the app from the state, and only then from the code:
      TERRAFORM -chdir=FOLDER state rm okta_app_oauth.${name}
  okta_app_oauth.${name}: the import changed access that the plan does not show; ID was restored:
    group "Buyers" (${group}): assigned → not assigned
    The next plan shows what the code still changes. Compare assignTo, or remove the app from the state, and only then from the code:
      TERRAFORM -chdir=FOLDER state rm okta_app_oauth.${name}
`,
  });
  const path = `/api/v1/apps/${ids[touched[0]!]!}`;
  expect((await ask(org, 'GET', path)).body).toMatchObject({ visibility: { autoLaunch: false } });
  expect((await ask(org, 'GET', `${path}/groups`)).body).toMatchObject([{ id: group }]);
  const removal = spawnSync(terraform, [`-chdir=${folderOfStack}`, 'state', 'rm', `okta_app_oauth.${name}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(removal.stdout).toContain(`Removed okta_app_oauth.${name}\n`);
}, 180_000);
