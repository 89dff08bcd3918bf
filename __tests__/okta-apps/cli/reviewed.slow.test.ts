import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataStack, localStack, plainProject, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };
const FILE = 'reviewed.json';

function project(stacks: Readonly<Record<string, PlainStack>>) {
  const { folder: cwd, change } = plainProject(folder.path, stacks);
  const run = (...argv: string[]) => runCli(argv, { cwd, env });
  return {
    cwd,
    change,
    run,
    /** Plans and leaves digests, as the job of a pull request does. */
    reviewed: async (...more: string[]) => {
      await run('plan', ...more);
      return await run('review', '--digests', FILE, ...more);
    },
    apply: async (...more: string[]) => await run('apply', '--reviewed', FILE, ...more),
  };
}

function last(text: string, lines = 2): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

test('what was reviewed is applied without a question, and proved by an empty second plan', async () => {
  const { reviewed, apply } = project({ 'shop-dev': { terraform: dataStack({ web: 1 }) }, 'empty-dev': {} });
  expect((await reviewed()).code).toBe(2);
  const { code, stdout } = await apply();
  expect({ code, end: last(stdout) }).toEqual({
    code: 0,
    end: 'shop-dev: applied (1 created)\nPlanned again: nothing to change.',
  });
  expect((await apply()).code).toBe(0);
});

test('code that changed after the review is refused, and nothing is applied', async () => {
  const { reviewed, change, apply, run } = project({ 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  await reviewed();
  change({ 'shop-dev': { terraform: dataStack({ web: 2 }) } });
  const { code, stdout } = await apply();
  expect({ code, end: last(stdout) }).toEqual({
    code: 3,
    end:
      'shop-dev: its cdk.tf.json is not the one that was reviewed; synthesize this commit again and compare: where it ' +
      'differs from run to run, the code reads something that changes, such as the time or the environment; write that ' +
      'value into the code\n' +
      'None of this was applied.',
  });
  expect((await run('plan')).code).toBe(2);
});

test('another meaning of the same code is refused: another apply changed something meanwhile', async () => {
  const one = { 'shop-dev': { terraform: dataStack({ web: 1, desk: 1 }) } };
  const { reviewed, change, apply, run } = project(one);
  await reviewed();
  change({ 'shop-dev': { terraform: dataStack({ desk: 2, extra: 1 }) } });
  await run('apply', '--auto-approve');
  change(one);
  const { code, stdout } = await apply();
  expect({ code, end: last(stdout) }).toEqual({
    code: 3,
    end:
      'shop-dev: the plan does not match what was reviewed: now also delete terraform_data.extra ' +
      'and update terraform_data.desk; no longer create terraform_data.desk; plan and review it once more: okta-apps plan, ' +
      'then okta-apps review --digests <file>\n' +
      'None of this was applied.',
  });
});

test('a stack without a review is refused, and so is one that had no whole plan', async () => {
  const shop = { terraform: dataStack({ web: 1 }) };
  const { reviewed, change, apply } = project({
    'shop-dev': { terraform: { variable: { needed: { type: 'string' } } } },
  });
  expect((await reviewed()).code).toBe(1);
  change({ 'shop-dev': shop, 'desk-dev': shop });
  const { code, stdout } = await apply();
  expect({ code, end: last(stdout, 3) }).toEqual({
    code: 3,
    end:
      'desk-dev: nothing was reviewed: there is no digest of this stack; make the file of --reviewed for this stack ' +
      'too: okta-apps reviewed\n' +
      'shop-dev: nothing was reviewed: there was no whole plan at the review; correct what the review says of this stack, ' +
      'and merge that\n' +
      'None of this was applied.',
  });
});

test('a plan that Terraform refuses is refused as errored', async () => {
  const guarded = { lifecycle: { prevent_destroy: true } };
  const { change, run, reviewed, apply } = project({ 'shop-dev': { terraform: dataStack({ web: 1 }, guarded) } });
  await run('apply', '--auto-approve');
  const replaced = { resource: { terraform_data: { web: { input: 1, triggers_replace: [2], ...guarded } } } };
  change({ 'shop-dev': { terraform: replaced } });
  expect((await reviewed()).code).toBe(3);
  const { code, stdout } = await apply();
  expect({ code, end: last(stdout) }).toEqual({
    code: 3,
    end:
      'shop-dev: the plan is errored: Terraform does not apply it; correct what Terraform says above, and run this again\n' +
      'None of this was applied.',
  });
});

test('a block finding stops the apply of what was reviewed, until a waiver accepts it', async () => {
  const stack = (apps: readonly string[], waivers: readonly object[] = []): Record<string, PlainStack> => {
    const { manifest, terraform } = localStack(apps);
    return { 'shop-local': { terraform: terraform!, manifest: { ...manifest, rules: { waivers } as never } } };
  };
  const { change, run, reviewed, apply } = project(stack(['web', 'old']));
  await run('apply');
  change(stack(['web']));
  expect((await reviewed()).code).toBe(3);
  const { code, stdout } = await apply();
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /\nshop-local: a finding stops it that no waiver accepts: okta_app_oauth\.old: [^\n]+ \[app\/deleted\]; revert that, or accept it with a waiver in env\/ and have that reviewed\nNone of this was applied\.\n$/,
  );
  const waiver = {
    rule: 'app/deleted',
    address: 'okta_app_oauth.old',
    reason: 'no longer used',
    expires: '2999-01-01',
  };
  change(stack(['web'], [waiver]));
  expect(last((await apply()).stdout, 1)).toBe('Planned again: nothing to change.');
});

/** Only the date is faked, because Terraform and servers need timers that run. */
const REAL = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

test('time between the review and the apply: a waiver that expired accepts nothing, and the stack stays as it is', async () => {
  const stack = (apps: readonly string[]): Record<string, PlainStack> => {
    const waiver = { rule: 'app/deleted', address: 'okta_app_oauth.old', reason: 'unused', expires: '2998-12-31' };
    const { manifest, terraform } = localStack(apps);
    return {
      'shop-local': { terraform: terraform!, manifest: { ...manifest, rules: { waivers: [waiver] } } },
    };
  };
  const { change, run, reviewed, apply } = project(stack(['web', 'old']));
  await run('apply');
  change(stack(['web']));
  expect((await reviewed()).code).toBe(2);
  jest.useFakeTimers({ now: new Date('2999-01-01T00:00:00Z'), doNotFake: [...REAL] });
  try {
    const { code, stdout } = await apply();
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /\nshop-local: a finding stops it that no waiver accepts: okta_app_oauth\.old: [^\n]+ \[app\/deleted\]; revert that, or accept it with a waiver in env\/ and have that reviewed\nNone of this was applied\.\n$/,
    );
  } finally {
    jest.useRealTimers();
  }
  expect(last((await apply()).stdout, 1)).toBe('Planned again: nothing to change.');
});

test('an environment that asks for approvals takes a reviewed change only with them', async () => {
  const { cwd, reviewed, apply } = project({
    'shop-dev': { terraform: dataStack({ web: 1 }), manifest: { approvals: 1 } },
  });
  await reviewed();
  const asks = 'shop-dev: dev asks for 1 approval by people other than the author, and';
  const without = await apply('--auto-approve');
  expect({ code: without.code, end: last(without.stdout) }).toEqual({
    code: 3,
    end:
      `${asks} the file does not say who approved; make the file of --reviewed with "okta-apps reviewed"\n` +
      'None of this was applied.',
  });
  const approvedBy = (names: readonly string[]) => {
    const file = JSON.parse(readFileSync(join(cwd, FILE), 'utf8')) as object;
    writeFileSync(join(cwd, FILE), JSON.stringify({ ...file, approvedBy: names }));
  };
  approvedBy([]);
  expect(last((await apply()).stdout)).toBe(
    `${asks} none of them approved what was merged; let 1 more approve it and re-run all jobs of this run, or apply this stack at ` +
      'a terminal, without --reviewed\n' +
      'None of this was applied.',
  );
  approvedBy(['mona']);
  expect((await apply()).code).toBe(0);
});

test('a file of digests that is missing, cut, foreign or altered stops the apply before anything is planned', async () => {
  const { cwd, apply, reviewed } = project({ 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  const hint = '; make it with "okta-apps reviewed" or "okta-apps review --digests <file>"\n';
  expect(await apply()).toEqual({ code: 1, stdout: '', stderr: `${FILE} does not exist\n` });
  await reviewed();
  const good = readFileSync(join(cwd, FILE), 'utf8');
  const says = async (text: string) => {
    writeFileSync(join(cwd, FILE), text);
    const { code, stdout, stderr } = await apply();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  expect(await says(good.slice(0, 200))).toBe(`${FILE} is not JSON, or is truncated${hint}`);
  expect(await says('{"format_version":"1.2"}')).toBe(`${FILE} is no file of digests${hint}`);
  expect(await says(good.replace('"version": 2', '"version": 1'))).toBe(
    `${FILE} has a version that this okta-apps does not support${hint}`,
  );
  expect(await says(good.replace(/"intent": "./, '"intent": "X'))).toBe(
    `${FILE} has a digest that is not whole (number 1)${hint}`,
  );
});
