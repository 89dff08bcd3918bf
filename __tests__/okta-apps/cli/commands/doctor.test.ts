import { existsSync } from 'node:fs';
import { nodeCheck } from '../../../../okta-apps/run/doctor';
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
const APP = { resource: { okta_app_oauth: { shop: { skip_authentication_policy: true } } } };

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

Nothing is missing.
`,
  });
});

test('with --env the credentials have to be there, and their orgs to answer', async () => {
  const env = { TERRAFORM_BINARY_NAME: terraform, ACME_PLAN: 'x', ACME_APPLY: 'x', PROD_PLAN: 'x' };
  const { code, stdout } = await runCli(['doctor', '--env', 'dev,prod'], { cwd: project(), env });
  expect(code).toBe(1);
  expect(stdout.split('\n').filter((line) => line.startsWith('missing'))).toEqual([
    'missing dev: https://127.0.0.1:1 cannot be reached (ECONNREFUSED); check the network and "org" in env/',
    'missing prod: https://127.0.0.1:1 cannot be reached (ECONNREFUSED); check the network and "org" in env/',
    'missing prod apply (PROD_KEY): is not set; set it to the private key of the service app 0oa1 with the scopes okta.apps.manage, okta.apps.read and the role APP_ADMIN, to write apps for shop-prod',
  ]);
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
  expect(stdout).toContain('\nmissing Synth failed: "node app.js" ended with exit code 1\n');
});

test.each([
  ['20.19.0', 'ok'],
  ['22.0.0', 'ok'],
  ['20.18.3', 'missing'],
  ['18.20.0', 'missing'],
])('Node %s is %s', (version, status) => {
  expect(nodeCheck(version).status).toBe(status);
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

test('a Terraform whose exit codes are hidden is missing', async () => {
  const body = "if (args[0] === 'version') console.log('Terraform v1.12.0');";
  const { path, calls } = fakeProgram(folder.path, 'terraform-hidden', body);
  const { code, stdout } = await runCli(['doctor'], { cwd: project(), env: { TERRAFORM_BINARY_NAME: path } });
  expect({ code, line: stdout.split('\n')[1] }).toEqual({
    code: 1,
    line:
      `missing Terraform 1.12.0 (${path}) does not end a plan that has changes with exit code 2. ` +
      'A wrapper around Terraform does that, such as the one that hashicorp/setup-terraform installs by default: ' +
      'set "terraform_wrapper: false" for that action, or name the program itself in TERRAFORM_BINARY_NAME.',
  });
  expect(existsSync(calls()[1]?.cwd ?? '')).toBe(false);
});
