import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataStack, plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const CREDENTIALS = { ACME_APPLY: 'apply-token-90ab' };

async function apply(
  cwd: string,
  argv: readonly string[] = ['--auto-approve'],
  more: { env?: Readonly<Record<string, string>>; ask?: (question: string) => Promise<string> } = {},
) {
  const { code, stdout } = await runCli(['apply', ...argv], {
    cwd,
    env: { ...CREDENTIALS, ...more.env },
    ...(more.ask && { ask: more.ask }),
  });
  return { code, stdout: stdout.replace(/(Terraform|OpenTofu) \d+\.\d+\.\d+/g, 'Terraform') };
}

test('it plans, applies that plan, and shows that a second plan is empty; then there is nothing to do', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  expect(await apply(cwd)).toEqual({
    code: 0,
    stdout: `Planned with Terraform

Nothing needs a decision

1 resource changes in dev.

terraform_data.web
  created
  input: + 1

Findings: none

shop-dev: applied (1 created)
Planned again: nothing to change.
`,
  });
  expect(existsSync(join(cwd, 'cdktf.out/stacks/shop-dev/plan.tfplan'))).toBe(false);
  expect(await apply(cwd)).toEqual({
    code: 0,
    stdout: `Planned with Terraform

No changes

The plan changes nothing.

Findings: none

Unchanged: 1 stack (shop-dev).
`,
  });
});

test('what it prints before it applies is what okta-apps plan prints, word for word', async () => {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: 1 }) },
    'broken-dev': { terraform: { resource: { terraform_data: { web: { input: '${nothing.here}' } } } } },
  });
  const planned = await runCli(['plan'], { cwd, env: { ACME_PLAN: 'x' } });
  const applied = await runCli(['apply', '--auto-approve'], { cwd, env: CREDENTIALS });
  expect(planned.code).toBe(1);
  expect(applied).toMatchObject({ code: 1, stdout: `${planned.stdout}\nNone of this was applied.\n` });
});

test('as JSON: one document that says what was done', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 'canary-1' }) } });
  const { code, stdout } = await apply(cwd, ['--auto-approve', '--json']);
  expect({ code, document: JSON.parse(stdout) as unknown }).toMatchObject({
    code: 0,
    document: {
      stacks: [
        {
          stack: 'shop-dev',
          environment: 'dev',
          outcome: 'applied',
          done: [{ address: 'terraform_data.web', action: 'create' }],
          second: { outcome: 'none', changes: [] },
        },
      ],
      problems: [{ rule: 'app/label' }],
    },
  });
  expect(stdout).not.toContain('canary');
});

test.each([
  ['yes', 0, 'shop-dev: applied (1 created)'],
  ['y', 1, 'Not approved; nothing was applied.'],
  ['', 1, 'Not approved; nothing was applied.'],
])('on a terminal it asks, and %j gives exit code %d', async (answer, code, line) => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    questions.push(question);
    return Promise.resolve(answer);
  };
  const result = await apply(cwd, [], { ask });
  expect(result.code).toBe(code);
  expect(result.stdout).toContain(`\n${line}\n`);
  expect(questions).toEqual(['\nApply this to shop-dev? Type "yes" to apply: ']);
});

test('without a terminal it wants --auto-approve, before anything is planned', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  expect(await runCli(['apply'], { cwd, env: CREDENTIALS })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'No terminal to ask for approval; pass --auto-approve to apply without being asked\n',
  });
});

test('without --env the orgs are listed, and production has to be named; a file of variables is not read', async () => {
  const prod = { environment: 'prod', production: true, org: { name: 'acme', baseUrl: 'okta.com' } };
  const { folder: cwd, change } = plainProject(folder.path, { 'shop-dev': {}, 'shop-prod': { manifest: prod } });
  expect(await runCli(['apply', '--auto-approve'], { cwd, env: CREDENTIALS })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'Without --env this applies to dev (https://acme-dev.oktapreview.com) and prod (https://acme.okta.com, production). ' +
      'Production must be named explicitly: okta-apps apply --env dev,prod\n',
  });
  change({ 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  writeFileSync(join(cwd, 'terraform.tfvars'), 'region = "eu"');
  const { code, stderr } = await runCli(['apply', '--auto-approve'], { cwd, env: CREDENTIALS });
  expect({ code, lines: stderr.split('\n').filter((line) => /^(Applies|Not read)/.test(line)) }).toEqual({
    code: 0,
    lines: [
      'Not read: terraform.tfvars. Set TF_VAR_<name> for each variable, and list it in passVariables of its environment ' +
        'in env/, or write the value into the code.',
      'Applies to dev (https://acme-dev.oktapreview.com)',
    ],
  });
});

test('it is the apply credential that is asked for', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  expect((await runCli(['apply', '--auto-approve'], { cwd, env: { ACME_PLAN: 'x' } })).stderr).toBe(
    'ACME_APPLY is not set: okta-apps apply takes an API token for the environment dev from it (shop-dev)\n',
  );
});

test('a blocked plan is refused: exit code 3, and nothing of the round is applied', async () => {
  const guarded = (trigger: string) =>
    dataStack({ web: 1 }, { triggers_replace: trigger, lifecycle: { prevent_destroy: true } });
  const { folder: cwd, change } = plainProject(folder.path, { 'shop-dev': { terraform: guarded('a') } });
  await apply(cwd);
  change({ 'shop-dev': { terraform: guarded('b') }, 'desk-dev': { terraform: dataStack({ desk: 1 }) } });
  const { code, stdout } = await apply(cwd);
  expect(code).toBe(3);
  expect(stdout).toContain('\nTerraform error (shop-dev): Instance cannot be destroyed: ');
  expect(stdout).toMatch(
    /\n\nshop-dev: the plan is errored: Terraform does not apply it; correct what Terraform says above, and run this again\nNone of this was applied\.\n$/,
  );
  expect(existsSync(join(cwd, 'state/desk-dev.tfstate'))).toBe(false);
});

test('a stack is applied after those that it depends on', async () => {
  const state = { backend: 'local', config: { path: '../../../state/base-dev.tfstate' } };
  const base = { ...dataStack({ a: 1 }), output: { id: { value: 'a', sensitive: true } } };
  const shop = {
    data: { terraform_remote_state: { base: state } },
    ...dataStack({ web: 1 }),
    output: { id: { value: '${data.terraform_remote_state.base.outputs.id}', sensitive: true } },
  };
  const { folder: cwd } = plainProject(folder.path, {
    'a-shop-dev': { terraform: shop, dependencies: ['base-dev'] },
    'base-dev': { terraform: base },
  });
  const { code, stdout } = await apply(cwd);
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout.match(/\S+: applied/g)).toEqual(['base-dev: applied', 'a-shop-dev: applied']);
});

test('a second plan that is not empty is said, and makes the exit code 1', async () => {
  const waiver = { rule: 'document/function', address: 'terraform_data.web', reason: 'a test', expires: '2999-12-31' };
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': { terraform: dataStack({ web: '${timestamp()}' }), manifest: { rules: { waivers: [waiver] } } },
  });
  const { code, stdout } = await apply(cwd);
  expect(code).toBe(1);
  expect(stdout).toMatch(/\n1 resource changes in dev\.\n\nterraform_data\.web\n/);
  expect(stdout).toContain(
    'Planned again, and it is not empty. Look at these before you continue:\nPlanned with Terraform\n\n',
  );
});

test('who interrupts after the apply is told that nothing was planned again', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  const asked = new AbortController();
  const { code, stdout } = await runCli(['apply', '--auto-approve'], {
    cwd,
    env: CREDENTIALS,
    stop: { asked: asked.signal, forced: new AbortController().signal },
    onStdout: (text) => {
      if (text.includes(': applied')) asked.abort();
    },
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/\nshop-dev: applied \(1 created\)\nInterrupted: not planned again\.\n$/);
});

describe('a client secret that is chosen at birth', () => {
  const SECRET = 'kP3-vT9_xW2qLm7RzYb5-real';
  const VARIABLE = {
    shop_secret: {
      type: 'string',
      sensitive: true,
      ephemeral: true,
      validation: [
        { condition: '${length(var.shop_secret) >= 14}', error_message: 'It must be 14 characters or more.' },
      ],
    },
  };
  const stack = (input: unknown) => ({
    terraform: { ...dataStack({ shop: input }), variable: VARIABLE },
    manifest: { birthSecrets: [{ variable: 'shop_secret', address: 'terraform_data.shop' }] },
  });
  const MISSING =
    'TF_VAR_shop_secret is not set to a client secret of your own: shop-dev creates terraform_data.shop with it. ' +
    'Set it to 14 to 100 printable ASCII characters and run this again\n';

  test('a plan fills in a placeholder; the apply that creates the app demands the real one, later ones do not', async () => {
    const { folder: cwd, change } = plainProject(folder.path, { 'shop-dev': stack(1) });
    expect(await runCli(['plan'], { cwd, env: { ACME_PLAN: 'x' } })).toMatchObject({ code: 2 });
    for (const TF_VAR_shop_secret of ['', 'okta-apps-placeholder-0123456789']) {
      const env = { ...CREDENTIALS, TF_VAR_shop_secret };
      expect(await runCli(['apply', '--auto-approve'], { cwd, env })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          new RegExp(`^Applies to dev .*\n(shop-dev: (init|plan)\n)+${MISSING}$`),
        ) as string,
      });
    }
    const created = await apply(cwd, ['--auto-approve'], { env: { TF_VAR_shop_secret: SECRET } });
    expect(created).toMatchObject({ code: 0 });
    expect(created.stdout).not.toContain(SECRET);
    expect(readFileSync(join(cwd, 'state/shop-dev.tfstate'), 'utf8')).not.toContain(SECRET);
    change({ 'shop-dev': stack(2) });
    expect(await apply(cwd)).toMatchObject({ code: 0 });
  });

  test('a value that Terraform’s validation refuses is not shown', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': stack(1) });
    const short = 'Zq7_Xw2-Lp9+v';
    const { code, stdout } = await apply(cwd, ['--auto-approve'], { env: { TF_VAR_shop_secret: short } });
    expect(code).toBe(1);
    expect(stdout).toContain('Error: Invalid value for variable');
    expect(stdout).toContain('It must be 14 characters or more.');
    expect(stdout).not.toContain(short);
  });
});

describe('a real environment that asks for approvals', () => {
  const stacks = {
    'shop-dev': { terraform: dataStack({ web: 1 }), manifest: { approvals: 2 } },
    'shop-local': { terraform: dataStack({ web: 1 }), manifest: { approvals: 1, environment: 'local', local: true } },
  };
  const message =
    'shop-dev: nothing was reviewed, and dev asks for 2 approvals; give --reviewed with the file of ' +
    '"okta-apps reviewed", or run this at a terminal without --auto-approve and --json';
  const ask = (): Promise<string> => Promise.reject(new Error('asked'));

  test('is refused where nothing was reviewed, before anything is planned; --auto-approve is no approval', async () => {
    const { folder: cwd } = plainProject(folder.path, stacks);
    const refused = { code: 3, stdout: `\n${message}\nNone of this was applied.\n` };
    expect(await apply(cwd, ['--auto-approve'])).toEqual(refused);
    expect(await apply(cwd, ['--auto-approve'], { ask })).toEqual(refused);
    expect(await apply(cwd, [])).toEqual(refused);
    const { code, stdout } = await apply(cwd, ['--json'], { ask });
    expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 3,
      document: {
        stacks: [{ outcome: 'refused', stack: 'shop-dev', reason: 'not reviewed', message }],
        problems: [{ rule: 'app/label', severity: 'warning' }],
      },
    });
  });

  test('a person at a terminal is told that nothing was reviewed, and may say yes', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': stacks['shop-dev'] });
    const questions: string[] = [];
    const yes = (question: string): Promise<string> => {
      questions.push(question);
      return Promise.resolve('yes');
    };
    expect((await apply(cwd, [], { ask: yes })).code).toBe(0);
    expect(questions).toEqual([
      '\ndev asks for 2 approvals, and nothing was reviewed: if you say yes, you answer for it.\n' +
        '\nApply this to shop-dev? Type "yes" to apply: ',
    ]);
  });
});
