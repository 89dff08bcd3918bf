import { dataStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

/* What real Terraform says of variables and of other stacks' states, and what a person is told to do. */

const folder = temporaryFolder();
const env = { ACME_PLAN: 'x', ACME_APPLY: 'x' };
const READS = 'cross-stack-reference-input-groups-dev';
const GROUPS = {
  ...dataStack({ staff: 1 }),
  output: { 'cross-stack-output-staff': { value: 'staff' } },
};
const SHOP = {
  data: {
    terraform_remote_state: { [READS]: { backend: 'local', config: { path: '../../../state/groups-dev.tfstate' } } },
  },
  ...dataStack({ shop: `\${data.terraform_remote_state.${READS}.outputs.cross-stack-output-staff}` }),
};
const FIRST = 'groups-dev first, or both together: okta-apps apply groups-dev shop-dev';

/** The finding of the plan of `shop-dev`. */
async function finding(cwd: string): Promise<string> {
  const { code, stdout } = await runCli(['plan', 'shop-dev', '--json'], { cwd, env });
  expect(code).not.toBe(0);
  const { stacks } = JSON.parse(stdout) as { stacks: readonly { diagnostics: readonly { fix?: string }[] }[] };
  return stacks[0]?.diagnostics[0]?.fix ?? '';
}

test('a stack that reads a state which does not exist, or does not hold the value yet; both together work', async () => {
  const { folder: cwd, change } = plainProject(folder.path, {
    'groups-dev': { terraform: dataStack({ staff: 1 }) },
    'shop-dev': { terraform: SHOP, dependencies: ['groups-dev'] },
  });
  expect(await finding(cwd)).toBe(`apply ${FIRST}`);
  const { stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env });
  expect(stdout).toContain(
    '\nmissing dev: shop-dev reads the state of groups-dev, which holds no value yet; apply groups-dev first, or all together: okta-apps apply groups-dev shop-dev\n',
  );
  expect(await runCli(['apply', 'groups-dev', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
  expect(await finding(cwd)).toBe(`apply ${FIRST}`);
  change({ 'groups-dev': { terraform: GROUPS }, 'shop-dev': { terraform: SHOP, dependencies: ['groups-dev'] } });
  const ask = () => Promise.resolve('yes');
  const { code, stdout: applied, stderr } = await runCli(['apply', 'groups-dev', 'shop-dev'], { cwd, env, ask });
  expect(code === 0 ? 'applied' : applied + stderr).toBe('applied');
  const after = await runCli(['doctor', '--env', 'dev'], { cwd, env });
  expect(after.stdout).not.toContain('reads the state of');
}, 60_000);

test('a variable without a value', async () => {
  const terraform = { variable: { region: { type: 'string' } }, ...dataStack({ shop: '${var.region}' }) };
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform } });
  const { code, stdout } = await runCli(['plan'], { cwd, env });
  expect(code).toBe(1);
  expect(stdout).toContain(
    '\n    Set TF_VAR_region, and add it to passVariables of dev in env/, because Terraform gets only listed variables.\n',
  );
});
