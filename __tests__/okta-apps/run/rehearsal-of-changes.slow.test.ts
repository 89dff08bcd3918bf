import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Review } from '../../../okta-apps/review/review-model';
import { fakeProgram } from '../../support/fake-program';
import { gitProject } from '../../support/git-project';
import { oktaDocument } from '../../support/okta-document';
import type { PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const PROD = { environment: 'prod', production: true };

function stack(apps: Readonly<Record<string, object>>, manifest: PlainStack['manifest'] = {}): PlainStack {
  return { terraform: oktaDocument(apps), manifest };
}

async function rehearse(cwd: string, argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const result = await runCli(['plan', '--rehearse', ...argv], { cwd, env });
  return { ...result, stdout: result.stdout.replace(/merge base [0-9a-f]{12}/, 'merge base (id)') };
}

async function reviewed(cwd: string, argv: readonly string[] = []) {
  const { code, stdout, stderr } = await rehearse(cwd, ['--json', ...argv]);
  return { code, review: JSON.parse(stdout) as Review, stderr };
}

const WEB = stack({ web: {}, admin: {} });

test('a replaced, a deleted and a changed app; what the code leaves alone is not planned, and that is said', async () => {
  const { folder: cwd, change } = gitProject(folder.path, {
    'shop-dev': WEB,
    'shop-prod': stack({ web: {}, admin: {} }, PROD),
    'desk-prod': stack({ desk: {} }, PROD),
  });
  change({
    'shop-dev': stack({ web: { client_id: 'another-client' }, admin: {} }),
    'shop-prod': stack({ web: { redirect_uris: ['https://web.acme.dev/callback', 'https://web.other.org/'] } }, PROD),
    'desk-prod': stack({ desk: {} }, PROD),
  });
  const { code, stdout, stderr } = await rehearse(cwd);
  expect(code).toBe(3);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    expect.stringMatching(
      /^Rehearsal of the working tree, with what is not committed, against main \(merge base \(id\)\), with (Terraform|OpenTofu) [\d.]+, local provider in place of okta\/okta /,
    ),
    'It shows what the code changes, on a throwaway org; what people changed by hand in Okta is not in it.',
    '',
    expect.stringMatching(/^Blocked: /),
  ]);
  expect(stdout).toContain('\n2 apps change.\n');
  expect(stdout).toMatch(/\n {2}replaced, because: client_id +✓ +·\n/);
  expect(stdout).toMatch(/\n {2}deleted, because: not in the code any more +· +✓\n/);
  for (const rule of ['app/replaced', 'app/deleted', 'redirect-uri/new-domain']) expect(stdout).toContain(`[${rule}]`);
  expect(stdout).toMatch(/\nUnchanged: 1 stack \(desk-prod\)\.\n/);
  expect(stderr.split('\n').sort()).toEqual(['', 'shop-dev: rehearsal', 'shop-prod: rehearsal']);
});

test('nothing changed: no org is started, exit code 0', async () => {
  const { folder: cwd } = gitProject(folder.path, { 'shop-dev': WEB });
  const { code, stdout, stderr } = await rehearse(cwd);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Rehearsal of HEAD against main /);
  expect(stdout).toMatch(/\n\nNo changes\n[^]*\nUnchanged: 1 stack \(shop-dev\)\.\n/);
});

test('as JSON: the review, stamped as a rehearsal; --env and names choose', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-dev': WEB, 'shop-prod': stack({ web: {} }, PROD) });
  change({ 'shop-dev': stack({ web: {} }), 'shop-prod': stack({ web: { label: 'Web' } }, PROD) });
  const { code, review } = await reviewed(cwd, ['--env', 'prod']);
  expect({ code, verdict: review.verdict }).toEqual({ code: 2, verdict: 'changes' });
  expect(review.stacks.map(({ stack: name, rehearsal, outcome }) => [name, rehearsal, outcome])).toEqual([
    ['shop-prod', true, 'planned'],
  ]);
  const byName = await reviewed(cwd, ['shop-d*']);
  expect(byName.review.stacks.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([['delete']]);
});

test('a new stack is created; one that is no longer in the code is forgotten, not destroyed', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'old-dev': stack({ old: {} }) });
  change({ 'new-dev': stack({ fresh: {} }) });
  const { review } = await reviewed(cwd);
  const changes = review.stacks.map(({ stack: name, changes: own, notes }) => [name, own.map((c) => c.kind), notes]);
  expect(changes).toEqual([
    ['new-dev', ['create'], []],
    ['old-dev', ['forget'], ['this stack is no longer in the code; what it manages stays in Okta as it is']],
  ]);
});

test('a stack that is no longer an OktaStack is reviewed once more, and that is a finding', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-prod': stack({ web: {}, admin: {} }, PROD) });
  expect((await reviewed(cwd)).code).toBe(0);
  change({ 'shop-prod': { ...stack({ web: {} }, PROD), plain: true } });
  const { review } = await reviewed(cwd);
  expect(review.stacks.map(({ stack: name, changes }) => [name, changes.map(({ kind }) => kind)])).toEqual([
    ['shop-prod', ['delete']],
  ]);
  expect(review.findings.map(({ rule, severity, stack: name }) => [rule, severity, name])).toContainEqual([
    'stack/no-longer-reviewed',
    'high',
    'shop-prod',
  ]);
  expect(existsSync(join(cwd, 'cdktf.out/stacks/shop-prod/okta-apps.json'))).toBe(false);
});

test('so is one whose document did not change', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-prod': stack({ web: {} }, PROD) });
  change({ 'shop-prod': { ...stack({ web: {} }, PROD), plain: true } });
  const { review } = await reviewed(cwd);
  expect(review.headline).toMatchObject({ severity: 'high', rule: 'stack/no-longer-reviewed', subject: 'shop-prod' });
});

test('one that never was an OktaStack was not looked at', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-prod': stack({ web: {} }, PROD) });
  change({ 'shop-prod': stack({ web: {} }, PROD), 'other-prod': { ...stack({ web: {} }, PROD), plain: true } });
  const { code, review } = await reviewed(cwd);
  expect(review.notLookedAt).toMatchObject([{ where: 'other-prod', rule: 'review/other-stack' }]);
  expect(code).toBe(2);
});

test('no secret of the environment reaches Terraform, a file or the output; nothing is left behind', async () => {
  const variable = { type: 'string', sensitive: true, ephemeral: true };
  const keyed = { variable: 'secrets', address: 'okta_app_oauth.desk', key: 'desk' };
  const secrets = { birthSecrets: [{ variable: 'web_secret', address: 'okta_app_oauth.web' }, keyed] };
  const app = (secret: string) => ({ client_basic_secret_wo: secret, client_basic_secret_wo_version: 1 });
  const apps = { web: app('${var.web_secret}'), desk: app('${jsondecode(var.secrets)["desk"]}') };
  const document = oktaDocument(apps, { variable: { web_secret: variable, secrets: variable } });
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-dev': stack({}) });
  change({ 'shop-dev': { terraform: document, manifest: secrets } });
  const canaries = {
    ACME_PLAN: 'canary-plan-4411',
    ACME_APPLY: 'canary-apply-4412',
    TF_VAR_web_secret: 'canary-birth-4413',
    TF_VAR_secrets: '{"desk":"canary-member-4416"}',
    OKTA_API_TOKEN: 'canary-stray-4414',
    GITHUB_TOKEN: 'canary-token-4415',
  };
  const temporary = temporaryInside(folder.path);
  const { code, stdout, stderr } = await rehearse(cwd, ['--json'], canaries);
  temporary.restore();
  expect(code).toBe(2);
  expect(stdout + stderr).not.toContain('canary');
  expect(stdout).not.toContain('okta-apps-placeholder');
  expect(stdout).toContain('"variables with placeholders instead of values: secrets, web_secret"');
  expect(readdirSync(temporary.path)).toEqual([]);
  expect(readdirSync(join(cwd, 'cdktf.out/stacks/shop-dev')).sort()).toEqual(['cdk.tf.json', 'okta-apps.json']);
  expect(existsSync(join(cwd, '.git/worktrees'))).toBe(false);
});

/** Temporary files of what is called meanwhile go there. */
function temporaryInside(parent: string): { readonly path: string; readonly restore: () => void } {
  const path = mkdtempSync(join(parent, 'temporary-'));
  const spy = jest.spyOn(os, 'tmpdir').mockReturnValue(path);
  return {
    path,
    restore: () => {
      spy.mockRestore();
    },
  };
}

test('the base is reviewed with its own waivers and severities; a change of them is a finding', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-dev': stack({ web: {} }) });
  const waiver = { rule: 'app/replaced', address: 'okta_app_oauth.web', reason: 'agreed', expires: '2999-01-01' };
  change({
    'shop-dev': stack({ web: { client_id: 'another-client' } }, { rules: { waivers: [waiver] } }),
  });
  const { code, review } = await reviewed(cwd);
  expect(code).toBe(3);
  const replaced = review.findings.find(({ rule }) => rule === 'app/replaced');
  expect(replaced).toMatchObject({ severity: 'block' });
  expect(replaced).not.toHaveProperty('waiver');
  const own = review.findings.filter(({ rule }) => rule.startsWith('review/'));
  expect(own).not.toEqual([]);
});

test('a base with old rule ids is read with the new ones, so that an upgrade is reviewed as if they had not changed', async () => {
  const waiver = { address: 'okta_app_oauth.web', reason: 'agreed', expires: '2999-01-01' };
  const rules = (rule: string, severity: string): PlainStack['manifest'] => ({
    ...PROD,
    rules: { waivers: [{ ...waiver, rule }], reviewSeverities: { [severity]: 'high' } },
  });
  const login = (uri: string) => ({ web: { login_uri: uri, login_mode: 'SPEC' } });
  const { folder: cwd, change } = gitProject(folder.path, {
    'shop-prod': stack(login('https://web.acme.dev/start'), rules('login-uri/removed', 'user-name/changed')),
  });
  change({
    'shop-prod': stack(
      login('https://web.acme.dev/begin'),
      rules('initiate-login/removed', 'user-name-template/changed'),
    ),
  });
  const { review } = await reviewed(cwd);
  const found = review.findings.map(({ rule, waiver: accepted }) => [rule, accepted?.rule].join(' '));
  const waived = 'initiate-login/removed initiate-login/removed';
  expect(found).toEqual(['update/compared-later ', 'initiate-login/added ', waived]);
});

test('the app of a base is told that it is one', async () => {
  const { folder: cwd, change, commit } = gitProject(folder.path, { 'shop-dev': WEB });
  const log = join(folder.path, 'told');
  writeFileSync(
    join(cwd, 'app.js'),
    `require('node:fs').appendFileSync(${JSON.stringify(log)}, (process.env.OKTA_APPS_BASE ?? 'head') + '\\n');\n` +
      readFileSync(join(cwd, 'app.js'), 'utf8'),
  );
  commit('an app that notes what it is told');
  change({ 'shop-dev': WEB });
  await rehearse(cwd, ['--base', 'change']);
  expect(readFileSync(log, 'utf8').trimEnd().split('\n').sort()).toEqual(['1', 'head']);
});

test('what the base synthesizes to is kept by commit; a base that does not synthesize says why', async () => {
  const { folder: cwd, change, git, commit } = gitProject(folder.path, { 'shop-dev': WEB });
  const log = join(folder.path, 'synthesized');
  mkdirSync(join(cwd, 'node_modules'));
  writeFileSync(
    join(cwd, 'app.js'),
    `require('node:fs').appendFileSync(${JSON.stringify(log)}, process.cwd() + '\\n');\n` +
      readFileSync(join(cwd, 'app.js'), 'utf8'),
  );
  commit('an app that notes where it runs');
  change({ 'shop-dev': stack({ web: {} }) });
  const codes = [await rehearse(cwd, ['--base', 'change']), await rehearse(cwd, ['--base', 'change'])];
  expect(codes.map(({ code }) => code)).toEqual([3, 3]);
  const places = readFileSync(log, 'utf8').trimEnd().split('\n');
  // The head each time, the base once; which of the two comes first is open, since they run side by side.
  expect(places.filter((place) => place === cwd)).toHaveLength(2);
  expect(places.filter((place) => place !== cwd)).toHaveLength(1);

  writeFileSync(join(cwd, 'app.js'), "console.error('it is broken'); process.exit(1);\n");
  const broken = commit('broken').slice(0, 12);
  git('checkout', 'HEAD~', '--', 'app.js');
  expect(await rehearse(cwd, ['--base', 'HEAD'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr:
      `The base commit ${broken} does not synthesize, so nothing can be compared with it. ` +
      'Synth failed: "node app.js" ended with exit code 1\nit is broken\n',
  });

  writeFileSync(join(cwd, 'app.js'), "console.error('so is the head'); process.exit(1);\n");
  const { code, stderr } = await rehearse(cwd, ['--base', 'HEAD']);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'so is the head\n',
  });
});

test('Ctrl-C ends Terraform, says so, and leaves nothing behind', async () => {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-dev': stack({}) });
  change({ 'shop-dev': stack({ web: {} }) });
  const body = `if (args[0] === 'version') console.log('Terraform v1.11.4');
else { process.on('SIGINT', () => process.exit(1)); setInterval(() => {}, 1000); }`;
  const fake = fakeProgram(folder.path, 'terraform-hangs', body);
  const asked = new AbortController();
  const temporary = temporaryInside(folder.path);
  const running = runCli(['plan', '--rehearse'], {
    cwd,
    env: { TERRAFORM_BINARY_NAME: fake.path },
    stop: { asked: asked.signal, forced: new AbortController().signal },
  });
  for (let i = 0; i < 100 && fake.calls().length < 2; i++) await sleep(50);
  await sleep(100);
  asked.abort();
  expect(await running).toEqual({
    code: 1,
    stdout: '',
    stderr: 'shop-dev: rehearsal\nshop-dev: interrupted during plan\n',
  });
  temporary.restore();
  expect(readdirSync(temporary.path)).toEqual([]);
});

test('a change of the provider lock file is a finding', async () => {
  const { folder: cwd, commit } = gitProject(folder.path, { 'shop-dev': WEB });
  const lock = (version: string) =>
    `provider "registry.terraform.io/okta/okta" {\n  version = "${version}"\n  hashes = ["h1:x"]\n}\n`;
  writeFileSync(join(cwd, '.terraform.lock.hcl'), lock('6.9.0'));
  commit('lock');
  writeFileSync(join(cwd, '.terraform.lock.hcl'), lock('6.12.0'));
  const { review } = await reviewed(cwd, ['--base', 'change']);
  expect(review.findings.map(({ rule, value }) => [rule, value])).toEqual([
    ['lock/provider-changed', '{"before":"6.9.0","after":"6.12.0"}'],
  ]);
});

test('--base without --rehearse is refused, and --rehearse with another provider', async () => {
  const { folder: cwd } = gitProject(folder.path, { 'shop-dev': {} });
  expect((await rehearse(cwd, ['--provider', 'registry'])).stderr).toBe(
    'a rehearsal has its own provider; leave out --provider\n',
  );
  expect(await runCli(['plan', '--base', 'main'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: '--base requires --rehearse\n',
  });
});
