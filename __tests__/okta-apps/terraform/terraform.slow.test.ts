import type { Stop } from '../../../okta-apps/shared/io';
import { Interrupted } from '../../../okta-apps/shared/errors';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import type { StackRun } from '../../../okta-apps/terraform/invoke';
import { planFault, PlanRefused, type SavedPlan } from '../../../okta-apps/terraform/saved-plan';
import { apply, init, plan, providersOf } from '../../../okta-apps/terraform/terraform';
import { fakeProgram } from '../../support/fake-program';
import { NO_CHANGES, planning } from '../../support/fake-terraform';
import { dataStack } from '../../support/plain-project';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const CANARY = 'canary-4f1d9c27';
let count = 0;

/** A stack's folder with this `cdk.tf.json`. */
function stack(content: object, env: Readonly<Record<string, string>> = {}): StackRun {
  const path = join(folder.path, `stack-${count++}`);
  mkdirSync(path);
  write(path, content);
  const base = { PATH: process.env['PATH'] ?? '', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };
  return { stack: 'shop-dev', folder: path, env: { ...base, ...env }, secrets: [CANARY] };
}

function write(path: string, content: object): void {
  writeFileSync(join(path, 'cdk.tf.json'), JSON.stringify(content));
}

async function real(stop: Stop = neverStopped()) {
  return { binary: await findTerraform({ PATH: process.env['PATH'] }, { cwd: folder.path, stop }), stop };
}

/** Prints a line of Terraform's JSON output. */
const uiLine = (message: object) => `console.log(${JSON.stringify(JSON.stringify(message))});`;

/** A runner with a terraform of the test's own. */
function fake(body: string, stop: Stop = neverStopped()) {
  const { path, calls } = fakeProgram(folder.path, `terraform-${count++}`, body);
  return { runner: { binary: { command: path, product: 'Terraform' as const, version: '1.11.4' }, stop }, calls };
}

test('a plan is saved for its owner only, applied as it is, removed, and then nothing is left to change', async () => {
  const runner = await real();
  const run = stack(dataStack({ a: 'one' }));
  await init(runner, run);
  expect(await providersOf(runner, run)).toEqual([]);
  const saved = await plan(runner, run);
  expect(saved).toMatchObject({
    outcome: 'changes',
    changes: [{ address: 'terraform_data.a', action: 'create' }],
    diagnostics: [],
  });
  const file = join(run.folder, 'plan.tfplan');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await apply(runner, run, saved)).toEqual({
    done: [{ address: 'terraform_data.a', action: 'create' }],
    diagnostics: [],
    failed: false,
  });
  expect(existsSync(file)).toBe(false);
  expect(await plan(runner, run)).toMatchObject({ outcome: 'none', changes: [] });
});

test('a plan that prevent_destroy refuses is blocked, with what it would do', async () => {
  const runner = await real();
  const lifecycle = { lifecycle: { prevent_destroy: true } };
  const run = stack(dataStack({ a: 'one' }, { triggers_replace: 'x', ...lifecycle }));
  await init(runner, run);
  await apply(runner, run, await plan(runner, run));
  write(run.folder, dataStack({ a: 'one' }, { triggers_replace: 'y', ...lifecycle }));
  expect(await plan(runner, run)).toMatchObject({
    outcome: 'blocked',
    changes: [
      {
        address: 'terraform_data.a',
        action: 'replace',
        attributes: [
          { name: 'id', forcesReplacement: false },
          { name: 'output', forcesReplacement: false },
          { name: 'triggers_replace', forcesReplacement: true },
        ],
      },
    ],
    diagnostics: [{ severity: 'error', summary: 'Instance cannot be destroyed' }],
  });
});

test('a plan that is not whole is a failure, although Terraform leaves a file', async () => {
  const runner = await real();
  const state = { backend: 'local', config: { path: 'nowhere.tfstate' } };
  const run = stack({ ...dataStack({ a: 'one' }), data: { terraform_remote_state: { other: state } } });
  await init(runner, run);
  await expect(plan(runner, run)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(
      /^shop-dev: Terraform plan failed\n {2}Error: Unable to find remote state \(data\.terraform_remote_state\.other\)\n/,
    ) as string,
  });
  expect(existsSync(join(run.folder, 'plan.tfplan'))).toBe(false);
});

test.each([
  [
    'cut off',
    (file: string) => {
      writeFileSync(file, 'PK');
    },
  ],
  [
    'made longer',
    (file: string) => {
      appendFileSync(file, 'x');
    },
  ],
  [
    'removed',
    (file: string) => {
      rmSync(file);
    },
  ],
])('a saved plan that was %s is not applied', async (_, change) => {
  const runner = await real();
  const run = stack(dataStack({ a: 'one' }));
  await init(runner, run);
  const saved = await plan(runner, run);
  change(join(run.folder, 'plan.tfplan'));
  await expect(apply(runner, run, saved)).rejects.toThrow(
    new PlanRefused(
      'altered',
      'shop-dev: the plan file was altered: plan.tfplan is not what was planned, or no longer exists; ' +
        'run okta-apps apply again to make a new plan',
    ),
  );
  expect((await plan(runner, run)).outcome).toBe('changes');
});

describe('before Terraform is started', () => {
  const CONTENT = 'PK';
  const SAVED: SavedPlan = {
    outcome: 'changes',
    changes: [],
    diagnostics: [],
    digest: createHash('sha256').update(CONTENT).digest('hex'),
    at: Date.parse('2026-01-01T00:00:00Z'),
    json: {},
  };

  async function fault(different: Partial<SavedPlan>, after: string) {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse(after));
    const run = stack({});
    writeFileSync(join(run.folder, 'plan.tfplan'), CONTENT);
    const { reason, message } = (await planFault(run, { ...SAVED, ...different })) ?? {};
    return { reason, message };
  }

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('a plan may wait for less than an hour', async () => {
    expect(await fault({}, '2026-01-01T00:59:59Z')).toEqual({});
    expect(await fault({}, '2026-01-01T01:00:00Z')).toEqual({
      reason: 'too old',
      message:
        'shop-dev: the plan is too old: it was made 60 minutes ago, and what people changed in Okta since is not in it ' +
        '(it may wait 60 minutes); run okta-apps apply again to make a new plan',
    });
  });

  test('an errored plan is refused, although its file is as it was', async () => {
    expect(await fault({ outcome: 'blocked' }, '2026-01-01T00:00:01Z')).toEqual({
      reason: 'errored',
      message: 'shop-dev: the plan is errored: Terraform does not apply it; correct what it says, and run this again',
    });
  });
});

test('an empty plan is read and not kept', async () => {
  const shown = { ...NO_CHANGES, resource_drift: [{ address: 'okta_app_oauth.a' }] };
  const { runner, calls } = fake(`${planning(shown)} if (args[0] === 'plan') ${uiLine({ type: 'change_summary' })}`);
  const run = stack({});
  expect(await plan(runner, run)).toEqual({
    outcome: 'none',
    changes: [],
    diagnostics: [],
    digest: 'none',
    at: expect.any(Number) as number,
    json: shown,
  });
  expect(calls().map(({ args }) => args[0])).toEqual(['plan', 'show']);
  expect(existsSync(join(run.folder, 'plan.tfplan'))).toBe(false);
});

describe('two runs that make the same in a new PostgreSQL', () => {
  const summary = 'pq: duplicate key value violates unique constraint "pg_class_relname_nsp_index"';
  const diagnostic = { severity: 'error', summary, detail: '' };
  const line = uiLine({ type: 'diagnostic', '@level': 'error', diagnostic });

  test('the one that came second begins again', async () => {
    const { runner, calls } = fake(
      `const seen = require('node:path').join(process.cwd(), 'seen');
if (!require('node:fs').existsSync(seen)) { require('node:fs').writeFileSync(seen, ''); ${line} process.exitCode = 1; }`,
    );
    await init(runner, stack({}));
    expect(calls().map(({ args }) => args[0])).toEqual(['init', 'init']);
  });

  test('an error that stays is told after four times', async () => {
    const { runner, calls } = fake(`${line} process.exitCode = 1;`);
    await expect(init(runner, stack({}))).rejects.toThrow(
      `shop-dev: Terraform init failed\n  Error: ${summary}\n` +
        '  Check that the backend of this stack can be reached from here, and its credentials.',
    );
    expect(calls()).toHaveLength(4);
  });
});

test('an apply that fails says what was done before', async () => {
  const { runner, calls } = fake(`
    ${uiLine({ type: 'apply_complete', hook: { resource: { addr: 'okta_app_oauth.a' }, action: 'create' } })}
    ${uiLine({ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'No', detail: `Okta says ${CANARY}` } })}
    process.exit(1);`);
  const run = stack({});
  writeFileSync(join(run.folder, 'plan.tfplan'), '');
  const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(
    await apply(runner, run, { outcome: 'changes', changes: [], diagnostics: [], digest, at: Date.now(), json: {} }),
  ).toEqual({
    done: [{ address: 'okta_app_oauth.a', action: 'create' }],
    diagnostics: [{ severity: 'error', summary: 'No', detail: 'Okta says (sensitive)' }],
    failed: true,
  });
  expect(calls()[0]?.args).toEqual(['apply', '-input=false', '-lock-timeout=20s', '-json', 'plan.tfplan']);
});

test.each([
  [
    'Failed to query available provider packages',
    'The provider could not be installed: check that its registry can be reached from here (HTTPS_PROXY is followed).',
  ],
  ['Error loading state', 'Check that the backend of this stack can be reached from here, and its credentials.'],
  [
    "The current package doesn't match any of the checksums previously recorded in the dependency lock file",
    '.terraform.lock.hcl has no checksum that fits the package of a provider. If it was made for other platforms only, ' +
      'write it again with okta-apps lock and commit it; otherwise the package is not the one that was locked.',
  ],
  [
    'Inconsistent dependency lock file',
    '.terraform.lock.hcl does not fit: write it again with okta-apps lock, and commit it.',
  ],
  ['Unsupported Terraform Core version', ''],
])('an init that fails with %j names the stack and says what to look at', async (summary, hint) => {
  const diagnostic = { severity: 'error', summary, detail: `no such host, ${CANARY}` };
  const say = `console.log(${JSON.stringify(JSON.stringify({ type: 'diagnostic', diagnostic }))});`;
  const { runner, calls } = fake(`${say} ${say} process.exit(1);`);
  await expect(init(runner, stack({}))).rejects.toMatchObject({
    name: 'UserError',
    message: `shop-dev: Terraform init failed\n  Error: ${summary}\n    no such host, (sensitive)\n  ${hint}`.trimEnd(),
  });
  expect(calls()[0]?.args).toEqual(['init', '-input=false', '-json']);
});

test('what Terraform writes outside its JSON is shown, without secrets, when there is nothing else', async () => {
  const { runner } = fake(`console.error('panic: ${CANARY}'); process.exit(2 + 9);`);
  await expect(plan(runner, stack({}))).rejects.toMatchObject({
    name: 'UserError',
    message: 'shop-dev: Terraform plan failed\n  Error: what it wrote\n    panic: (sensitive)',
  });
});

test('Ctrl-C during a plan is an interruption, not a failure of Terraform', async () => {
  const stop = new AbortController();
  const { runner } = fake("process.on('SIGINT', () => process.exit(1)); setInterval(() => {}, 1000);", {
    asked: stop.signal,
    forced: new AbortController().signal,
  });
  setTimeout(() => {
    stop.abort();
  }, 300);
  await expect(plan(runner, stack({}))).rejects.toThrow(new Interrupted('shop-dev: interrupted during plan'));
});
