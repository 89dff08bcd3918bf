import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { fakeProgram } from '../../support/fake-program';
import { dataStack, plainProject } from '../../support/plain-project';
import { neverStopped, runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

/** A terraform that writes into the plan of one stack while it applies another. */
async function altering(stack: string): Promise<string> {
  const { command } = await findTerraform({ PATH: process.env['PATH'] }, { cwd: folder.path, stop: neverStopped() });
  return fakeProgram(
    folder.path,
    'terraform-altering',
    `const other = '../${stack}/plan.tfplan';
const { appendFileSync, existsSync } = require('node:fs');
if (args[0] === 'apply' && existsSync(other)) appendFileSync(other, 'x');
process.exitCode = require('node:child_process').spawnSync(${JSON.stringify(command)}, args, { stdio: 'inherit' }).status;`,
  ).path;
}

test('a plan that is altered while others are applied is refused at the last moment; the others stay applied', async () => {
  // More than run side by side.
  const names = ['a-dev', 'b-dev', 'c-dev', 'd-dev', 'last-dev'];
  const stacks = names.map((name) => [name, { terraform: dataStack({ web: 1 }) }]);
  const { folder: cwd } = plainProject(folder.path, Object.fromEntries(stacks) as Record<string, object>);
  const env = { ACME_APPLY: 'apply-token-90ab', TERRAFORM_BINARY_NAME: await altering('last-dev') };
  const { code, stdout } = await runCli(['apply', '--auto-approve'], { cwd, env });
  expect({ code, end: stdout.slice(stdout.indexOf('\na-dev: applied')) }).toEqual({
    code: 3,
    end: `
a-dev: applied (1 created)
b-dev: applied (1 created)
c-dev: applied (1 created)
d-dev: applied (1 created)
last-dev: the plan file was altered: plan.tfplan is not what was planned, or no longer exists; run okta-apps apply again to make a new plan
Planned again: nothing to change.
`,
  });
  expect(existsSync(join(cwd, 'state/last-dev.tfstate'))).toBe(false);
}, 60_000);
