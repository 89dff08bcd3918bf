import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentRules } from '../../../okta-apps/shared/environment-rules';
import { fakeProgram } from '../../support/fake-program';
import { WRITES_PLAN } from '../../support/plan-archive';
import { dataStack, plainProject, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };
const PLAN_FILE = 'cdktf.out/run/shop-dev/plan.tfplan';
const DELETED = 'resource/removed';
const WAIVER = { rule: DELETED, address: 'terraform_data.old', reason: 'no longer used', expires: '2999-01-01' };

afterEach(() => {
  jest.restoreAllMocks();
});

function last(text: string, lines = 2): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function withoutIds(text: string): string {
  return text.replace(/(?<=\W)[0-9a-f-]{36}(?=\W)/g, 'ID');
}

function entriesOf(stdout: string): unknown {
  return (JSON.parse(stdout) as { stacks: unknown }).stacks;
}

/** A stack in which the deletion of a resource blocks, as that of an app does. */
function stack(names: readonly string[], more: EnvironmentRules = {}): Record<string, PlainStack> {
  const inputs = Object.fromEntries(names.map((name) => [name, 1]));
  const rules = { reviewSeverities: { [DELETED]: 'block' }, ...more } as const;
  return { 'shop-dev': { terraform: dataStack(inputs), manifest: { rules } } };
}

describe('a block finding', () => {
  const BLOCKED =
    'shop-dev: a finding stops it that no waiver accepts: terraform_data.old: ' +
    'resource must be kept while it is used, got "ID"; list what uses it [resource/removed]; ' +
    'revert that, or accept it with a waiver in env/ and have that reviewed';

  async function deleting() {
    const { folder: cwd, change } = plainProject(folder.path, stack(['web', 'old']));
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    change(stack(['web']));
    return { cwd, change };
  }

  test('stops an apply as it stops a plan, with --auto-approve and before anybody is asked, until a waiver accepts it', async () => {
    const { cwd, change } = await deleting();
    const ask = jest.fn<Promise<string>, []>();
    for (const run of [['--auto-approve'], []]) {
      const { code, stdout } = await runCli(['apply', ...run], { cwd, env, ask });
      expect(code).toBe(3);
      expect(withoutIds(last(stdout, 3))).toBe(`\n${BLOCKED}\nNone of this was applied.`);
    }
    expect(ask).not.toHaveBeenCalled();
    expect(await runCli(['plan'], { cwd, env })).toMatchObject({ code: 3 });
    change(stack(['web'], { waivers: [WAIVER] }));
    const { code, stdout } = await runCli(['apply', '--auto-approve'], { cwd, env });
    expect({ code, end: last(stdout) }).toEqual({
      code: 0,
      end: 'shop-dev: applied (1 deleted)\nPlanned again: nothing to change.',
    });
  });

  test('as JSON: why, beside the other stacks of the round, of which nothing is applied either', async () => {
    const { cwd, change } = await deleting();
    change({ ...stack(['web']), 'desk-dev': { terraform: dataStack({ desk: 1 }) } });
    const { code, stdout } = await runCli(['apply', '--auto-approve', '--json'], { cwd, env });
    expect(code).toBe(3);
    expect(entriesOf(withoutIds(stdout))).toMatchObject([
      { stack: 'desk-dev', outcome: 'changes' },
      { stack: 'shop-dev', outcome: 'refused', reason: 'blocked', message: BLOCKED },
    ]);
    expect(existsSync(join(cwd, 'state/desk-dev.tfstate'))).toBe(false);
  });
});

describe('a high finding that nothing reviewed, where an environment asks for no approval', () => {
  const UNDECIDED =
    'shop-dev: it has findings of severity high, nothing was reviewed, and no person is asked: terraform_data.old: ' +
    'resource must be kept while it is used, got "ID"; list what uses it [resource/removed]; ' +
    'give --reviewed with the file of "okta-apps reviewed", accept each with a waiver in env/ that gives the reason, or ' +
    'run this at a terminal without --auto-approve and --json';
  const high = { reviewSeverities: { [DELETED]: 'high' } } as const;

  async function removing() {
    const { folder: cwd, change } = plainProject(folder.path, stack(['web', 'old'], high));
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    change(stack(['web'], high));
    return { cwd, change };
  }

  test('attack: --auto-approve takes it without asking anyone, at a terminal too', async () => {
    const { cwd } = await removing();
    for (const ask of [undefined, () => Promise.resolve('yes')]) {
      const { code, stdout } = await runCli(['apply', '--auto-approve'], { cwd, env, ...(ask && { ask }) });
      expect({ code, end: withoutIds(last(stdout, 3)) }).toEqual({
        code: 3,
        end: `\n${UNDECIDED}\nNone of this was applied.`,
      });
    }
    const { code, stdout } = await runCli(['apply', '--auto-approve', '--json'], { cwd, env });
    expect({ code, entries: entriesOf(withoutIds(stdout)) }).toEqual({
      code: 3,
      entries: [{ stack: 'shop-dev', outcome: 'refused', reason: 'finding', message: UNDECIDED }],
    });
  });

  test('everyday: a person at a terminal takes it, and a waiver does for every later apply', async () => {
    const { cwd, change } = await removing();
    const ask = jest.fn(() => Promise.resolve('yes'));
    const { code, stdout } = await runCli(['apply'], { cwd, env, ask });
    expect({ code, end: last(stdout) }).toEqual({
      code: 0,
      end: 'shop-dev: applied (1 deleted)\nPlanned again: nothing to change.',
    });
    expect(ask).toHaveBeenCalledTimes(1);
    change(stack(['web', 'old'], { ...high, waivers: [WAIVER] }));
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    change(stack(['web'], { ...high, waivers: [WAIVER] }));
    const waived = await runCli(['apply', '--auto-approve'], { cwd, env });
    expect({ code: waived.code, end: last(waived.stdout) }).toEqual({
      code: 0,
      end: 'shop-dev: applied (1 deleted)\nPlanned again: nothing to change.',
    });
  });
});

describe('while apply waits for an answer', () => {
  const ALTERED =
    'shop-dev: the plan file was altered: plan.tfplan is not what was planned, or no longer exists; ' +
    'run okta-apps apply again to make a new plan';
  const OLD =
    'shop-dev: the plan is too old: it was made 61 minutes ago, and what people changed in Okta since is not in it ' +
    '(it may wait 60 minutes); run okta-apps apply again to make a new plan';

  test.each([
    [
      'the plan file is altered',
      ALTERED,
      (file: string) => {
        appendFileSync(file, 'x');
      },
    ],
    [
      'the plan file goes',
      ALTERED,
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      'an hour goes by',
      OLD,
      () => {
        const later = Date.now() + 61 * 60_000;
        jest.spyOn(Date, 'now').mockImplementation(() => later);
      },
    ],
  ])('%s: it is refused, and so are the other stacks that were asked for', async (_, message, meanwhile) => {
    const { folder: cwd } = plainProject(folder.path, {
      ...stack(['web']),
      ...(message === OLD ? {} : { 'desk-dev': { terraform: dataStack({ desk: 1 }) } }),
    });
    const ask = () => {
      meanwhile(join(cwd, PLAN_FILE));
      return Promise.resolve('yes');
    };
    const { code, stdout } = await runCli(['apply'], { cwd, env, ask });
    expect({ code, end: last(stdout, 3) }).toEqual({ code: 3, end: `\n${message}\nNone of this was applied.` });
    for (const name of ['desk-dev', 'shop-dev']) {
      expect(existsSync(join(cwd, `state/${name}.tfstate`))).toBe(false);
    }
    jest.restoreAllMocks();
    expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'state/shop-dev.tfstate'), 'utf8')).toContain('"web"');
  });
});

test('a plan in a format that is not known is neither reviewed nor applied: one message, exit code 1', async () => {
  const { folder: cwd } = plainProject(folder.path, stack(['web']));
  const { path, calls } = fakeProgram(
    folder.path,
    'terraform-of-tomorrow',
    `if (args[0] === 'version') console.log(args[1] === '-json' ? '{}' : 'Terraform v1.12.0');
${WRITES_PLAN}
if (args[0] === 'plan') process.exitCode = 2;
if (args[0] === 'show') console.log('{"format_version":"2.0"}');`,
  );
  for (const command of [['plan'], ['apply', '--auto-approve']]) {
    const run = await runCli(command, { cwd, env: { ...env, TERRAFORM_BINARY_NAME: path } });
    expect({ ...run, stderr: last(run.stderr, 1) }).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'shop-dev: what Terraform planned cannot be reviewed, so it is not applied: ' +
        'its format_version is "2.0", and only 1.x is supported. okta-apps doctor says which Terraform this is',
    });
  }
  expect(calls().map(({ args }) => args[0])).not.toContain('apply');
});
