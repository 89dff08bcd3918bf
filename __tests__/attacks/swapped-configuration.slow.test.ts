import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findTerraform } from '../../okta-apps/terraform/binary';
import { fakeProgram } from '../support/fake-program';
import { dataStack, plainProject } from '../support/plain-project';
import { neverStopped, runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 3: a document that is swapped during the plan and restored is on no disk any more.

const folder = temporaryFolder();
const MODULE = 'assets/__cdktf_module/0A/main.tf.json';
const MORE = 'assets/__cdktf_module/0A/more.tf';
const terraform = { ...dataStack({ web: 1 }), module: { inner: { source: './assets/__cdktf_module/0A' } } };
const GOOD = 'resource "terraform_data" "inner" { input = "good" }\n';
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };

/** Code that changes the folder, and code that puts it back. */
type Swap = readonly [change: string, back: string];

async function applied(command: 'plan' | 'apply', [change, back]: Swap) {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform } });
  const file = join(cwd, 'cdktf.out/stacks/shop-dev', MODULE.replace('.json', ''));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, GOOD);
  const real = await findTerraform({ PATH: process.env['PATH'] }, { cwd, stop: neverStopped() });
  const { path } = fakeProgram(
    mkdtempSync(join(folder.path, 'bin-')),
    'terraform-swapping',
    `const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const isPlan = args[0] === 'plan';
const document = isPlan ? readFileSync('cdk.tf.json', 'utf8') : '';
if (isPlan) { ${change} }
const { status } = require('node:child_process').spawnSync(${JSON.stringify(real.command)}, args, { stdio: 'inherit' });
if (isPlan) { ${back} }
process.exitCode = status;`,
  );
  const argv = command === 'plan' ? ['plan'] : ['apply', '--auto-approve'];
  const result = await runCli(argv, { cwd, env: { ...env, TERRAFORM_BINARY_NAME: path } });
  return { ...result, cwd };
}

const RESTORE = "writeFileSync('cdk.tf.json', document);";
/** What was read of the module is in the only file that Terraform reads of it. */
const moduleOf = (before: string, after: string) =>
  `writeFileSync('${MODULE}', readFileSync('${MODULE}', 'utf8').replace('"${before}"', '"${after}"'));`;

describe('a plan is refused when Terraform planned something else', () => {
  test.each<[string, 'plan' | 'apply', string, Swap]>([
    ['the document', 'apply', 'cdk.tf.json', ["writeFileSync('cdk.tf.json', document.replace('1', '2'));", RESTORE]],
    ['a blank in the document', 'plan', 'cdk.tf.json', ["writeFileSync('cdk.tf.json', document + ' ');", RESTORE]],
    [
      'a file beside it',
      'plan',
      'x_override.tf.json',
      [
        `writeFileSync('x_override.tf.json', '{"resource":{"terraform_data":{"web":{"input":9}}}}');`,
        "rmSync('x_override.tf.json');",
      ],
    ],
    ['a file of a module', 'plan', MODULE, [moduleOf('good', 'evil'), moduleOf('evil', 'good')]],
    [
      'a file that a module had not',
      'plan',
      MORE,
      [`writeFileSync('${MORE}', 'locals { a = 1 }');`, `rmSync('${MORE}');`],
    ],
  ])('%s', async (_, command, differs, swap) => {
    const { code, stdout, cwd } = await applied(command, swap);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `shop-dev: the plan was not made from the configuration that was checked; it differs in ${differs}. Another ` +
        `program changed ${join(cwd, 'cdktf.out/run/shop-dev')} while Terraform planned. End that program, then run this again\n`,
    );
    expect(existsSync(join(cwd, 'state/shop-dev.tfstate'))).toBe(false);
    expect(existsSync(join(cwd, 'cdktf.out/run/shop-dev/plan.tfplan'))).toBe(false);
  });
});

test.each<[string, Swap]>([
  ['nothing is swapped', ['', '']],
  ['files that Terraform does not read come and go', ["writeFileSync('notes.txt', 'x');", "rmSync('notes.txt');"]],
])(
  'everyday: %s',
  async (_, swap) => {
    expect(await applied('apply', swap)).toMatchObject({ code: 0 });
  },
  20_000,
);
