import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeCheck } from '../../../../okta-apps/run/doctor/machine-checks';
import { fakeProgram, VERSION_ONLY } from '../../../support/fake-program';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const SERVICE_APP = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyVariable: 'PROD_KEY',
  scopes: ['okta.apps.manage'],
} as const;
let terraform: string;

beforeAll(() => {
  terraform = fakeProgram(folder.path, 'terraform', VERSION_ONLY).path;
});

/** Nothing answers there. */
const CLOSED = { name: '127', baseUrl: '0.0.1:1' } as const;
const APP = { resource: { okta_app_oauth: { shop: { skip_authentication_policy: true, omit_secret: true } } } };

function project() {
  return plainProject(folder.path, {
    'shop-dev': { manifest: { org: CLOSED }, terraform: APP },
    'shop-prod': {
      manifest: {
        environment: 'prod',
        org: CLOSED,
        credentials: { plan: { type: 'api-token', tokenVariable: 'PROD_PLAN' }, apply: SERVICE_APP },
      },
      terraform: APP,
    },
  }).folder;
}

test('it lists what is there; what is missing for Okta orgs is only noted', async () => {
  const cwd = project();
  const env = { TERRAFORM_BINARY_NAME: terraform, ACME_PLAN: 'canary', TF_REATTACH_PROVIDERS: '{}' };
  expect(await runCli(['doctor'], { cwd, env })).toEqual({
    code: 0,
    stderr: '',
    stdout: `ok      Node ${process.versions.node}
ok      Terraform 1.12.0 (${terraform})
note    TF_REATTACH_PROVIDERS is set, so plan and apply refuse Okta orgs; unset it for those
ok      cdktf.json in ${cwd}
ok      the folders can be written
ok      synth: shop-dev, shop-prod
ok      dev plan (ACME_PLAN): is set; it must hold an API token of a user with the role READ_ONLY_ADMIN, to read apps for shop-dev
note    dev: https://127.0.0.1:1 cannot be reached (ECONNREFUSED); check the network and "org" in env/
note    dev apply (ACME_APPLY): is not set; set it to an API token of a user with the role APP_ADMIN, to write apps for shop-dev
note    prod plan (PROD_PLAN): is not set; set it to an API token of a user with the role READ_ONLY_ADMIN, to read apps for shop-prod
note    prod apply (PROD_KEY): is not set; set it to the private key of the service app 0oa1 with the scopes okta.apps.manage, okta.apps.read and the role APP_ADMIN, to write apps for shop-prod

Nothing is missing on this machine. With --env, all that a plan needs is checked. Next: npx okta-apps doctor --env dev
`,
  });
});

test('with --env the credential of the plan has to be there, and its org to answer; an apply is not needed yet', async () => {
  const env = { TERRAFORM_BINARY_NAME: terraform, ACME_PLAN: 'x', ACME_APPLY: 'x', TF_REATTACH_PROVIDERS: '{}' };
  const { code, stdout } = await runCli(['doctor', '--env', 'dev,prod'], { cwd: project(), env });
  expect({ code, lines: stdout.split('\n').filter((line) => !/^(?:ok|note) /.test(line)) }).toEqual({
    code: 1,
    lines: [
      'wrong   TF_REATTACH_PROVIDERS is set: Terraform would attach to the provider of a local org',
      'wrong   dev: https://127.0.0.1:1 cannot be reached (ECONNREFUSED); check the network and "org" in env/',
      'missing prod plan (PROD_PLAN): is not set; set it to an API token of a user with the role READ_ONLY_ADMIN, to read apps for shop-prod',
      '',
      'Missing: 1, wrong: 2. Next: unset TF_REATTACH_PROVIDERS',
      '',
    ],
  });
  expect(stdout).toContain('\nok      dev state (local): can be read and locked (shop-dev)\n');
  expect(stdout).toContain(
    '\nnote    prod apply (PROD_KEY): is not set; set it to the private key of the service app 0oa1',
  );
});

test('of a credential that is not well-formed nothing is sent, and plan refuses it too', async () => {
  const env = { TERRAFORM_BINARY_NAME: terraform, ACME_PLAN: 'canary-token ' };
  const cwd = project();
  const { code, stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env });
  expect({ code, lines: stdout.split('\n').filter((line) => !/^(?:ok|note) /.test(line)) }).toEqual({
    code: 1,
    lines: [
      'wrong   dev plan (ACME_PLAN): it begins or ends with a space or a line end; set the API token alone',
      '',
      'Wrong: 1. Fix that, then: npx okta-apps doctor --env dev',
      '',
    ],
  });
  const planned = await runCli(['plan', '--env', 'dev'], { cwd, env });
  expect({ code: planned.code, last: planned.stderr.trimEnd().split('\n').at(-1) }).toEqual({
    code: 1,
    last: 'ACME_PLAN cannot be used for okta-apps plan of dev: it begins or ends with a space or a line end; set the API token alone (shop-dev)',
  });
  expect(stdout + planned.stdout + planned.stderr).not.toContain('canary');
});

test('as JSON: everything that is missing at once', async () => {
  const { code, stdout } = await runCli(['doctor', '--json'], {
    cwd: folder.path,
    env: { TERRAFORM_BINARY_NAME: 'terrafrom' },
  });
  expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 1,
    document: {
      ok: false,
      next: 'npx okta-apps doctor',
      checks: [
        { status: 'ok', text: `Node ${process.versions.node}` },
        { status: 'missing', text: expect.stringMatching(/^TERRAFORM_BINARY_NAME is terrafrom, but /) as string },
        {
          status: 'missing',
          text: `There is no cdktf.json in ${folder.path} or above it; run this in a folder of a CDKTF project`,
        },
      ],
      credentials: [],
    },
  });
});

test('an app with errors is what is missing', async () => {
  const { folder: cwd } = plainProject(folder.path, {}, 'process.exitCode = 1;');
  const { code, stdout } = await runCli(['doctor'], { cwd, env: { TERRAFORM_BINARY_NAME: terraform } });
  expect(code).toBe(1);
  expect(stdout).toContain('\nwrong   Synth failed: "node app.js" ended with exit code 1\n');
});

test.each([
  ['20.19.0', 'ok', ''],
  ['22.0.0', 'ok', ''],
  ['20.18.3', 'wrong', ' is too old; install 22.18 or later'],
  ['18.20.0', 'wrong', ' is too old; install 22.18 or later'],
])('Node %s is %s%s', (version, status, todo) => {
  expect(nodeCheck(version)).toEqual({ status, text: `Node ${version}${todo}` });
});

test('rules that env/ names and that do not exist are noted, with the one that was probably meant', async () => {
  const waiver = { rule: 'app/delted', address: 'okta_app_oauth.shop', reason: 'agreed', expires: '2999-01-01' };
  const rules = { waivers: [waiver], reviewSeverities: { 'no-such/rule': 'info' } } as const;
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { manifest: { org: CLOSED, rules }, terraform: APP },
  });
  const { code, stdout } = await runCli(['doctor'], { cwd, env: { TERRAFORM_BINARY_NAME: terraform } });
  expect(code).toBe(0);
  expect(stdout).toContain(
    'note    dev: waiver of "okta_app_oauth.shop" must name a rule that exists, got "app/delted"; write "app/deleted"\n' +
      'note    dev: severity must name a rule that exists, got "no-such/rule"; look the id up in docs/review-rules.md\n',
  );
});

test('a Terraform whose exit codes are hidden is wrong', async () => {
  const body = "if (args[0] === 'version') console.log('Terraform v1.12.0');";
  const { path, calls } = fakeProgram(folder.path, 'terraform-hidden', body);
  const { code, stdout } = await runCli(['doctor'], { cwd: project(), env: { TERRAFORM_BINARY_NAME: path } });
  expect({ code, line: stdout.split('\n')[1] }).toEqual({
    code: 1,
    line:
      `wrong   Terraform 1.12.0 (${path}) does not end a plan that has changes with exit code 2. ` +
      'A wrapper around Terraform does that, such as the one that hashicorp/setup-terraform installs by default: ' +
      'set "terraform_wrapper: false" for that action, or name the program itself in TERRAFORM_BINARY_NAME.',
  });
  expect(existsSync(calls()[1]?.cwd ?? '')).toBe(false);
});

test('variables without a value, files of them that are not read, and what can be looked at when nothing was synthesized', async () => {
  const variable = { region: { type: 'string' }, set: { type: 'string' }, given: { type: 'string', default: null } };
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { manifest: { org: CLOSED }, terraform: { ...APP, variable } },
  });
  writeFileSync(join(cwd, 'prod.auto.tfvars'), '');
  const env = { TERRAFORM_BINARY_NAME: terraform, TF_VAR_set: 'x' };
  const { stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env });
  const list = 'add it to passVariables of dev in env/, because Terraform gets only listed variables (shop-dev)';
  expect(stdout.split('\n').filter((line) => /variable/.test(line))).toEqual([
    'note    Not read: prod.auto.tfvars. Set TF_VAR_<name> for each variable, and list it in passVariables of its environment in env/, or write the value into the code.',
    `missing dev: the variable "region" has no value; set TF_VAR_region, and ${list}`,
    `wrong   dev: the variable "set" has no value; TF_VAR_set is set, but not listed: ${list}`,
  ]);
  const { folder: broken } = plainProject(folder.path, {}, 'process.exitCode = 1;');
  const nothing = await runCli(['doctor', '--env', 'dev'], { cwd: broken, env });
  expect(nothing.stdout).toContain(
    `\nmissing .terraform.lock.hcl is missing in ${broken}. Make it with okta-apps lock, and commit it.\n` +
      'note    credentials, states and providers were not looked at, because nothing was synthesized\n',
  );
});
