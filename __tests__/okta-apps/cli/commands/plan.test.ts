import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram } from '../../../support/fake-program';
import { dataStack, plainProject, type PlainStack } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const CREDENTIALS = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };
const TOOLS = 'Planned with Terraform 1.11.4\n';
const EMPTY = `${TOOLS}
No changes

The plan changes nothing.

Findings: none

Unchanged: 1 stack (empty-dev).
`;

/** What `terraform version` says differs from machine to machine. */
function withVersion(text: string): string {
  return text.replace(/^(Planned with )(Terraform|OpenTofu) \d+\.\d+\.\d+/gm, '$1Terraform 1.11.4');
}

async function plan(cwd: string, argv: readonly string[] = [], env: Readonly<Record<string, string>> = CREDENTIALS) {
  const result = await runCli(['plan', ...argv], { cwd, env });
  return { ...result, stdout: withVersion(result.stdout) };
}

test('several stacks are planned side by side; changes are exit code 2', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: 1, admin: 2 }) },
    'desk-dev': { terraform: dataStack({ desk: 1 }) },
    'empty-dev': {},
  });
  const { code, stdout, stderr } = await plan(cwd);
  expect({ code, stdout }).toEqual({
    code: 2,
    stdout: `${TOOLS}
Nothing needs a decision

3 resources change in dev.

terraform_data.admin
  created
  input: + 2
terraform_data.desk and terraform_data.web
  created
  input: + 1

Findings: none

Unchanged: 1 stack (empty-dev).
`,
  });
  expect(stderr.split('\n').sort()).toEqual([
    '',
    ...['desk', 'empty', 'shop'].flatMap((name) => [`${name}-dev: init`, `${name}-dev: plan`]),
  ]);
});

test('stacks are chosen by name; nothing to change is exit code 0', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: 1 }) },
    'empty-dev': {},
  });
  expect(await plan(cwd, ['empty-*'])).toMatchObject({ code: 0, stdout: EMPTY });
});

test('one stack that fails does not stop the others, and makes the exit code 1', async () => {
  const broken = { resource: { terraform_data: { web: { input: '${nothing.here}' } } } };
  const { folder: cwd } = plainProject(folder.path, {
    'broken-dev': { terraform: broken },
    'shop-dev': { terraform: dataStack({ web: 1 }) },
  });
  const { code, stdout } = await plan(cwd);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^Planned with Terraform 1\.11\.4\nbroken-dev: (Terraform|OpenTofu) \w+ failed\n {2}Error: Reference to undeclared resource\n[^]*\nBlocked: the plan failed, so its effect is unknown; this stack cannot be applied \(broken in dev\)\n[^]*\nterraform_data\.web\n/,
  );
});

test('as JSON: one document on stdout; names and counts, never a value', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 'canary-77aa' }) } });
  const { code, stdout } = await plan(cwd, ['--json']);
  const document = JSON.parse(stdout) as unknown;
  expect({ code, document }).toEqual({
    code: 2,
    document: {
      stacks: [
        {
          stack: 'shop-dev',
          environment: 'dev',
          tools: expect.stringMatching(/^(Terraform|OpenTofu) \d/) as string,
          outcome: 'changes',
          counts: { create: 1 },
          changes: [{ address: 'terraform_data.web', action: 'create', attributes: [] }],
          diagnostics: [],
        },
      ],
      problems: [{ rule: 'app/label', severity: 'warning' }],
    },
  });
  expect(stdout).not.toContain('canary');
});

test('as JSON: an app with errors is a document with its problems, exit code 1, and nothing is planned', async () => {
  const document = "JSON.stringify({ problems: [{ rule: 'x' }], stacks: [] })";
  const app = `require('node:fs').writeFileSync(process.env.OKTA_APPS_DOCUMENT, ${document}); process.exitCode = 1;`;
  const { code, stdout, stderr } = await plan(plainProject(folder.path, {}, app).folder, ['--json']);
  expect({ code, stderr, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 1,
    stderr: 'Synth failed; nothing was planned\n',
    document: { error: 'Synth failed; nothing was planned', problems: [{ rule: 'x' }], stacks: [] },
  });
});

test('--skip-synth takes what the last synth wrote', async () => {
  const { folder: cwd, change } = plainProject(folder.path, { 'empty-dev': {} });
  await runCli(['synth'], { cwd });
  change({ 'shop-dev': {} });
  expect((await plan(cwd, ['--skip-synth'])).stdout).toBe(EMPTY);
});

test('Terraform gets the plan credential in the provider’s name, and neither of the two in their own', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: { terraform: { backend: { s3: {} } } } },
  });
  const fake = fakeProgram(
    folder.path,
    'terraform-canary',
    "if (args[0] === 'version') console.log(args[1] ? '{}' : 'Terraform v1.11.4');",
  );
  await plan(cwd, [], { ...CREDENTIALS, TERRAFORM_BINARY_NAME: fake.path, OKTA_API_TOKEN: 'stray', AWS_PROFILE: 'p' });
  const [version, ...calls] = fake.calls();
  expect(calls.map(({ args }) => args)).toEqual([
    ['init', '-input=false', '-json', '-lockfile=readonly'],
    ['version', '-json'],
    ['plan', '-input=false', '-lock-timeout=20s', '-json', '-detailed-exitcode', '-out=plan.tfplan'],
  ]);
  for (const { env, cwd: where } of calls) {
    expect(where).toBe(join(cwd, 'cdktf.out/run/shop-dev'));
    expect(env).toMatchObject({ OKTA_API_TOKEN: 'plan-token-81fe', TF_INPUT: '0', AWS_PROFILE: 'p' });
    expect(Object.keys(env)).not.toContain('ACME_PLAN');
    expect(JSON.stringify(env)).not.toContain('apply-token');
  }
  expect(JSON.stringify(version)).not.toContain('plan-token');
});

/** Everything that keeps a run away from an Okta org says so before Terraform runs. */
async function refused(stacks: Readonly<Record<string, PlainStack>>, env: Readonly<Record<string, string>>) {
  const { folder: cwd } = plainProject(folder.path, stacks);
  const { code, stdout, stderr } = await plan(cwd, [], env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  for (const name of Object.keys(stacks)) {
    expect(existsSync(join(cwd, 'cdktf.out/stacks', name, '.terraform'))).toBe(false);
  }
  return stderr;
}

const SERVICE_APP = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyVariable: 'ACME_PROD_KEY',
  scopes: ['okta.apps.read'],
} as const;

test('missing credentials are named, all at once', async () => {
  const prod = { environment: 'prod', credentials: { plan: SERVICE_APP, apply: SERVICE_APP } };
  const stacks = { 'desk-dev': {}, 'shop-dev': {}, 'shop-prod': { manifest: prod } };
  expect(await refused(stacks, { ACME_APPLY: 'x' })).toBe(
    'ACME_PLAN is not set: okta-apps plan takes an API token for the environment dev from it (desk-dev, shop-dev)\n' +
      'ACME_PROD_KEY is not set: okta-apps plan takes the private key of a service app for the environment prod from it (shop-prod)\n',
  );
});

test('an Okta org is not reached while the local provider is attached', async () => {
  expect(await refused({ 'shop-dev': {} }, { ...CREDENTIALS, TF_REATTACH_PROVIDERS: '{}' })).toBe(
    'TF_REATTACH_PROVIDERS is set: Terraform would attach to the provider of a local org, but dev is an Okta org. ' +
      'Unset it (unset TF_REATTACH_PROVIDERS) and run this again.\n',
  );
});

test('an unknown stack, an old terraform, no terraform: one message each', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  expect((await plan(cwd, ['shop'])).stderr).toBe(
    'There is no stack shop; known stacks are shop-dev. ' +
      'For stacks of other environments, also local ones, pass --env <names>.\n',
  );
  const old = fakeProgram(folder.path, 'terraform-old', "console.log('Terraform v1.5.7');").path;
  expect((await plan(cwd, [], { ...CREDENTIALS, TERRAFORM_BINARY_NAME: old })).stderr).toMatch(
    /^Terraform 1\.5\.7 \(.*terraform-old\) is too old\. Install /,
  );
  // The app needs a shell and node, which are where terraform may be too.
  const PATH = join(folder.path, 'bin');
  mkdirSync(PATH);
  symlinkSync(process.execPath, join(PATH, 'node'));
  expect((await plan(cwd, [], { ...CREDENTIALS, PATH })).stderr).toMatch(/^Terraform is missing: /);
});
