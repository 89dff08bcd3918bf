import { join } from 'node:path';
import { estimateRequests, estimatesJson, estimatesText } from '../../../okta-apps/run/request-budget';
import { readAssembly } from '../../../okta-apps/project/assembly';
import { fakeProgram } from '../../support/fake-program';
import { WRITES_PLAN } from '../../support/plan-archive';
import { fakeTerraform } from '../../support/fake-terraform';
import { dataStack, localStack, plainProject, writeAssembly, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
let n = 0;

function assembled(stacks: Readonly<Record<string, PlainStack>>) {
  const outdir = join(folder.path, `out-${n++}`);
  writeAssembly(outdir, stacks);
  return readAssembly(outdir, 'cdktf.out');
}

/** A stack of so many apps, each with its groups. */
function apps(count: number, manifest: PlainStack['manifest'] = {}): PlainStack {
  const names = Array.from({ length: count }, (_, i) => `app-${i}`);
  const named = (value: object) => Object.fromEntries(names.map((name) => [name, value])) as object;
  const resource = { okta_app_oauth: named({ omit_secret: true }), okta_app_group_assignments: named({}) };
  return { manifest, terraform: { resource } };
}

const SERVICE_APP = { type: 'service-app', clientId: '0oa1', privateKeyVariable: 'KEY', scopes: ['x'] } as const;
const prod = {
  environment: 'prod',
  credentials: { plan: SERVICE_APP, apply: SERVICE_APP },
  org: { name: 'acme', baseUrl: 'okta.com', rateLimits: { perMinute: { '/api/v1/apps/{id}': 600 }, percent: 100 } },
} as const;

test('a line for each environment: what is asked, of how much, and how Terraform is run for it', () => {
  const estimates = estimateRequests(
    assembled({ 'desk-dev': apps(5), 'shop-dev': apps(3), 'shop-prod': apps(90, prod) }),
    'plan',
    4,
  );
  expect(estimatesText(estimates)).toBe(
    'dev: about 30 Okta requests to plan 2 stacks; fullest limit: /api/v1/apps, 8 of 50 a minute (50 % of 100); ' +
      '-parallelism=10\n' +
      'prod: about 181 Okta requests to plan 1 stack; fullest limit: /api/v1/apps, 90 of 100 a minute (100 % of 100); ' +
      '-parallelism=10\n',
  );
});

test('an apply says that it waits in any case', () => {
  expect(estimatesText(estimateRequests(assembled({ 'shop-dev': apps(3) }), 'apply', 4))).toBe(
    'dev: about 12 Okta requests to plan 1 stack; fullest limit: /api/v1/apps, 3 of 50 a minute (50 % of 100); ' +
      '-parallelism=10, max_api_capacity=45\n',
  );
});

test('plans that do not fit into a minute are warned of, with what to do', () => {
  const estimates = estimateRequests(assembled({ 'desk-dev': apps(60), 'shop-dev': apps(51) }), 'plan', 4);
  expect(estimatesText(estimates)).toBe(
    'dev: about 339 Okta requests to plan 2 stacks; fullest limit: /api/v1/apps, 111 of 50 a minute (50 % of 100); ' +
      '-parallelism=2, max_api_capacity=45\n' +
      'Warning: dev: Okta answers fewer requests in a minute, so the plans wait, about 2 minutes in all. To avoid that, ' +
      'plan fewer stacks at a time, or let the credential use more (its rate limit in the Admin Console, then ' +
      'org.rateLimits in env/).\n',
  );
});

test('where the second request for each app fills the limit, a service app is named as a way out', () => {
  const { terraform } = apps(301);
  const { okta_app_oauth } = (terraform as { resource: { okta_app_oauth: object } }).resource;
  const org = { ...prod.org, rateLimits: { perMinute: { '/api/v1/apps/{id}': 5000 } } };
  const stack = { terraform: { resource: { okta_app_oauth } }, manifest: { org } };
  expect(estimatesText(estimateRequests(assembled({ 'shop-dev': stack }), 'plan', 4))).toBe(
    'dev: about 605 Okta requests to plan 1 stack; fullest limit: the rest of /api/v1, 304 of 300 a minute ' +
      '(50 % of 600); -parallelism=10, max_api_capacity=45\n' +
      'Warning: dev: Okta answers fewer requests in a minute, so the plan waits, about 1 minute in all. To avoid that, ' +
      'split the stack, use a service app, with which one request less is made for each app, or let the credential ' +
      'use more (its rate limit in the Admin Console, then org.rateLimits in env/).\n',
  );
});

test('nothing is said of an org on this machine, or of stacks without Okta', () => {
  const stacks = assembled({ 'shop-local': localStack(['web']), 'data-dev': { terraform: dataStack({ a: 1 }) } });
  for (const some of [stacks, []]) {
    const estimates = estimateRequests(some, 'plan', 4);
    expect({ text: estimatesText(estimates), json: estimatesJson(estimates) }).toEqual({ text: '', json: {} });
  }
});

test('as JSON, by bucket', () => {
  expect(estimatesJson(estimateRequests(assembled({ 'shop-dev': apps(3) }), 'plan', 4))).toEqual({
    requests: [
      {
        environment: 'dev',
        stacks: ['shop-dev'],
        requests: { '/api/v1/apps': 3, '/api/v1/apps/{id}': 3, other: 6 },
        fullest: { bucket: '/api/v1/apps', requests: 3, allowed: 50, limit: 100 },
        minutes: 1,
        parallelism: 10,
        maxApiCapacity: 100,
      },
    ],
  });
});

describe('a command', () => {
  const LINE =
    'dev: about 6 Okta requests to plan 1 stack; fullest limit: /api/v1/apps, 1 of 50 a minute (50 % of 100); ';
  const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };

  async function ran(command: readonly string[], stack = apps(1)) {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': stack });
    const fake = fakeTerraform(folder.path);
    const result = await runCli(command, { cwd, env: { ...env, TERRAFORM_BINARY_NAME: fake.path } });
    const planned = fake.calls().findLast(({ args }) => args[0] === 'plan');
    return { ...result, args: planned?.args, capacity: planned?.env['TF_VAR_max_api_capacity'] };
  }

  test('says it before Terraform plans, and runs Terraform so', async () => {
    const { stderr, stdout, args, capacity } = await ran(['plan', '--json']);
    expect(stderr).toBe(`${LINE}-parallelism=10\nshop-dev: init\nshop-dev: plan\n`);
    expect(args).toEqual(expect.arrayContaining(['-parallelism=10']));
    expect(capacity).toBe('100');
    expect(JSON.parse(stdout)).toMatchObject({ requests: [{ environment: 'dev', parallelism: 10 }] });
  });

  test('that applies says it once, and lets the provider wait', async () => {
    const { stderr, stdout, capacity } = await ran(['apply', '--auto-approve', '--json']);
    expect(stderr).toBe(
      `${LINE}-parallelism=10, max_api_capacity=45\nApplies to dev (https://acme-dev.oktapreview.com)\n` +
        'shop-dev: init\nshop-dev: plan\n',
    );
    expect(capacity).toBe('45');
    expect(JSON.parse(stdout)).toMatchObject({ requests: [{ environment: 'dev', maxApiCapacity: 45 }] });
  });

  test('says nothing of stacks that ask Okta nothing, and leaves Terraform as it is', async () => {
    const { stderr, stdout, args, capacity } = await ran(['plan', '--json'], { terraform: dataStack({ a: 1 }) });
    expect(stderr).toBe('shop-dev: init\nshop-dev: plan\n');
    expect(JSON.parse(stdout)).not.toHaveProperty('requests');
    expect({ args, capacity }).toEqual({
      args: expect.not.arrayContaining(['-parallelism=10']) as object,
      capacity: undefined,
    });
  });

  test('takes stacks one by one where the org allows so little, and applies what was planned as slowly', async () => {
    const org = { name: 'acme', baseUrl: 'okta.com', rateLimits: { perMinute: { '/api/v1/apps': 20 } } };
    const { folder: cwd } = plainProject(folder.path, { 'desk-dev': apps(6, { org }), 'shop-dev': apps(5, { org }) });
    const plan = JSON.stringify({
      format_version: '1.2',
      resource_changes: [
        { address: 'terraform_data.a', type: 'terraform_data', change: { actions: ['create'], after: {} } },
      ],
    });
    const fake = fakeProgram(
      cwd,
      'terraform-alone',
      `const { mkdirSync, rmdirSync } = require('node:fs');
if (args[0] === 'version') console.log(args[1] ? '{}' : 'Terraform v1.12.0');
if (args[0] === 'show') console.log(${JSON.stringify(plan)});
${WRITES_PLAN}
if (args[0] === 'plan' || args[0] === 'apply') {
  mkdirSync(${JSON.stringify(join(cwd, 'busy'))});
  setTimeout(() => rmdirSync(${JSON.stringify(join(cwd, 'busy'))}), 50);
  if (args[0] === 'plan') process.exitCode = 2;
}`,
    );
    const { stdout } = await runCli(['apply', '--auto-approve'], {
      cwd,
      env: { ...env, TERRAFORM_BINARY_NAME: fake.path },
    });
    expect(stdout).toContain(
      '\ndesk-dev: applied (only the state changed)\nshop-dev: applied (only the state changed)\n',
    );
    const flags = fake.calls().map(({ args }) => [args[0], args.find((arg) => arg.startsWith('-parallelism'))]);
    expect(flags.filter(([, flag]) => flag !== undefined)).toEqual(
      ['plan', 'plan', 'apply', 'apply', 'plan', 'plan'].map((what) => [what, '-parallelism=1']),
    );
  });
});
