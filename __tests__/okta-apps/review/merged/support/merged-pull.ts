import { githubServer } from '../../../../../okta-apps/review/merged/github';
import type { GivenApprovals, RequestCommit } from '../../../../../okta-apps/review/merged/server';
import { GITHUB_TOKEN, type FakeGithub } from '../../post/support/fake-github';
import type { KeptPull, KeptPush, KeptReview } from '../../post/support/fake-repository';
import { HEAD } from '../../post/support/pull-event';
import { QUICK } from '../../post/support/targets';

/** The merge of the pull request. */
export const MERGE = 'b'.repeat(40);
export const AUTHOR = { id: 1, login: 'author', type: 'User' };

export function pull(different: Partial<KeptPull> = {}): KeptPull {
  return {
    number: 12,
    user: AUTHOR,
    head: { sha: HEAD, ref: 'label', repo: { full_name: 'acme/apps' } },
    assignees: [],
    base: { ref: 'main' },
    merged_at: '2026-11-20T10:00:00Z',
    merge_commit_sha: MERGE,
    ...different,
  };
}

/** A review by an account whose id is made of its name. */
export function reviewBy(login: string, different: Partial<KeptReview> = {}): KeptReview {
  const id = Buffer.from(login).reduce((sum, byte) => sum * 31 + byte, 7);
  return {
    pull: 12,
    user: { id, login, type: 'User' },
    state: 'APPROVED',
    commit_id: HEAD,
    submitted_at: '2026-11-19T10:00:00Z',
    ...different,
  };
}

/** A push to the branch of the pull request; the first creates it. */
export function push(different: Partial<KeptPush> = {}): KeptPush {
  return {
    ref: 'refs/heads/label',
    before: '0'.repeat(40),
    after: HEAD,
    activity_type: 'branch_creation',
    actor: { login: 'author' },
    ...different,
  };
}

/** The one commit of the pull request. */
export function commit(different: Partial<RequestCommit> = {}): RequestCommit {
  const own = { commit: HEAD, author: 'author@acme.dev', committer: 'author@acme.dev', coAuthors: [] };
  return { ...own, mergesBase: false, ...different };
}

/** Accounts of addresses that tests use: `mona@acme.dev` is that of mona. */
export const PEOPLE = ['author', 'mona', 'ada', 'eve'];

/** A merged pull request, pushed and written by its author, with these approvals by people who may write. */
export function fillMerged(fake: FakeGithub, ...approvers: readonly string[]): void {
  fake.pulls.push(pull());
  fake.pushes.push(push());
  fake.branches.set('main', { sha: MERGE, protected: true });
  for (const login of PEOPLE) {
    fake.accounts.set(`${login}@acme.dev`, login);
    fake.mayWrite.set(login, 'write');
  }
  for (const login of approvers) fake.reviews.push(reviewBy(login));
}

export function server(fake: FakeGithub, token = GITHUB_TOKEN) {
  return githubServer({ apiUrl: fake.url, owner: 'acme', repo: 'apps' }, token, QUICK);
}

/** Whose approvals of the one merged pull request count. The fake says of its commits what they say themselves. */
export async function approvals(
  fake: FakeGithub,
  commits: readonly RequestCommit[] = [commit()],
  signed: readonly string[] = [],
): Promise<GivenApprovals> {
  fake.git = {
    ...fake.git,
    addresses: (id) => {
      const found = commits.find((one) => one.commit === id);
      if (found === undefined) return undefined;
      const { author, committer, coAuthors } = found;
      return { authors: [author, ...coAuthors], committer, isSigned: signed.includes(id) };
    },
  };
  const asked = server(fake);
  const [request] = await asked.mergedAs(MERGE, 'main');
  if (request === undefined) throw new Error('there is no merged pull request');
  return await asked.approvals(request, commits);
}
