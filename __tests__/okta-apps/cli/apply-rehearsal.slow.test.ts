import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { fakeProgram } from '../../support/fake-program';
import { gitProject } from '../../support/git-project';
import { localStack, plainProject, type PlainStack } from '../../support/plain-project';
import { neverStopped, runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

/** Without apps, and with a state of its own. */
const DESK: PlainStack = {
  manifest: { environment: 'local', local: true },
  terraform: { terraform: { backend: { local: { path: '../../../.okta-local/state/desk-local.tfstate' } } } },
};

function refusal(stack: string): string {
  return (
    `\n${stack}: its okta-apps.json is stamped as a rehearsal, which is never applied; ` +
    'synthesize the commit that is to be applied: okta-apps synth\nNone of this was applied.\n'
  );
}

/** A terraform that keeps a copy of every folder that it plans in. */
async function copying(target: string) {
  const { command } = await findTerraform({ PATH: process.env['PATH'] }, { cwd: folder.path, stop: neverStopped() });
  return fakeProgram(
    folder.path,
    'terraform-copying',
    `const { status } = require('node:child_process').spawnSync(${JSON.stringify(command)}, args, { stdio: 'inherit' });
if (args[0] === 'plan') require('node:fs').cpSync('.', ${JSON.stringify(target)}, { recursive: true });
process.exitCode = status;`,
  ).path;
}

test('what a rehearsal hands to Terraform is refused, wherever it turns up', async () => {
  const { folder: cwd, change } = gitProject(folder.path, {});
  change({ 'shop-local': localStack(['web']) });
  const copy = join(folder.path, 'copy');
  const rehearsed = await runCli(['plan', '--rehearse', '--base', 'main'], {
    cwd,
    env: { TERRAFORM_BINARY_NAME: await copying(copy) },
  });
  expect(rehearsed).toMatchObject({ code: 2 });
  const { folder: other } = plainProject(folder.path, { 'shop-local': localStack(['web']) });
  await runCli(['synth'], { cwd: other });
  cpSync(copy, join(other, 'cdktf.out/stacks/shop-local'), { recursive: true });
  expect(await runCli(['apply', '--skip-synth', '--auto-approve'], { cwd: other })).toEqual({
    code: 3,
    stdout: refusal('shop-local'),
    stderr: '',
  });
}, 60_000);

test('what review --head looked at is refused until it is synthesized here; looking at it again changes nothing', async () => {
  const shop = (label: string): PlainStack => {
    const { terraform, ...rest } = localStack(['web']);
    const text = JSON.stringify(terraform).replace('"label":"web"', `"label":"${label}"`);
    return { ...rest, terraform: JSON.parse(text) as object };
  };
  const {
    folder: cwd,
    change,
    commit,
    git,
  } = gitProject(folder.path, { 'shop-local': shop('web'), 'desk-local': DESK });
  change({ 'shop-local': shop('Web shop'), 'desk-local': DESK });
  const head = commit('a better label');
  await runCli(['synth'], { cwd });
  git('checkout', '--quiet', 'main');
  const review = () => runCli(['review', '--rehearse', '--base', 'main', '--head', head], { cwd });
  const first = await review();
  expect(first).toMatchObject({ code: 2, stderr: 'shop-local: rehearsal\n' });
  const refused = await runCli(['apply', '--skip-synth', '--json'], { cwd });
  expect({ code: refused.code, stacks: (JSON.parse(refused.stdout) as { stacks: unknown }).stacks }).toEqual({
    code: 3,
    stacks: ['desk-local', 'shop-local'].map((name) => ({
      outcome: 'refused',
      stack: name,
      reason: 'rehearsal',
      message: refusal(name).split('\n')[1],
    })),
  });
  expect(await review()).toEqual(first);
  await runCli(['synth'], { cwd });
  expect(await runCli(['apply', '--skip-synth'], { cwd })).toMatchObject({ code: 0 });
}, 60_000);
