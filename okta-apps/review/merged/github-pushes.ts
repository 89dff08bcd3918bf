import { ApiError } from '../post/api-call';
import type { GithubClient } from '../post/github';
import type { Part } from './approvers';
import type { GithubPull } from './github-pull';
import { short } from './pushed';
import type { RequestCommit } from './server';

const PER_PAGE = 100;
const PERMISSION = 'contents: read';
const NOTHING = /^0+$/;

/** What GitHub says of one push, whatever authors its commits have. */
interface Activity {
  readonly before: string;
  readonly after: string;
  readonly activity_type: string;
  readonly actor: { readonly login: string } | null;
}

/** Who pushed to the branch of a pull request. */
export interface Pushers {
  readonly parts: readonly Part[];
  /** Why not every one is known. */
  readonly unknown?: string;
}

/**
 * Follows the pushes to a branch from its last commit back to its creation. A person who only merged the base into it,
 * on the platform, pushed nothing of their own.
 *
 * @throws ApiError
 */
export async function pushersOf(
  client: GithubClient,
  { from, ref, head }: GithubPull,
  commits: readonly RequestCommit[],
): Promise<Pushers> {
  const [owner, repo] = from?.split('/') ?? [];
  if (owner === undefined || repo === undefined) {
    return { parts: [], unknown: 'the repository of its branch no longer exists, so who pushed to it is not known' };
  }
  let all: readonly Activity[];
  try {
    all = await activities(client, { owner, repo, ref: `refs/heads/${ref}` });
  } catch (error) {
    if (!(error instanceof ApiError) || !error.forbidden) throw error;
    return { parts: [], unknown: `who pushed to its branch is not known: ${error.message}` };
  }
  const parts: Part[] = [];
  const seen = new Set<string>();
  for (let at = head; !NOTHING.test(at) && !seen.has(at);) {
    seen.add(at);
    const pushed = all.filter(({ after }) => after === at);
    const [newest] = pushed;
    if (newest === undefined) return { parts, unknown: `GitHub does not say who pushed ${short(at)} to its branch` };
    for (const { actor, before } of pushed) {
      if (actor === null) return { parts, unknown: `the account that pushed ${short(at)} no longer exists` };
      if (!isMergeOfBase(commits, before, at)) parts.push({ login: actor.login, what: 'pushed to its branch' });
    }
    if (newest.activity_type === 'branch_creation') break;
    at = newest.before;
  }
  return { parts };
}

/** Whether an account pushed one of these commits to any branch of the repository in the last year. */
export async function pushedBy(
  client: GithubClient,
  login: string,
  commits: readonly RequestCommit[],
): Promise<boolean> {
  const own = new Set(commits.filter(({ mergesBase }) => !mergesBase).map(({ commit }) => commit));
  const pushes = await activities(client, { ...client.target, actor: login, time_period: 'year' });
  return pushes.some(({ after }) => own.has(after));
}

function isMergeOfBase(commits: readonly RequestCommit[], before: string, after: string): boolean {
  return commits.some(
    ({ commit, mergesBase, firstParent }) => commit === after && mergesBase && firstParent === before,
  );
}

type ActivityFilter = NonNullable<Parameters<GithubClient['octokit']['rest']['repos']['listActivities']>[0]>;

async function activities({ octokit, call }: GithubClient, filter: ActivityFilter): Promise<readonly Activity[]> {
  return await call('who pushed', PERMISSION, () =>
    octokit.paginate(octokit.rest.repos.listActivities, { ...filter, per_page: PER_PAGE }),
  );
}
