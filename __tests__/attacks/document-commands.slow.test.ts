import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../okta-apps/review/review-model';
import { fakeTerraform } from '../support/fake-terraform';
import { gitProject } from '../support/git-project';
import { oktaDocument } from '../support/okta-document';
import { plainProject, type PlainStack } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 3: every command refuses such a document before Terraform is run.

const folder = temporaryFolder();
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };
const ADDRESS = 'terraform_data.x';
const PROVISIONER = {
  resource: { terraform_data: { x: { provisioner: [{ 'local-exec': { command: 'env' } }] } } },
};
const newTerraform = () => fakeTerraform(mkdtempSync(join(folder.path, 'terraform-')));
const RULE = 'document/runs-programs';
const waiver = { rule: RULE, address: ADDRESS, reason: 'it only prints', expires: '2999-12-31' };

function evil(waivers: readonly (typeof waiver)[] = []): PlainStack {
  return { terraform: PROVISIONER, manifest: { rules: { waivers } } };
}

async function ran(stacks: Readonly<Record<string, PlainStack>>, ...argv: readonly string[]) {
  const { folder: cwd } = plainProject(folder.path, stacks);
  const fake = newTerraform();
  const result = await runCli(argv, { cwd, env: { ...env, TERRAFORM_BINARY_NAME: fake.path } });
  const calls = fake.calls().filter(({ args }) => args[0] !== 'version' && args[0] !== undefined);
  return { ...result, cwd, calls: calls.map(({ args }) => args[0]), fake };
}

test.each([
  ['plan', ['plan']],
  ['plan as JSON', ['plan', '--json']],
  ['apply', ['apply', '--auto-approve']],
])('%s: exit code 3, and Terraform is asked for its version only', async (_, argv) => {
  const { code, stderr, calls } = await ran({ 'shop-dev': evil() }, ...argv);
  expect({ code, calls }).toEqual({ code: 3, calls: [] });
  expect(stderr).toContain(`shop-dev: ${ADDRESS}: x.provisioner must not run a program`);
  expect(stderr).toContain(`[${RULE}]\nTerraform was not run.\n`);
});

test.each([
  ['a valid waiver', [waiver], 0],
  ['an expired one', [{ ...waiver, expires: '2020-01-01' }], 3],
  ['one of another address', [{ ...waiver, address: 'terraform_data.y' }], 3],
  ['one of another kind', [{ ...waiver, rule: 'document/not-listed' }], 3],
])('plan with %s', async (_, waivers, code) => {
  const result = await ran({ 'shop-dev': evil(waivers) }, 'plan');
  expect([result.code, result.calls.includes('init')]).toEqual([code, code === 0]);
});

test.each([
  ['a value that is known only after the apply', '${terraform_data.v.output}', 'review/undecidable'],
  [
    'a condition on a variable',
    '${var.v == "x" ? "https://a.acme.dev/" : "https://b.acme.dev/"}',
    'review/undecidable',
  ],
  ['a function of the time', '${timestamp()}', 'document/function'],
  ['an expression that cannot be read', '${', 'document/syntax'],
])('%s as a redirect URI', async (_, uri, rule) => {
  const document = oktaDocument(
    { web: { redirect_uris: [uri] } },
    { resource: { terraform_data: { v: { input: 'https://a.acme.dev/' } } }, variable: { v: { type: 'string' } } },
  );
  const { code, stderr, calls } = await ran({ 'shop-dev': { terraform: document } }, 'apply', '--auto-approve');
  expect({ code, calls }).toEqual({ code: 3, calls: [] });
  expect(stderr).toContain(`[${rule}]`);
});

test('no environment lowers it', async () => {
  const manifest = { rules: { reviewSeverities: { [RULE]: 'info' as const } } };
  expect(await ran({ 'shop-dev': { terraform: PROVISIONER, manifest } }, 'plan')).toMatchObject({ code: 3, calls: [] });
});

test('a file that Terraform would load beside the document', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: oktaDocument({ web: {} }) } });
  const fake = newTerraform();
  mkdirSync(join(cwd, 'cdktf.out/stacks/shop-dev'), { recursive: true });
  writeFileSync(join(cwd, 'cdktf.out/stacks/shop-dev/cdk_override.tf.json'), '{}');
  const result = await runCli(['plan'], { cwd, env: { ...env, TERRAFORM_BINARY_NAME: fake.path } });
  expect(result.code).toBe(3);
  expect(result.stderr).toContain('shop-dev: cdk_override.tf.json: file must not exist');
  expect(fake.calls().filter(({ args }) => args[0] !== 'version')).toEqual([]);
});

test('a rehearsal: the finding, exit code 3, and Terraform is not run for the stack', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-dev': {} });
  change({ 'shop-dev': evil([waiver]) });
  const fake = newTerraform();
  const { code, stdout } = await runCli(['plan', '--rehearse', '--json'], {
    cwd,
    env: { TERRAFORM_BINARY_NAME: fake.path },
  });
  const { findings, verdict } = JSON.parse(stdout) as Review;
  expect({ code, verdict }).toEqual({ code: 3, verdict: 'blocked' });
  // The waiver is one of the head: the base does not have it.
  expect(findings).toContainEqual(expect.objectContaining({ rule: RULE, address: ADDRESS, severity: 'block' }));
  expect(findings.every(({ waiver: accepted }) => accepted === undefined)).toBe(true);
  expect(fake.calls().filter(({ args }) => args[0] !== 'version')).toEqual([]);
});

test('a review of a plan that was made elsewhere', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': evil() });
  const at = join(cwd, 'cdktf.out/stacks/shop-dev');
  expect((await runCli(['synth'], { cwd, env })).code).toBe(0);
  writeFileSync(join(at, 'plan.json'), JSON.stringify({ format_version: '1.2', terraform_version: '1.12.0' }));
  const { code, stdout } = await runCli(['review', 'cdktf.out/stacks/shop-dev/plan.json'], { cwd, env });
  expect(code).toBe(3);
  expect(stdout).toContain(`[${RULE}]`);
});
