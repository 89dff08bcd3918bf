import { UserError } from '../../shared/errors';
import { inner, object, textField } from '../../shared/json';
import { commitId, githubRepository, readEvent, type GithubRepository, type Variables } from './ci-context';
import { isGone, type GithubClient } from './github';
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
export async function pullOfRun(run: GithubRun, client: GithubClient): Promise<FoundRequest> {
  const { baseRef, event, head, from, url } = run;
  if (event !== 'pull_request')
    return { outcome: 'none', why: `the run is of the event "${event}", not of a pull request` };
  if (from === undefined) return { outcome: 'none', why: 'the head repository of the pull request was deleted' };
  const base = baseRef.slice('refs/heads/'.length);
  const found = [...(await ofCommit(client, head)), ...(await ofBranch(client, base, `${from.owner}:${from.branch}`))];
  const pull = found.find(({ state, head: theirs, base: into }) => {
    const isFrom = theirs.ref === from.branch && theirs.repo?.full_name === from.repository;
    return state === 'open' && isFrom && into.ref === base;
  });
  if (pull === undefined) {
    return { outcome: 'none', why: `there is no open pull request from ${from.owner}:${from.branch} into ${base}` };
  }
  const { data } = await client.call('for the tip of a branch', 'contents: read', () =>
    client.octokit.rest.repos.getBranch({ ...client.target, branch: base }),
  );
  const place = { number: pull.number, baseRef, baseNow: data.commit.sha, head, headNow: pull.head.sha, run: url };
  return { outcome: 'found', place };
}

/** Those that have the commit. GitHub does not know it for every fork. */
async function ofCommit({ octokit, target, call }: GithubClient, commit: string): Promise<readonly Pull[]> {
  return await call('for the pull requests of a commit', 'pull-requests: read', async () => {
    try {
      const { repos } = octokit.rest;
      const asked = { ...target, commit_sha: commit, per_page: PER_PAGE };
      return await octokit.paginate(repos.listPullRequestsAssociatedWithCommit, asked);
    } catch (error) {
      if (isGone(error)) return [];
      throw error;
    }
  });
}

/** Those of the branch, also when it moved on since. */
async function ofBranch({ octokit, target, call }: GithubClient, base: string, head: string): Promise<readonly Pull[]> {
  return await call('for the pull requests of a branch', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.pulls.list, { ...target, state: 'open', base, head, per_page: PER_PAGE }),
  );
}

const PER_PAGE = 100;

/** Octokit's types say that there always is a repository; a deleted fork has none. */
interface Pull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly ref: string };
}
