import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import type { Runner, StackRun } from '../../../okta-apps/terraform/invoke';
import { apply, init, plan } from '../../../okta-apps/terraform/terraform';
import { fakeProgram } from '../../support/fake-program';
import { NO_CHANGES, planning } from '../../support/fake-terraform';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const CANARY = 'canary-4f1d9c27';
const WRAPPER =
  'A wrapper around Terraform does that, such as the one that hashicorp/setup-terraform installs by default: ' +
  'set "terraform_wrapper: false" for that action, or name the program itself in TERRAFORM_BINARY_NAME.';
const NOT_ONE = '"terraform show -json" printed something else than one JSON object.';
const UNKNOWN = 'The outcome is unknown.';
const CHANGES = { ...NO_CHANGES, applyable: true, resource_changes: [{ change: { actions: ['update'] } }] };
const diagnostic = { severity: 'error', summary: 'No', detail: `Not ${CANARY}` };
const ERROR = `console.log(${JSON.stringify(JSON.stringify({ type: 'diagnostic', diagnostic }))});`;

/** A stack's folder, and a terraform of the test's own. */
function stackWith(body: string): readonly [Runner, StackRun] {
  const path = mkdtempSync(join(folder.path, 'stack-'));
  const { path: command } = fakeProgram(path, 'terraform', body);
  const runner = { binary: { command, product: 'Terraform' as const, version: '1.11.4' }, stop: neverStopped() };
  return [runner, { stack: 'shop-dev', folder: path, env: {}, secrets: [CANARY] }];
}

/** Shows the plan with this text around it. */
function shownWith(before: string, after: string): string {
  const text = JSON.stringify(before + JSON.stringify(NO_CHANGES) + after);
  return `if (args[0] === 'plan') require('node:fs').writeFileSync('plan.tfplan', 'PK'); else process.stdout.write(${text});`;
}

test.each([
  [
    'that has changes, with exit code 0',
    planning(CHANGES, 0),
    `Terraform plan ended with exit code 0, which means no changes, but the plan that it saved has changes. ${UNKNOWN}`,
  ],
  [
    'that has none, with exit code 2',
    planning(NO_CHANGES, 2),
    `Terraform plan ended with exit code 2, which means changes, but the plan that it saved has no changes. ${UNKNOWN}`,
  ],
  [
    'that is not there, of a program that always ends with 0',
    '',
    'Terraform plan ended with exit code 0, which means success, but saved no plan.',
  ],
  [
    'with errors, with exit code 0',
    `${planning()} if (args[0] === 'plan') ${ERROR}`,
    'Terraform plan ended with exit code 0, which means success, but reported errors.\n  Error: No\n    Not (sensitive)\n ',
  ],
  ['that is shown after a line', shownWith('[command]/usr/bin/terraform-bin show\n', ''), NOT_ONE],
  ['that is shown before a line', shownWith('', `\n::set-output name=stdout::${CANARY}\n`), NOT_ONE],
  [
    'that is shown as nothing',
    "if (args[0] === 'plan') require('node:fs').writeFileSync('plan.tfplan', 'PK');",
    '"terraform show -json" printed nothing.',
  ],
])('a plan %s has no outcome', async (_, body, message) => {
  await expect(plan(...stackWith(body))).rejects.toThrow(new Error(`shop-dev: ${message} ${WRAPPER}`));
});

test('a plan in which everything is put off is not called empty, and no wrapper is blamed', async () => {
  const deferred = { ...NO_CHANGES, deferred_changes: [{ reason: 'provider_config_unknown' }] };
  await expect(plan(...stackWith(planning(deferred, 0)))).rejects.toThrow(
    new Error(
      'shop-dev: Terraform puts every change off to a later plan, so there is nothing that it could apply now; ' +
        'apply first what these changes wait for',
    ),
  );
});

test('a plan that runs an action and ends as if it changed nothing has no outcome', async () => {
  const acting = { ...NO_CHANGES, action_invocations: [{ address: 'action.okta_rotate.x', type: 'okta_rotate' }] };
  await expect(plan(...stackWith(planning(acting, 0)))).rejects.toThrow(
    `shop-dev: Terraform plan ended with exit code 0, which means no changes, but the plan that it saved has changes. ${UNKNOWN}`,
  );
});

test('a plan that is too long for this process is not read', async () => {
  const heap = jest.spyOn(v8, 'getHeapStatistics').mockReturnValue({ ...v8.getHeapStatistics(), heap_size_limit: 50 });
  await expect(plan(...stackWith(shownWith('', '')))).rejects.toThrow(
    'shop-dev: the plan is too long to be read: more than 0 MiB do not fit into the memory of this process; ' +
      'set NODE_OPTIONS=--max-old-space-size=4096, or split the stack',
  );
  heap.mockRestore();
});

test('an init and an apply that report errors failed, whatever their exit codes', async () => {
  const [runner, run] = stackWith(ERROR);
  await expect(init(runner, run)).rejects.toThrow('shop-dev: Terraform init failed\n  Error: No\n    Not (sensitive)');
  writeFileSync(join(run.folder, 'plan.tfplan'), '');
  const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const saved = { outcome: 'changes', changes: [], diagnostics: [], digest, at: Date.now(), json: CHANGES } as const;
  expect(await apply(runner, run, saved)).toMatchObject({ failed: true, diagnostics: [{ summary: 'No' }] });
});
