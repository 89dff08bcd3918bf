import { UserError } from '../../shared/errors';
import { inner, object, textField } from '../../shared/json';
import { commitId, githubRepository, readEvent, type GithubRepository, type Variables } from './ci-context';
import type { GithubClient } from './github';
import type { FoundRequest } from './request-place';

/** The workflow run that made a review, as GitHub tells a workflow "on: workflow_run". */
export interface GithubRun extends GithubRepository {
  /** Full name of the default branch, of which this workflow is. */
  readonly baseRef: string;
  readonly event: string;
  readonly head: string;
  /** Undefined where the fork was deleted. */
  readonly from?: { readonly owner: string; readonly repository: string; readonly branch: string };
  readonly url: string;
}

const TODO = 'run okta-apps post in a workflow "on: workflow_run" of the default branch';

/**
 * @param event text of the file that `GITHUB_EVENT_PATH` names, where there is one.
 * @throws UserError that says what is missing.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 */
export function githubRun(env: Variables, event: string | undefined): GithubRun {
  const repository = githubRepository(env, 'okta-apps post --to github');
  const run = inner(readEvent(event), 'workflow_run');
  if (run === undefined) {
    throw new UserError(`No run is known: the file of GITHUB_EVENT_PATH holds no "workflow_run"; ${TODO}`);
  }
  const baseRef = env['GITHUB_REF'] ?? '';
  if (!baseRef.startsWith('refs/heads/')) throw new UserError(`GITHUB_REF must be a branch, got "${baseRef}"; ${TODO}`);
  const head = commitId(inner(run, 'head_sha'));
  if (head === undefined) throw new UserError(`The "workflow_run" of GITHUB_EVENT_PATH has no head commit; ${TODO}`);
  const [owner, name, branch] = [
    ['head_repository', 'owner', 'login'],
    ['head_repository', 'full_name'],
    ['head_branch'],
  ]
    .map((keys) => inner(run, ...keys))
    .map((value) => (typeof value === 'string' && value !== '' ? value : undefined));
  return {
    ...repository,
    baseRef,
    event: textField(object(run), 'event') ?? 'unknown',
    head,
    ...(owner && name && branch && { from: { owner, repository: name, branch } }),
    url: textField(object(run), 'html_url') ?? 'of GitHub Actions',
  };
}

/**
 * The open pull request from the run's branch into the default branch. It is asked for, because the event lists none
 * for a fork, and because the run's own files could name any.
 *
 * @throws ApiError
 */
export async function pullOfRun(run: GithubRun, { octokit, target, call }: GithubClient): Promise<FoundRequest> {
  const { baseRef, event, head, from, url } = run;
  if (event !== 'pull_request')
    return { outcome: 'none', why: `the run is of the event "${event}", not of a pull request` };
  if (from === undefined)
    return { outcome: 'none', why: 'the repository that the pull request comes from was deleted' };
  const base = baseRef.slice('refs/heads/'.length);
  const pulls = await call('for the pull requests of a branch', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.pulls.list, {
      ...target,
      state: 'open',
      base,
      head: `${from.owner}:${from.branch}`,
      per_page: 100,
    }),
  );
  const [pull] = pulls.filter((one) => {
    const { head: theirs, base: into } = one as PullEnds;
    return theirs.ref === from.branch && theirs.repo?.full_name === from.repository && into.ref === base;
  });
  if (pull === undefined) {
    return { outcome: 'none', why: `there is no open pull request from ${from.owner}:${from.branch} into ${base}` };
  }
  const tip = await call('for the tip of a branch', 'contents: read', () =>
    octokit.rest.repos.getBranch({ ...target, branch: base }),
  );
  const place = { number: pull.number, baseRef, baseNow: tip.data.commit.sha, head, headNow: pull.head.sha, run: url };
  return { outcome: 'found', place };
}

/** Octokit's types say that there always is a repository; a deleted fork has none. */
interface PullEnds {
  readonly head: { readonly ref: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly ref: string };
}
