import { PATIENCE, ApiError, type Patience } from '../post/api-call';
import { commitId, type GitlabProject } from '../post/ci-context';
import { gitlabClient, type GitlabClient } from '../post/gitlab';
import { inner, isObject, textField } from '../../shared/json';
import { gitlabApprovals, type Author } from './gitlab-approvals';
import { gitlabReleases } from './gitlab-releases';
import type { BranchTip, CiServer, MergedRequest } from './server';

const PER_PAGE = 100;
const HINT = 'the token needs the scope "read_api" and at least the role Reporter in the project';

interface MergedGitlabRequest extends MergedRequest {
  readonly author: Author;
}

/** What GitLab says of a project. Statuses and notes are not among it: any pipeline writes those. */
export function gitlabServer({ host, project }: GitlabProject, token: string, patience: Patience = PATIENCE): CiServer {
  const client = gitlabClient(host, token, HINT, patience);
  const authors = new Map<number, Author>();
  return {
    name: 'GitLab',
    tip: (branch) => tip(client, project, branch),
    lastApplied: (environment) => lastApplied(client, project, environment),
    releases: (environment, job) => gitlabReleases(client, project, environment, job),
    isAncestor: async (older, newer) => {
      const base = await client.call('to compare two commits', () =>
        client.gitlab.Repositories.mergeBase(project, [older, newer]),
      );
      return isObject(base) && textField(base, 'id') === older;
    },
    mergedAs: async (commit, branch) => {
      const found = await mergedRequests(client, { project, commit, branch });
      for (const { number, author } of found) authors.set(number, author);
      return found;
    },
    approvals: (request) =>
      gitlabApprovals(client, { project, iid: request.number, author: authors.get(request.number) }),
  };
}

async function tip({ gitlab, call }: GitlabClient, project: string, branch: string): Promise<BranchTip> {
  const found = await call('for the branch', () => gitlab.Branches.show(project, branch));
  return { commit: commitId(inner(found, 'commit', 'id')) ?? '', isProtected: inner(found, 'protected') === true };
}

/** A job that names an environment makes a deployment of its commit there, and ends it with its own outcome. */
async function lastApplied(
  { gitlab, call }: GitlabClient,
  project: string,
  environment: string,
): Promise<string | undefined> {
  const found = await call(`for the deployments to ${environment}`, () =>
    gitlab.Deployments.all(project, {
      environment,
      status: 'success',
      orderBy: 'id',
      sort: 'desc',
      perPage: 1,
      maxPages: 1,
    }),
  );
  const [newest] = found;
  if (newest === undefined) return undefined;
  const commit = commitId(inner(newest, 'sha'));
  if (commit === undefined) throw new ApiError(`The last deployment to ${environment} names no commit`);
  return commit;
}

async function mergedRequests(
  { gitlab, call }: GitlabClient,
  { project, commit, branch }: { readonly project: string; readonly commit: string; readonly branch: string },
): Promise<readonly MergedGitlabRequest[]> {
  const requests = await call('for the merge request of a commit', () =>
    gitlab.Commits.allMergeRequests(project, commit, { perPage: PER_PAGE }),
  );
  return requests
    .filter((request) => request.state === 'merged' && request.target_branch === branch && mergeOf(request) === commit)
    .map(({ iid, sha, author }) => ({ number: iid, name: `merge request ${iid}`, head: sha, author }));
}

/** A merge commit, a squashed one, or with a fast-forward the head itself. */
function mergeOf(request: Readonly<Record<string, unknown>>): unknown {
  return request['merge_commit_sha'] ?? request['squash_commit_sha'] ?? request['sha'];
}
