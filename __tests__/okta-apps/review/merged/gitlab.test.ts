import { approvalsOnGitlab } from '../../../../okta-apps/review/merged/gitlab';
import { ApiError } from '../../../../okta-apps/review/post/api-call';
import { GITLAB_TOKEN, startGitlab, type FakeGitlab, type KeptRequest } from '../post/support/fake-gitlab';
import { HEAD } from '../post/support/pull-event';
import { QUICK } from '../post/support/targets';
import { MERGE } from './support/merged-pull';

let fake: FakeGitlab;

beforeEach(async () => {
  fake = await startGitlab();
});
afterEach(async () => {
  await fake.close();
});

const MERGED: KeptRequest = {
  iid: 3,
  state: 'merged',
  target_branch: 'main',
  author: { id: 1, username: 'author' },
  sha: HEAD,
  merge_commit_sha: MERGE,
  squash_commit_sha: null,
};
const [BEFORE, PUSHED, AFTER] = ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z'];

/** A merge request that was merged, with these approvals. */
function fill(...approvals: FakeGitlab['approvals']): void {
  fake.mergeRequests.push(MERGED);
  fake.versions.push(PUSHED, BEFORE);
  fake.approvals.push(...approvals);
}

function get(token = GITLAB_TOKEN) {
  return approvalsOnGitlab({ host: fake.url, project: '5', commit: MERGE, branch: 'main' }, token, QUICK);
}

test('who approved since the last version was pushed, without the author', async () => {
  fill(
    { id: 4, username: 'mona', at: AFTER },
    { id: 3, username: 'ada', at: PUSHED },
    { id: 2, username: 'early', at: BEFORE },
    { id: 1, username: 'author', at: AFTER },
  );
  expect(await get()).toEqual({ approvedBy: ['ada', 'mona'], untimed: [], place: 'merge request 3' });
});

test('an approval without a time does not count, and is named', async () => {
  fill({ id: 4, username: 'mona' }, { id: 5, username: 'ada', at: AFTER });
  expect(await get()).toEqual({ approvedBy: ['ada'], untimed: ['mona'], place: 'merge request 3' });
});

test('where no version is known, or its time cannot be read, nobody approved it', async () => {
  fill({ id: 4, username: 'mona', at: AFTER });
  fake.versions.splice(0);
  expect((await get()).approvedBy).toEqual([]);
  fake.versions.push('soon', BEFORE);
  expect((await get()).approvedBy).toEqual([]);
});

test.each([
  ['a squashed commit in place of a merge commit', { merge_commit_sha: null, squash_commit_sha: MERGE }],
  ['a fast-forward', { merge_commit_sha: null, sha: MERGE }],
])('%s is found too', async (_, different) => {
  fill({ id: 4, username: 'mona', at: AFTER });
  fake.mergeRequests.splice(0, 1, { ...MERGED, ...different });
  expect((await get()).approvedBy).toEqual(['mona']);
});

test.each([
  ['none', []],
  ['one that is not merged', [{ ...MERGED, state: 'opened' }]],
  ['one that was merged into another branch', [{ ...MERGED, target_branch: 'next' }]],
  ['one that only has the commit', [{ ...MERGED, sha: MERGE, merge_commit_sha: HEAD }]],
])('%s: nobody approved', async (_, requests) => {
  fill({ id: 4, username: 'mona', at: AFTER });
  fake.mergeRequests.splice(0, 1, ...requests);
  const place = 'no merge request (bbbbbbbbbb is not the merge of a merge request)';
  expect(await get()).toEqual({ approvedBy: [], untimed: [], place });
});

test('two merge requests: nobody approved', async () => {
  fill({ id: 4, username: 'mona', at: AFTER });
  fake.mergeRequests.push({ ...MERGED, iid: 4 });
  const place = 'no merge request (bbbbbbbbbb is not the merge of one merge request only)';
  expect(await get()).toEqual({ approvedBy: [], untimed: [], place });
});

test('errors of the server are tried again; one that stays, and a wrong token, are one message', async () => {
  const messageOf = async (getting: Promise<unknown>): Promise<string> => {
    const error: unknown = await getting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    const { message } = error as ApiError;
    expect(message).not.toContain(GITLAB_TOKEN);
    return message;
  };
  fill({ id: 4, username: 'mona', at: AFTER });
  for (const on of [/merge_requests$/, /versions$/, /approvals$/]) {
    fake.instead.push({ on, answer: { status: 500, json: { message: 'oops' } } });
  }
  expect((await get()).approvedBy).toEqual(['mona']);
  const down = { on: /approvals$/, answer: { status: 500, json: { message: `down, ${GITLAB_TOKEN}` } } };
  for (let at = 0; at < 4; at += 1) fake.instead.push(down);
  expect(await messageOf(get())).toBe(
    'GitLab answered 500 when asked for the approvals of a merge request: down, (sensitive)',
  );
  expect(await messageOf(get('glpat-wrong'))).toBe(
    'GitLab answered 401 when asked for the merge request of a commit: 401 Unauthorized; ' +
      'the token needs the scope "read_api" and at least the role Reporter in the project',
  );
});
