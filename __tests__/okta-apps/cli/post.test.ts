import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { BASE, workflowRun, type OpenRequest } from '../review/post/support/open-request';
import { temporaryFolder } from '../../support/temporary-folder';
import { HEAD } from '../review/post/support/pull-event';
import { closeFakes, github as githubIn, gitlab as gitlabIn, made, writes } from './support/post-job';

const folder = temporaryFolder();
const github = () => githubIn(folder.path);
const gitlab = () => gitlabIn(folder.path);

afterEach(closeFakes);

test('github: comment and check run hold base and head; the next run changes the comment', async () => {
  const { fake, run } = await github();
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: 'Request 12: the comment was created.\n' });
  expect((await run()).stderr).toBe('Request 12: the comment was updated.\n');
  expect(fake.comments.map(({ body }) => body)).toEqual([renderMarkdown(made(), { base: BASE, head: HEAD })]);
  expect(fake.comments[0]?.body).toContain(`\nCommits: head \`${HEAD}\`, base \`${BASE}\`.\n`);
  expect(fake.checks).toHaveLength(2);
  expect(fake.checks[0]).toMatchObject({
    name: 'okta-apps review',
    head_sha: HEAD,
    conclusion: 'success',
    external_id: `12 refs/heads/main ${BASE} ${HEAD}`,
    output: {
      title: 'Nothing needs a decision',
      summary: `1 stack reviewed. The comment of the pull request says what it means.\n\nHead: ${HEAD}\n\nBase: ${BASE}`,
      text: null,
    },
  });
});

test('gitlab: the comment holds base and head, also of a pipeline of both branches merged', async () => {
  const { fake, request, run } = await gitlab();
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: 'Request 3: the comment was created.\n' });
  Object.assign(request, { ref: 'refs/merge-requests/3/merge', sha: 'c'.repeat(40) });
  expect((await run()).stderr).toBe('Request 3: the comment was updated.\n');
  expect(fake.comments.map(({ body }) => body)).toEqual([renderMarkdown(made(), { base: BASE, head: HEAD })]);
});

test('github: a fork gets both this way too', async () => {
  const { fake, pull, cwd, run } = await github();
  pull.repository = 'stranger/apps';
  workflowRun(cwd, { head_repository: { full_name: 'stranger/apps', owner: { login: 'stranger' } } });
  expect((await run()).code).toBe(0);
  expect({ comments: fake.comments.length, checks: fake.checks.length }).toEqual({ comments: 1, checks: 1 });
});

test('github: the pull request is found by the commit too, and a closed one with it is not taken', async () => {
  const { fake, pull, run } = await github();
  pull.into = 'other';
  const of = (number: number, state: string) => ({
    number,
    state,
    head: { ref: 'feature', sha: HEAD, repo: { full_name: 'acme/apps' } },
    base: { ref: 'main' },
  });
  const json = [of(11, 'closed'), of(12, 'open')];
  fake.also.unshift(({ path }) =>
    path === `/repos/acme/apps/commits/${HEAD}/pulls` ? { status: 200, json } : undefined,
  );
  expect((await run()).stderr).toBe('Request 12: the comment was created.\n');
  fake.instead.push({ on: /\/commits\/\w+\/pulls$/, answer: { status: 404, json: { message: 'Not Found' } } });
  pull.into = 'main';
  expect((await run()).stderr).toBe('Request 12: the comment was updated.\n');
});

test('a head or base that moved on since is said in comment, check run and log', async () => {
  const { fake, pull, run } = await github();
  Object.assign(pull, { head: 'd'.repeat(40), base: 'e'.repeat(40) });
  const head = `this review is of ${HEAD}, and the head is ${'d'.repeat(40)} now. Read the review of that commit.`;
  const base = `this review is onto ${BASE}, and main is ${'e'.repeat(40)} by now. Update the branch to have it reviewed again.`;
  expect(await run()).toMatchObject({
    code: 0,
    stderr: `Request 12: the comment was created.\nStale: ${head}\nStale: ${base}\n`,
  });
  expect(fake.comments[0]?.body).toContain(`\n> ⚠️ **Stale:** ${head}\n\n> ⚠️ **Stale:** ${base}\n`);
  expect(fake.checks[0]?.head_sha).toBe(HEAD);
  expect(fake.checks[0]?.output.title).toMatch(/^Stale · Nothing needs a decision$/);
  expect(fake.checks[0]?.output.summary).toContain(`\n\nStale: ${head}\n\nStale: ${base}`);
});

test('a review that names no base is stale as far as anybody knows', async () => {
  const { cwd, run } = await github();
  const { commits, ...plain } = made();
  writeFileSync(join(cwd, 'review.json'), renderJson(plain));
  expect(commits).toBeDefined();
  expect((await run()).stderr).toBe(
    'Request 12: the comment was created.\nStale: this review names no base commit, so whether main moved on is not known.\n',
  );
});

test.each<[string, (job: Awaited<ReturnType<typeof github>>) => void, string]>([
  [
    'a pull request into another branch',
    ({ pull }) => (pull.into = 'other'),
    'there is no open pull request from acme:feature into main',
  ],
  [
    'a branch of the same name in another repository of the owner',
    ({ pull }) => (pull.repository = 'acme/fork'),
    'there is no open pull request from acme:feature into main',
  ],
  ['a push', ({ cwd }) => workflowRun(cwd, { event: 'push' }), 'the run is of the event "push", not of a pull request'],
  [
    'a deleted fork',
    ({ cwd }) => workflowRun(cwd, { head_repository: null }),
    'the head repository of the pull request was deleted',
  ],
])('github: %s gets nothing', async (_, arrange, why) => {
  const job = await github();
  arrange(job);
  expect(await job.run()).toEqual({ code: 0, stdout: '', stderr: `Nothing was posted: ${why}.\n` });
  expect(writes(job.fake)).toEqual([]);
});

test.each<[string, Partial<OpenRequest>, string]>([
  ['a merged one', { state: 'merged' }, 'merge request 3 is merged'],
  ['one into another branch', { target: 'other' }, 'merge request 3 targets other, not main'],
  ['a pipeline of a branch', { ref: 'feature' }, 'pipeline 88 is of feature, not of a merge request'],
])('gitlab: %s gets nothing', async (_, different, why) => {
  const { fake, request, run } = await gitlab();
  Object.assign(request, different);
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: `Nothing was posted: ${why}.\n` });
  expect(writes(fake)).toEqual([]);
});

const WHERE = 'run okta-apps post in a workflow "on: workflow_run" of the default branch';

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['the token', { GITHUB_TOKEN: '' }, 'GITHUB_TOKEN or GH_TOKEN is not set: okta-apps post takes the token from it'],
  [
    'the event',
    { GITHUB_EVENT_PATH: '' },
    `No run is known: the file of GITHUB_EVENT_PATH holds no "workflow_run"; ${WHERE}`,
  ],
  [
    'the branch',
    { GITHUB_REF: 'refs/pull/12/merge' },
    `GITHUB_REF must be a branch, got "refs/pull/12/merge"; ${WHERE}`,
  ],
  [
    'the repository',
    { GITHUB_REPOSITORY: '' },
    'GITHUB_REPOSITORY must be owner/repository: okta-apps post --to github runs in a workflow of GitHub',
  ],
])('github: without %s nothing is asked or written', async (_, env, message) => {
  const { fake, run } = await github();
  expect(await run(env)).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  expect(fake.requests).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
  [
    'the token',
    { GITLAB_TOKEN: '' },
    ['--run', '88'],
    'GITLAB_TOKEN is not set: okta-apps post takes the token from it',
  ],
  [
    'the pipeline',
    { CI_PIPELINE_ID: '' },
    [],
    'The pipeline that made the review is not known; pass its ID with --run <id>',
  ],
  [
    'the branch',
    { CI_DEFAULT_BRANCH: '' },
    [],
    'CI_DEFAULT_BRANCH is not set: okta-apps post --to gitlab runs in a pipeline of GitLab',
  ],
])('gitlab: without %s nothing is asked or written', async (_, env, args, message) => {
  const { fake, run } = await gitlab();
  expect(await run(env, ['review.json', ...args])).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  expect(fake.requests).toEqual([]);
});

test('--run is not for GitHub', async () => {
  const { run } = await github();
  expect((await run({}, ['review.json', '--run', '1'])).stderr).toBe(
    '--run is for --to gitlab only: on GitHub the event specifies the run\n',
  );
});
