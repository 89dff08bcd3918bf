import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../../okta-apps/run/local-org';
import { localStack, plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

/* Terraform has no part in a rotation: the plan is empty before, in the middle and after it, and the state has no secret. */

const folder = temporaryFolder();
let org: OpenOrg;
afterEach(() => org.close());

test('the plan of a rotated app is empty at every time, and its state stays as it is', async () => {
  const stack = localStack(['web']);
  const secrets = { sink: { type: 'dotenv', folder: 'handed-out' } } as const;
  const stacks = { 'shop-local': { ...stack, manifest: { ...stack.manifest, secrets } } };
  const { folder: cwd } = plainProject(folder.path, stacks);
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  const cli = (command: string) => runCli([...command.split(' '), '--env', 'local'], { cwd });
  const state = () => readFileSync(join(cwd, '.okta-local/state/shop-local.tfstate'), 'utf8');
  const expectEmptyPlan = async () => {
    expect(await cli('plan --provider endpoint')).toMatchObject({ code: 0 });
  };
  expect(await cli('apply --provider endpoint')).toMatchObject({ code: 0 });
  const before = state();
  await expectEmptyPlan();
  expect(await cli('rotate web')).toMatchObject({ code: 2 });
  await expectEmptyPlan();
  expect(await cli('rotate web --overlap 0s --grace 0s')).toMatchObject({ code: 0 });
  await expectEmptyPlan();
  expect(state()).toBe(before);
  const secret = /CLIENT_SECRET=(.+)$/m.exec(readFileSync(join(cwd, 'handed-out/web.local.env'), 'utf8'))?.[1] ?? '';
  expect(secret).toHaveLength(64);
  expect(state()).not.toContain(secret);
  expect(existsSync(join(cwd, 'terraform.tfstate'))).toBe(false);
}, 120_000);
