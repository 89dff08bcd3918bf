import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../okta-apps/run/local-org';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

/* A rotation is in progress while real Terraform plans an update of the app. */

const folder = temporaryFolder();
const FOUND = 'client-secret/rotation-in-progress';
let org: OpenOrg;

afterEach(() => org.close());

test('a second secret is found by plan, by apply and by review, as long as there are two and the app is updated', async () => {
  const stack = localStack(['web']);
  const { folder: cwd, change } = plainProject(folder.path, { 'shop-local': stack });
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  const cli = (command: string) => runCli(`${command} --env local --provider endpoint`.split(' '), { cwd });
  expect(await cli('apply')).toMatchObject({ code: 0 });
  const headers = { authorization: `SSWS ${org.token}` };
  const answer = await fetch(`${org.url}/api/v1/apps`, { headers });
  const [app] = (await answer.json()) as { id: string }[];
  const secrets = `${org.url}/api/v1/apps/${app?.id ?? ''}/credentials/secrets`;
  const second = (await (await fetch(secrets, { method: 'POST', headers })).json()) as { id: string };

  expect((await cli('plan')).stdout).not.toContain(FOUND);
  const { resource } = stack.terraform as { resource: { okta_app_oauth: { web: object } } };
  const okta_app_oauth = { web: { ...resource.okta_app_oauth.web, label: 'web 2' } };
  change({ 'shop-local': { ...stack, terraform: { ...stack.terraform, resource: { okta_app_oauth } } } });
  const planned = await cli('plan');
  expect(planned).toMatchObject({ code: 2 });
  expect(planned.stdout).toContain(FOUND);
  expect((await runCli(['review'], { cwd })).stdout).toContain(FOUND);

  await fetch(`${secrets}/${second.id}/lifecycle/deactivate`, { method: 'POST', headers });
  expect((await cli('plan')).stdout).not.toContain(FOUND);
  await fetch(`${secrets}/${second.id}/lifecycle/activate`, { method: 'POST', headers });
  const applied = await cli('apply');
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toContain(FOUND);
}, 60_000);
