import type { CheckRun } from '../../../../okta-apps/review/post/check-run';
import { postCheck } from '../../../../okta-apps/review/post/post-check';
import { UserError } from '../../../../okta-apps/shared/errors';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from './support/fake-github';
import { HEAD, pullEvent } from './support/pull-event';
import { QUICK, TARGETS } from './support/targets';

const fakes: FakeGithub[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

async function started(): Promise<FakeGithub> {
  const fake = await startGithub();
  fakes.push(fake);
  return fake;
}

const CHECK: CheckRun = { conclusion: 'success', title: 'No change', summary: '1 stack', text: 'digests' };

function post(
  { url }: FakeGithub,
  { check = CHECK, event = pullEvent(), env = {} }: { check?: CheckRun; event?: string; env?: object } = {},
) {
  return postCheck(check, { env: { ...TARGETS.github.env(url), ...env }, event, patience: QUICK });
}

async function messageOf(posting: Promise<unknown>): Promise<string> {
  const error: unknown = await posting.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message).not.toContain(GITHUB_TOKEN);
  return message;
}

test('it is written on the head commit of the event, finished, under the name that is looked for', async () => {
  const fake = await started();
  expect(await post(fake)).toEqual({ outcome: 'written' });
  expect(fake.checks).toEqual([
    {
      id: 100,
      name: 'okta-apps review',
      head_sha: HEAD,
      status: 'completed',
      conclusion: 'success',
      output: { title: 'No change', summary: '1 stack', text: 'digests' },
      app: { slug: 'github-actions' },
    },
  ]);
  expect(await post(fake, { check: { ...CHECK, conclusion: 'failure' } })).toEqual({ outcome: 'written' });
  expect(fake.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
});

test.each(['{}', JSON.stringify({ issue: { number: 12 } }), pullEvent('main')])(
  'without a head commit in the event nothing is asked: %j',
  async (event) => {
    const fake = await started();
    expect(await messageOf(post(fake, { event }))).toBe(
      'The check run was not written: the file of GITHUB_EVENT_PATH names no head commit of a pull request; ' +
        'run --post github in a workflow "on: pull_request"',
    );
    expect(fake.requests).toEqual([]);
  },
);

test('errors of the server and secondary rate limits are tried again; a server that stays down ends', async () => {
  const fake = await started();
  const limited = { status: 403, json: { message: 'secondary rate limit' }, headers: { 'retry-after': '0' } };
  fake.instead.push({ on: /check-runs/, answer: { status: 502, json: {} } });
  fake.instead.push({ on: /check-runs/, answer: limited });
  expect(await post(fake)).toEqual({ outcome: 'written' });
  const down = { status: 500, json: { message: `down, ${GITHUB_TOKEN}` } };
  for (let i = 0; i < 10; i += 1) fake.instead.push({ on: /check-runs/, answer: down });
  expect(await messageOf(post(fake))).toBe(
    'The check run was not written: GitHub answered 500 when asked to write a check run: down, (sensitive)',
  );
  expect(fake.requests).toHaveLength(3 + 4);
});

test('a token that may not: an error in a branch of this repository, said but no error in a fork', async () => {
  const fake = await started();
  const forbidden = { status: 403, json: { message: 'Resource not accessible by integration' } };
  const message =
    'GitHub answered 403 when asked to write a check run: Resource not accessible by integration; ' +
    'the job needs the permission "checks: write"';
  fake.instead.push({ on: /check-runs/, answer: forbidden });
  expect(await messageOf(post(fake))).toBe(`The check run was not written: ${message}`);
  fake.instead.push({ on: /check-runs/, answer: forbidden });
  const fork = pullEvent(HEAD, 'stranger/apps');
  expect(await post(fake, { event: fork })).toEqual({ outcome: 'forked', why: message });
  expect(await post(fake, { event: fork, env: { GITHUB_TOKEN: '' } })).toEqual({
    outcome: 'forked',
    why: 'GITHUB_TOKEN or GH_TOKEN is not set, as is right for a fork',
  });
  expect(await messageOf(post(fake, { env: { GITHUB_TOKEN: '' } }))).toBe(
    'GITHUB_TOKEN or GH_TOKEN is not set: --post github takes the token from it',
  );
});
