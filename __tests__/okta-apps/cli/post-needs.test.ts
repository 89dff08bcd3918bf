import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureComment } from '../../../okta-apps/review/post/post-review';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import type { ApiAnswer, Fake } from '../review/post/support/api-server';
import { pullEvent, pullEventFile } from '../review/post/support/pull-event';
import { TARGETS } from '../review/post/support/targets';
import { appChange, rawPlan } from '../review/support/plan-json';
import { closeFakes, github as postJob, gitlab as gitlabPostJob, writes } from './support/post-job';

const folder = temporaryFolder();
const fakes: Fake[] = [];

afterEach(async () => {
  await closeFakes();
  for (const fake of fakes.splice(0)) await fake.close();
});

const [, NOT_REVIEWED = ''] = failureComment('').split('\n');
const ON_PULL = 'run --post github in a workflow "on: pull_request"';
const FORBIDDEN: ApiAnswer = { status: 403, json: { message: 'Resource not accessible by integration' } };
const NO_COMMENTS =
  'GitHub answered 403 when asked to write a comment: Resource not accessible by integration; the job needs the permission "pull-requests: write"';
const NO_CHECKS =
  'GitHub answered 403 when asked to write a check run: Resource not accessible by integration; the job needs the permission "checks: write"';
const DOWN: ApiAnswer = { status: 404, json: { message: 'Not Found' } };
const ONLY_READS = { status: 200, json: { id: 1, scopes: ['read_api'] } };
const NO_SCOPE =
  'The token has no scope that may write notes (it has read_api); the token needs the scope "api" and at least the role Reporter in the project';

interface Case {
  readonly where: 'github' | 'gitlab';
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: string;
  /** What the API answers each time. */
  readonly answers?: readonly (readonly [RegExp, ApiAnswer])[];
  readonly message: string;
  /** What is left in the place of an older review: of the comment, of the check run. */
  readonly comment?: true;
  readonly check?: true;
}

const CASES: readonly Case[] = [
  {
    ...{ where: 'github', name: 'without a token' },
    env: { GITHUB_TOKEN: '' },
    message: 'GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it',
  },
  {
    ...{ where: 'github', name: 'without a pull request' },
    env: { GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_PATH: '' },
    message: `no pull request is known: neither the file of GITHUB_EVENT_PATH nor GITHUB_REF names one; ${ON_PULL}`,
  },
  {
    ...{ where: 'github', name: 'with an event that is no JSON' },
    event: '{"pull_request": ',
    message: 'the file that GITHUB_EVENT_PATH names is not JSON',
  },
  {
    ...{ where: 'github', name: 'with an event without a head commit' },
    event: JSON.stringify({ issue: { number: 12 } }),
    comment: true,
    message: `the file of GITHUB_EVENT_PATH names no head commit of a pull request, which a check run needs; ${ON_PULL}`,
  },
  {
    ...{ where: 'github', name: 'with a token of another repository' },
    answers: [[TARGETS.github.list, DOWN]],
    check: true,
    message:
      'The review cannot be posted: GitHub answered 404 when asked to list the comments: Not Found; the job needs the permission "pull-requests: write"',
  },
  {
    ...{ where: 'github', name: 'with a token that may only read' },
    answers: [
      [TARGETS.github.create, FORBIDDEN],
      [/^POST .*\/check-runs$/, FORBIDDEN],
    ],
    message: `The review cannot be posted: ${NO_CHECKS}\n${NO_COMMENTS}`,
  },
  {
    ...{ where: 'github', name: 'with a token that may not write check runs' },
    answers: [[/^POST .*\/check-runs$/, FORBIDDEN]],
    comment: true,
    message: `The review cannot be posted: ${NO_CHECKS}`,
  },
  {
    ...{ where: 'github', name: 'with a token that may not write comments' },
    answers: [[TARGETS.github.create, FORBIDDEN]],
    check: true,
    message: `The review cannot be posted: ${NO_COMMENTS}`,
  },
  {
    ...{ where: 'gitlab', name: 'without a token' },
    env: { GITLAB_TOKEN: '' },
    message: 'GITLAB_TOKEN is not set: --post gitlab takes the token from it',
  },
  {
    ...{ where: 'gitlab', name: 'without a merge request' },
    env: { CI_MERGE_REQUEST_IID: '' },
    message:
      'CI_MERGE_REQUEST_IID is not set: run --post gitlab in a merge request pipeline (rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
  },
  {
    ...{ where: 'gitlab', name: 'with a token that may only read' },
    answers: [
      [/^GET .*\/personal_access_tokens\/self$/, ONLY_READS],
      [TARGETS.gitlab.create, { status: 403, json: { error: 'insufficient_scope' } }],
    ],
    message: `The review cannot be posted: ${NO_SCOPE}`,
  },
];

/** Answers so each time, as a permission does. */
function answering(fake: Fake, answers: Case['answers'] = []): void {
  fake.also.unshift(({ method, path }) => answers.find(([on]) => on.test(`${method} ${path}`))?.[1]);
}

async function review({ where, env = {}, event, answers }: Omit<Case, 'name' | 'message'>) {
  const fake = await TARGETS[where].start();
  fakes.push(fake);
  answering(fake, answers);
  const cwd = mkdtempSync(join(folder.path, 'job-'));
  const given = { ...TARGETS[where].env(fake.url), ...(where === 'github' && pullEventFile(cwd, event)), ...env };
  const run = () => runCli(['review', 'shop-dev.json', '--post', where], { cwd, env: given });
  return { fake, cwd, run };
}

test.each(CASES)('review --post $where $name does no work', async ({ message, comment, check, ...given }) => {
  const { fake, run } = await review(given);
  const { code, stdout, stderr } = await run();
  // The plan does not exist, which is not what the error is about: nothing was read yet.
  expect({ code, stdout, message: stderr.replace('The comment was created.\n', '') }).toEqual({
    ...{ code: 1, stdout: '', message: `${message}\n` },
  });
  expect(fake.comments.map(({ body }) => body.split('\n')[1])).toEqual(comment === true ? [NOT_REVIEWED] : []);
  const checks = 'checks' in fake ? (fake.checks as readonly { conclusion: string }[]) : [];
  expect(checks.map(({ conclusion }) => conclusion)).toEqual(check === true ? ['failure'] : []);
});

test('a token that may write is asked for that, and nothing is written before the review exists', async () => {
  const { fake, cwd, run } = await review({ where: 'github' });
  writeFileSync(join(cwd, 'shop-dev.json'), JSON.stringify(rawPlan([appChange({}, { label: 'New' })])));
  const before: number[] = [];
  fake.before = () => {
    before.push(fake.comments.length);
  };
  expect((await run()).stderr).toBe('The comment was created.\nThe check run was written.\n');
  expect(before.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(fake.comments).toHaveLength(1);
});

test('a fork whose token may only read is reviewed: its review goes elsewhere', async () => {
  const answers = [[/^POST .*\/(comments|check-runs)$/, FORBIDDEN]] as const;
  const { fake, cwd, run } = await review({
    ...{ where: 'github', event: pullEvent(undefined, 'stranger/apps'), answers },
  });
  writeFileSync(join(cwd, 'shop-dev.json'), JSON.stringify(rawPlan([appChange({}, { label: 'New' })])));
  const { code, stderr } = await run();
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `No comment was written (${NO_COMMENTS}): the review is above instead.\n`,
  });
  expect(fake.comments).toEqual([]);
});

test('options that do not go together are an error of the review, too: an older one is replaced', async () => {
  const { fake, cwd } = await review({ where: 'github' });
  const env = { ...TARGETS.github.env(fake.url), ...pullEventFile(cwd) };
  const { code, stderr } = await runCli(['review', '--base', 'main', '--post', 'github'], { cwd, env });
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, last: '--base requires --rehearse' });
  expect(fake.comments.map(({ body }) => body)).toEqual([failureComment('--base requires --rehearse')]);
});

test.each([
  ['check runs', /^POST .*\/check-runs$/, NO_CHECKS],
  ['comments', TARGETS.github.create, NO_COMMENTS],
])(
  'post: a token that may not write %s reads no review, and writes the failure where it may',
  async (_, on, message) => {
    const { fake, run } = await postJob(folder.path);
    answering(fake, [[on, FORBIDDEN]]);
    expect(await run({}, ['no-such-file.json'])).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
    expect([
      ...fake.comments.map(({ body }) => body.split('\n')[1]),
      ...fake.checks.map((one) => one.conclusion),
    ]).toEqual([message === NO_CHECKS ? NOT_REVIEWED : 'failure']);
  },
);

test('post: a token of GitLab that may only read is one message, and nothing is written', async () => {
  const { fake, run } = await gitlabPostJob(folder.path);
  answering(fake, [
    [/^GET .*\/personal_access_tokens\/self$/, ONLY_READS],
    [TARGETS.gitlab.create, { status: 403, json: { error: 'insufficient_scope' } }],
  ]);
  const { code, stderr } = await run();
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, last: NO_SCOPE });
  expect(writes(fake).every((line) => TARGETS.gitlab.create.test(line))).toBe(true);
  expect(fake.comments).toEqual([]);
});
