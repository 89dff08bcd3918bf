import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalText } from '../../okta-apps/document/canonical-text';
import { fakeTerraform } from '../support/fake-terraform';
import { dataStack, plainProject, type PlainStack } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 3: Terraform runs in a folder that holds the canonical text of the document, and nothing else.

const folder = temporaryFolder();
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };
const SHOP: PlainStack = { terraform: dataStack({ web: 1 }) };
const RUN = 'cdktf.out/run/shop-dev';
const STACK = 'cdktf.out/stacks/shop-dev';

function write(place: string, text: string): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}

/** Plans with a Terraform that notes which files it finds. */
async function planned(cwd: string) {
  const fake = fakeTerraform(mkdtempSync(join(folder.path, 'fake-')));
  const result = await runCli(['plan'], { cwd, env: { ...env, TERRAFORM_BINARY_NAME: fake.path } });
  return { ...result, began: fake.calls().some(({ args }) => args[0] === 'init') };
}

const filesIn = (place: string): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort();

describe('what was left in the folder of the run is not read', () => {
  test.each([
    'shop_override.tf.json',
    'main.tf',
    'main.tofu',
    'terraform.tfvars',
    'x.auto.tfvars.json',
    '.terraform.lock.hcl',
    '.terraform/environment',
    '.terraform/plugin_path',
    '.terraform/modules/modules.json',
    '.terraform/terraform.tfstate',
    '.okta/okta.yaml',
    'assets/logo/evil.png',
    'plan.tfplan',
    'terraform.tfstate',
  ])('%s', async (name) => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP });
    write(join(cwd, RUN, name), 'evil');
    expect(await planned(cwd)).toMatchObject({ code: 0, began: true });
    expect(filesIn(join(cwd, RUN))).toEqual(['.terraform.lock.hcl', 'cdk.tf.json']);
    // The project has no lock file, so Terraform may install no provider.
    expect(readFileSync(join(cwd, RUN, '.terraform.lock.hcl'), 'utf8')).toBe('');
    expect(readFileSync(join(cwd, RUN, 'cdk.tf.json'), 'utf8')).toBe(
      canonicalText(JSON.parse(readFileSync(join(cwd, STACK, 'cdk.tf.json'), 'utf8'))),
    );
  });

  test('the documents of two stacks do not meet, and only the owner may read them', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP, 'desk-dev': SHOP });
    expect(await planned(cwd)).toMatchObject({ code: 0 });
    const modes = ['cdktf.out/run', RUN, join(RUN, 'cdk.tf.json')].map(
      (name) => lstatSync(join(cwd, name)).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o600]);
    expect(readdirSync(join(cwd, 'cdktf.out/run')).sort()).toEqual(['desk-dev', 'shop-dev']);
  });
});

test.each(['cdktf.out/run', RUN, `${RUN}/.terraform`])('%s is a link: its target is not emptied', async (name) => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP });
  const precious = mkdtempSync(join(folder.path, 'precious-'));
  write(join(precious, 'shop-dev/precious.txt'), 'precious');
  write(join(precious, 'precious.txt'), 'precious');
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  symlinkSync(precious, join(cwd, name));
  expect(await planned(cwd)).toMatchObject({ code: 0, began: true });
  expect(filesIn(precious)).toEqual(['precious.txt', 'shop-dev/precious.txt']);
  expect(lstatSync(join(cwd, name)).isDirectory()).toBe(true);
});

test.each(['run/shop-dev', 'stacks', 'stacks/..', 'stacks/a/b', '../shop', 'shop-dev'])(
  'a stack whose folder is %j: no synth writes it there',
  async (workingDirectory) => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP });
    const files = JSON.parse(readFileSync(join(cwd, 'stacks.json'), 'utf8')) as Record<string, string>;
    const manifest = (files['manifest.json'] ?? '').replace('stacks/shop-dev', workingDirectory);
    writeFileSync(join(cwd, 'stacks.json'), JSON.stringify({ ...files, 'manifest.json': manifest }));
    expect(await planned(cwd)).toMatchObject({
      code: 1,
      began: false,
      stderr: 'cdktf.out/manifest.json is not a manifest of cdktf; synthesize again: okta-apps synth\n',
    });
  },
);

test.each([
  ['none', {}, `${RUN}/terraform.tfstate`],
  ['one without a path', { backend: { local: {} } }, `${RUN}/terraform.tfstate`],
  ['one in its folder', { backend: { local: { path: 'own.tfstate' } } }, `${RUN}/own.tfstate`],
  ['one beside it', { backend: { local: { path: '../own.tfstate' } } }, 'cdktf.out/run/own.tfstate'],
])('a backend whose state the next run would remove: %s', async (_, terraform, file) => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: { ...SHOP.terraform, terraform } } });
  expect(await planned(cwd)).toMatchObject({
    code: 1,
    began: false,
    stderr:
      `shop-dev: its state would be ${join(cwd, file)}, in a folder that every run empties; set the path of its ` +
      'backend to a place outside the output folder, such as "../../../state/shop-dev.tfstate"\n',
  });
});

test.each([RUN, STACK])('an errored.tfstate in %s stops the run, and nothing there is removed', async (name) => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP });
  write(join(cwd, name, 'errored.tfstate'), '{}');
  write(join(cwd, name, '.terraform/terraform.tfstate'), '{}');
  const { code, stdout, began } = await planned(cwd);
  expect({ code, began }).toEqual({ code: 1, began: false });
  expect(stdout).toContain('shop-dev: an earlier apply could not save its state\n');
  expect(stdout).toContain(`  cd ${join(cwd, name)}\n`);
  expect(filesIn(join(cwd, name))).toEqual(expect.arrayContaining(['.terraform/terraform.tfstate', 'errored.tfstate']));
});

describe('everyday', () => {
  const terraform = (cwd: string, ...args: readonly string[]) =>
    execFileSync('terraform', args, { cwd, stdio: 'pipe' });
  const READS = { terraform: dataStack({ web: '${file("${path.module}/assets/text/0A/a.txt")}' }) };

  test('Terraform in the folder of the stack has the same state, and the same assets', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': READS });
    write(join(cwd, STACK, 'assets/text/0A/a.txt'), 'hello');
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    expect(filesIn(join(cwd, RUN))).toContain('assets/text/0A/a.txt');
    terraform(join(cwd, STACK), 'init', '-input=false');
    expect(() => terraform(join(cwd, STACK), 'plan', '-input=false', '-detailed-exitcode')).not.toThrow();
    expect(readFileSync(join(cwd, 'state/shop-dev.tfstate'), 'utf8')).toContain('"hello"');
  }, 30_000);

  test('providers that are installed stay, and comments of cdktf are left out', async () => {
    const { folder: cwd } = plainProject(folder.path, {
      'shop-dev': { terraform: { '//': { metadata: {} }, ...SHOP.terraform } },
    });
    write(join(cwd, RUN, '.terraform/providers/registry.terraform.io/okta/okta/provider'), 'x');
    expect(await planned(cwd)).toMatchObject({ code: 0 });
    expect(filesIn(join(cwd, RUN))).toEqual([
      '.terraform.lock.hcl',
      '.terraform/providers/registry.terraform.io/okta/okta/provider',
      'cdk.tf.json',
    ]);
    expect(readFileSync(join(cwd, RUN, 'cdk.tf.json'), 'utf8')).not.toContain('//');
  });

  test('another output folder', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': SHOP });
    writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: 'node app.js', output: 'build' }));
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, 'build/run/shop-dev/cdk.tf.json'))).toBe(true);
    expect(existsSync(join(cwd, 'state/shop-dev.tfstate'))).toBe(true);
  }, 20_000);
});
