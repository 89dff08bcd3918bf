import { gitlabServer } from '../../../../okta-apps/review/merged/gitlab';
import type { GivenApprovals } from '../../../../okta-apps/review/merged/server';
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

/** All that GitLab tells of who had a part. */
const OPENER = { parts: ['author'], mayHaveOtherParts: true };

/** A merge request that was merged, with these approvals. */
function fill(...approvals: FakeGitlab['approvals']): void {
  fake.mergeRequests.push(MERGED);
  fake.versions.push(PUSHED, BEFORE);
  fake.approvals.push(...approvals);
}

function server(token = GITLAB_TOKEN) {
  return gitlabServer({ host: fake.url, project: '5' }, token, QUICK);
}

async function approvals(): Promise<GivenApprovals> {
  const asked = server();
  const [request] = await asked.mergedAs(MERGE, 'main');
  if (request === undefined) throw new Error('there is no merged request');
  return await asked.approvals(request, []);
}

test('who approved since the last version was pushed, without the author', async () => {
  fill(
    { id: 4, username: 'mona', at: AFTER },
    { id: 3, username: 'ada', at: PUSHED },
    { id: 2, username: 'early', at: BEFORE },
    { id: 1, username: 'author', at: AFTER },
  );
  expect(await approvals()).toEqual({
    approvedBy: ['ada', 'mona'],
    notCounted: ['author opened it', 'early approved an older version'],
    ...OPENER,
  });
});

test('an approval without a time does not count', async () => {
  fill({ id: 4, username: 'mona' }, { id: 5, username: 'ada', at: AFTER });
  const notCounted = ['this GitLab does not say when mona approved'];
  expect(await approvals()).toEqual({ approvedBy: ['ada'], notCounted, ...OPENER });
});

test('where no version is known, or its time cannot be read, no approval counts', async () => {
  fill({ id: 4, username: 'mona', at: AFTER });
  fake.versions.splice(0);
  expect((await approvals()).approvedBy).toEqual([]);
  fake.versions.push('soon', BEFORE);
  expect((await approvals()).approvedBy).toEqual([]);
});

describe('the project must forbid approvals by people who took part', () => {
  const open = (names: string) =>
    `the project lets people approve what they pushed; switch on ${names} in its merge request settings`;
  const [author, committers] = [
    '"Prevent approval by merge request creator"',
    '"Prevent approvals by users who add commits"',
  ];

  test.each([
    [{ merge_requests_author_approval: true, merge_requests_disable_committers_approval: true }, open(author)],
    [{ merge_requests_author_approval: false, merge_requests_disable_committers_approval: false }, open(committers)],
    [{}, open(`${author} and ${committers}`)],
    [
      undefined,
      'whether the project forbids approvals by people who pushed is not known: GitLab answered 404 when asked for the ' +
        'approval settings of the project: 404 Not Found; the token needs the scope "read_api" and at least the role ' +
        'Reporter in the project',
    ],
  ])('with the settings %j who took part is not known', async (settings, unknown) => {
    fill({ id: 4, username: 'mona', at: AFTER });
    fake.settings = settings;
    expect(await approvals()).toEqual({ approvedBy: ['mona'], notCounted: [], unknown, ...OPENER });
  });
});

describe('the merge request of a commit', () => {
  test.each<[string, Partial<KeptRequest>, boolean]>([
    ['a merge', {}, true],
    ['a squash', { merge_commit_sha: null, squash_commit_sha: MERGE }, true],
    ['a fast-forward', { merge_commit_sha: null, sha: MERGE }, true],
    ['one that has the commit, and was merged as another', { merge_commit_sha: HEAD, sha: MERGE }, false],
    ['one that is open', { state: 'opened' }, false],
    ['one into another branch', { target_branch: 'attack' }, false],
  ])('%s', async (_, different, isFound) => {
    const request = { ...MERGED, ...different };
    fake.mergeRequests.push(request);
    const found = await server().mergedAs(MERGE, 'main');
    expect(found.map(({ number, name, head }) => ({ number, name, head }))).toEqual(
      isFound ? [{ number: 3, name: 'merge request 3', head: request.sha }] : [],
    );
  });
});

test('the branch, the last deployment that succeeded, and whether a commit comes before another', async () => {
  fake.branches.set('main', { sha: MERGE, protected: true });
  fake.deployments.push(
    { sha: HEAD, environment: 'prod', status: 'success' },
    { sha: MERGE, environment: 'prod', status: 'success' },
    { sha: 'c'.repeat(40), environment: 'prod', status: 'failed' },
    { sha: 'd'.repeat(40), environment: 'dev', status: 'success' },
  );
  fake.isAncestor = (older, newer) => older === HEAD && newer === MERGE;
  const asked = server();
  expect(await asked.tip('main')).toEqual({ commit: MERGE, isProtected: true });
  expect([await asked.lastApplied('prod'), await asked.lastApplied('staging')]).toEqual([MERGE, undefined]);
  expect([await asked.isAncestor(HEAD, MERGE), await asked.isAncestor(MERGE, HEAD)]).toEqual([true, false]);
});

test('an answer that it does not give is an error, without the token', async () => {
  const error = await server('glpat-otherCanary')
    .tip('main')
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(ApiError);
  expect(String(error)).toBe(
    'ApiError: GitLab answered 401 when asked for the branch: 401 Unauthorized; the token needs the scope "read_api" ' +
      'and at least the role Reporter in the project',
  );
});
