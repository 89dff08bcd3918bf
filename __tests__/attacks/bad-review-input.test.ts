import { mkdirSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import type { Review } from '../../okta-apps/review/review-model';
import { failureComment } from '../../okta-apps/review/post/post-review';
import { COMMENT_MARKER } from '../../okta-apps/review/render/markdown';
import { ME, startGithub, type FakeGithub } from '../okta-apps/review/post/support/fake-github';
import { pullEventFile } from '../okta-apps/review/post/support/pull-event';
import { TARGETS } from '../okta-apps/review/post/support/targets';
import { appChange, rawPlan } from '../okta-apps/review/support/plan-json';
import { fakeProgram } from '../support/fake-program';
import { gitProject } from '../support/git-project';
import { localStack, plainProject, stackManifest } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

/*
 * Whatever is wrong with the input of a review: one clear message, a documented exit code, no half comment, and nothing
 * green, also in the place of an older review that was. What a token may do is in post-needs.test.ts.
 */

const folder = temporaryFolder();
let github: FakeGithub;

beforeEach(async () => {
  github = await startGithub();
  github.comments.push({ id: 1, author: ME, body: `${COMMENT_MARKER}\n### ✅ No changes\n` });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await github.close();
});

const newFolder = (): string => mkdtempSync(join(folder.path, 'job-'));

async function review(cwd: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = { ...TARGETS.github.env(github.url), ...pullEventFile(cwd), ...more };
  const { code, stdout, stderr } = await runCli(['review', ...args, '--post', 'github'], { cwd, env });
  return {
    ...{ code, stdout },
    message: stderr.replace(/^The (?:comment|check run) was (?:created|updated|written)\.\n/gm, ''),
    comments: github.comments.map(({ body }) => body),
    conclusion: github.checks.at(-1)?.conclusion,
  };
}

/** The comment says the message alone, and no older one is left. */
function expectFailure({ code, stdout, message, comments, conclusion }: Awaited<ReturnType<typeof review>>): void {
  expect({ code, stdout, conclusion }).toEqual({ code: 1, stdout: '', conclusion: 'failure' });
  expect(comments).toEqual([failureComment(message)]);
  expect(message).not.toMatch(/^\s+at /m);
}

const PLAN = JSON.stringify(rawPlan([]));

test.each<[string, string, string]>([
  [
    'of a wrapper that prints before the JSON',
    `[command]/usr/bin/terraform-bin show -json plan\n${PLAN}`,
    'it is not JSON, or it is truncated; make the file with "terraform show -json <saved plan>"',
  ],
  [
    'of a wrapper that prints after the JSON',
    `${PLAN}\n::set-output name=exitcode::0\n`,
    'it is not JSON, or it is truncated; make the file with "terraform show -json <saved plan>"',
  ],
  ['that is empty', '', 'the file is empty; make the file with "terraform show -json <saved plan>"'],
])('a plan %s', async (_, text, why) => {
  const cwd = newFolder();
  writeFileSync(join(cwd, 'shop-dev.json'), text);
  const result = await review(cwd, ['shop-dev.json']);
  expect(result.message).toBe(`shop-dev.json: cannot review this plan: ${why}\n`);
  expectFailure(result);
});

test('a plan that does not fit into the memory is not read', async () => {
  const cwd = newFolder();
  const file = join(cwd, 'shop-dev.json');
  writeFileSync(file, '{');
  truncateSync(file, 200 * 1024 * 1024);
  // A process with 512 MB; a larger one takes what fits into it.
  jest
    .spyOn(v8, 'getHeapStatistics')
    .mockReturnValue({ ...v8.getHeapStatistics(), heap_size_limit: 512 * 1024 * 1024 });
  const result = await review(cwd, ['shop-dev.json']);
  expect(result.message).toMatch(
    /^shop-dev\.json is too large to be read \(200 MiB\): more than \d+ MiB do not fit into the memory of this process; set NODE_OPTIONS=--max-old-space-size=\d+, or split the stack\n$/,
  );
  expectFailure(result);
});

test('findings by the ten thousand are counted in a comment that fits, and block', async () => {
  const cwd = newFolder();
  const uris = Array.from({ length: 10_000 }, (_, at) => `https://new-${at}.example/cb`);
  writeFileSync(join(cwd, 'shop-prod.json'), JSON.stringify(rawPlan([appChange({}, { redirect_uris: uris })])));
  const { code, message, comments, conclusion } = await review(cwd, ['shop-prod.json', '--format', 'json']);
  expect({ code, message, conclusion }).toEqual({ code: 3, message: '', conclusion: 'failure' });
  expect(comments).toHaveLength(1);
  expect(comments[0]?.length).toBeLessThan(65_536);
  expect(comments[0]).toMatch(/^<!-- okta-apps: plan review -->\n### ⛔ /);
  expect(comments[0]).toContain('All 10001 findings');
});

test('a terraform that always ends with 0 and says nothing', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['web']) });
  const fake = fakeProgram(newFolder(), 'terraform-zero', '');
  const { code, stdout, stderr } = await runCli(['plan'], { cwd, env: { TERRAFORM_BINARY_NAME: fake.path } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('terraform-zero');
  expect(stderr).not.toMatch(/no changes|^\s+at /im);
});

test('a comment that is deleted each time', async () => {
  const cwd = newFolder();
  writeFileSync(join(cwd, 'shop-dev.json'), PLAN);
  github.before = ({ method, path }) => {
    if (TARGETS.github.list.test(`${method} ${path}`)) github.comments.splice(0);
  };
  const { code, message, conclusion } = await review(cwd, ['shop-dev.json']);
  expect({ code, message, conclusion }).toEqual({
    code: 1,
    message:
      'The comment was not written: the comment was deleted repeatedly while it was being written; find out what deletes it\n',
    conclusion: 'failure',
  });
});

test('a base that does not synthesize is named, and what it threw is said without the places in its code', async () => {
  const { folder: cwd, change, commit } = gitProject(folder.path, { 'shop-local': localStack(['web']) });
  writeFileSync(join(cwd, 'app.js'), "throw new Error('the base is broken');\n");
  const base = commit('broken').slice(0, 12);
  const other = plainProject(folder.path, { 'shop-local': localStack(['web']) });
  writeFileSync(join(cwd, 'app.js'), readFileSync(join(other.folder, 'app.js')));
  change({ 'shop-local': localStack(['web', 'desk']) });
  const result = await review(cwd, ['--rehearse', '--base', 'change']);
  expect(result.message).toContain(
    `The base commit ${base} does not synthesize, so nothing can be compared with it. ` +
      'Synth failed: "node app.js" ended with exit code 1\n',
  );
  expect(result.message).toContain('\nError: the base is broken\n');
  expectFailure(result);
});

test('a waiver for a rule that does not exist accepts nothing and needs a look, also where nothing changes', async () => {
  const cwd = newFolder();
  const waiver = { rule: 'redirect-uri/new-domian', address: 'okta_app_oauth.web', reason: 'x', expires: '2999-01-01' };
  mkdirSync(join(cwd, 'shop'));
  writeFileSync(join(cwd, 'shop/plan.json'), PLAN);
  const manifest = stackManifest('shop-dev', { rules: { waivers: [waiver] } });
  writeFileSync(join(cwd, 'shop/okta-apps.json'), JSON.stringify(manifest));
  const { code, stdout, comments, conclusion } = await review(cwd, ['shop/plan.json', '--format', 'json']);
  const { findings } = JSON.parse(stdout) as Review;
  expect(findings.map(({ message }) => message)).toEqual([
    'waiver must name a rule that exists, got "redirect-uri/new-domian"; write "redirect-uri/new-domain" [waiver/unknown-rule]',
  ]);
  expect({ code, conclusion }).toEqual({ code: 2, conclusion: 'neutral' });
  expect(comments[0]).not.toContain('No changes');
});
