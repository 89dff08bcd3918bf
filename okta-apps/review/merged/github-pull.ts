import type { GithubClient } from '../post/github';

const PER_PAGE = 100;

/** A merged pull request, as far as its approvals need it. */
export interface GithubPull {
  readonly number: number;
  readonly head: string;
  /** Name of its branch. */
  readonly ref: string;
  /** The repository of its branch; undefined when that is gone. */
  readonly from: string | undefined;
  readonly opener: { readonly id: number; readonly login: string; readonly isBot: boolean } | undefined;
  readonly assignees: readonly string[];
}

/** The pull requests into a branch that were merged as a commit. A pull request of the same commits into another branch is none. */
export async function mergedPulls(
  { octokit, target, call }: GithubClient,
  commit: string,
  branch: string,
): Promise<readonly GithubPull[]> {
  const all = await call('for the pull request of a commit', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...target,
      commit_sha: commit,
      per_page: PER_PAGE,
    }),
  );
  return all
    .filter((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit && pull.base.ref === branch)
    .map(({ number, head, user, assignees }) => ({
      number,
      head: head.sha,
      ref: head.ref,
      // GitHub gives none for a fork that was deleted.
      from: (head.repo as { full_name: string } | null)?.full_name,
      opener: user === null ? undefined : { id: user.id, login: user.login, isBot: user.type !== 'User' },
      assignees: (assignees ?? []).map(({ login }) => login),
    }));
}
