import { ApiError, PATIENCE, type Patience } from '../post/api-call';
import { commitId, type GithubRepository } from '../post/ci-context';
import { githubClient, type GithubClient } from '../post/github';
import { githubApprovals } from './github-approvals';
import { mergedPulls, type GithubPull } from './github-pull';
import { githubReleases } from './github-releases';
import type { BranchTip, CiServer, MergedRequest } from './server';

/** Deployments that are looked at until one succeeded: one page, and a request for each. */
const PER_PAGE = 30;

/** What GitHub says of a repository. Check runs, statuses and comments are not among it: any workflow writes those. */
export function githubServer(repository: GithubRepository, token: string, patience: Patience = PATIENCE): CiServer {
  const client = githubClient(repository, token, patience);
  const pulls = new Map<number, GithubPull>();
  return {
    name: 'GitHub',
    tip: (branch) => tip(client, branch),
    lastApplied: (environment) => lastApplied(client, environment),
    releases: (environment, job) => githubReleases(client, environment, job),
    isAncestor: (older, newer) => isAncestor(client, older, newer),
    mergedAs: async (commit, branch) => {
      const found = await mergedPulls(client, commit, branch);
      for (const pull of found) pulls.set(pull.number, pull);
      return found.map(({ number, head }): MergedRequest => ({ number, name: `pull request ${number}`, head }));
    },
    approvals: async ({ number }, commits) => {
      const pull = pulls.get(number);
      if (pull === undefined) throw new Error(`pull request ${number} was not asked for`);
      return await githubApprovals(client, pull, commits);
    },
  };
}

/** A branch by its name; a tag of the same name is something else here. */
async function tip({ octokit, target, call }: GithubClient, branch: string): Promise<BranchTip> {
  const { data } = await call('for the branch', 'contents: read', () =>
    octokit.rest.repos.getBranch({ ...target, branch }),
  );
  return { commit: data.commit.sha, isProtected: data.protected };
}

/**
 * A job that names an environment makes a deployment of its commit there, and ends it with its own outcome. A later one
 * makes it inactive, so any status counts.
 */
async function lastApplied({ octokit, target, call }: GithubClient, environment: string): Promise<string | undefined> {
  return await call(`for the deployments to ${environment}`, 'deployments: read', async () => {
    const { data } = await octokit.rest.repos.listDeployments({ ...target, environment, per_page: PER_PAGE });
    for (const { id, sha, environment: of } of data) {
      if (of !== environment) continue;
      const statuses = await octokit.paginate(octokit.rest.repos.listDeploymentStatuses, {
        ...target,
        deployment_id: id,
        per_page: PER_PAGE,
      });
      if (statuses.some(({ state }) => state === 'success')) return fullCommit(sha, environment);
    }
    if (data.length === PER_PAGE) {
      throw new ApiError(`None of the last ${PER_PAGE} deployments to ${environment} succeeded`);
    }
    return undefined;
  });
}

function fullCommit(sha: unknown, environment: string): string {
  const commit = commitId(sha);
  if (commit === undefined) throw new ApiError(`The last deployment to ${environment} names no commit`);
  return commit;
}

async function isAncestor({ octokit, target, call }: GithubClient, older: string, newer: string): Promise<boolean> {
  const { data } = await call('to compare two commits', 'contents: read', () =>
    octokit.rest.repos.compareCommitsWithBasehead({ ...target, basehead: `${older}...${newer}`, per_page: 1 }),
  );
  return data.status === 'ahead' || data.status === 'identical';
}
