import type { Reviewed } from '../digest';
import { CHECK_NAME, digestsOf } from '../post/check-run';
import { PATIENCE, type Patience } from '../post/api-call';
import { githubClient, isGone, type GithubClient } from '../post/github';
import { visible } from '../../shared/visible-text';
import { approversOf } from './approvers';
import { refused, short, type Found, type GithubPush, type Refused } from './pushed';

/** The app whose token a workflow gets: nobody else can write as it. */
const IDENTITY = 'github-actions';
const PER_PAGE = 100;
/** `permission` of GitHub is one of four: who may maintain has `write`. */
const MAY_WRITE = ['admin', 'write'];

interface MergedPull {
  readonly number: number;
  readonly head: string;
  readonly author: number | undefined;
}

/**
 * Finds the pull request that a push merged, the review that the pipeline left on its head, and who approved that.
 *
 * @throws ApiError when the API does not answer; UserError when the digests cannot be read.
 */
export async function reviewedOnGithub(push: GithubPush, token: string, patience: Patience = PATIENCE): Promise<Found> {
  const client = githubClient(push, token, patience);
  const pulls = await mergedPulls(client, push);
  const [pull] = pulls;
  if (pull === undefined) {
    return refused(
      `${short(push.commit)} is not the merge of a pull request into ${push.branch}: nothing was reviewed`,
    );
  }
  if (pulls.length > 1) {
    const numbers = pulls.map(({ number }) => number).join(', ');
    return refused(`${short(push.commit)} is the merge of more than one pull request (${numbers}): nothing is trusted`);
  }
  const digests = await digestsOn(client, pull);
  if ('outcome' in digests) return digests;
  return {
    outcome: 'found',
    reviewed: { ...digests, approvedBy: await approvedBy(client, pull) },
    place: placeOf(pull),
  };
}

function placeOf({ number, head }: MergedPull): string {
  return `pull request ${number} at ${short(head)}`;
}

async function mergedPulls({ octokit, target, call }: GithubClient, push: GithubPush): Promise<readonly MergedPull[]> {
  const pulls = await call('for the pull request of a commit', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...target,
      commit_sha: push.commit,
      per_page: PER_PAGE,
    }),
  );
  return pulls
    .filter(({ merged_at, merge_commit_sha, base }) => {
      return merged_at !== null && merge_commit_sha === push.commit && base.ref === push.branch;
    })
    .map(({ number, head, user }) => ({ number, head: head.sha, author: user?.id }));
}

/** The newest check run of the pipeline's own identity decides: a review that failed takes an older approval back. */
async function digestsOn(client: GithubClient, pull: MergedPull): Promise<Reviewed | Refused> {
  const { octokit, target, call } = client;
  const runs = await call('for the check runs of a commit', 'checks: read', () =>
    octokit.paginate(octokit.rest.checks.listForRef, {
      ...target,
      ref: pull.head,
      check_name: CHECK_NAME,
      filter: 'all',
      per_page: PER_PAGE,
    }),
  );
  const own = runs.filter(({ app }) => app?.slug === IDENTITY).sort((a, b) => b.id - a.id);
  const [newest] = own;
  const check = `the check run "${CHECK_NAME}"`;
  if (newest === undefined) {
    const others = [...new Set(runs.map(({ app }) => visible(app?.slug ?? 'nobody known')))].join(', ');
    return refused(
      runs.length === 0
        ? `There is no check run "${CHECK_NAME}" on ${placeOf(pull)}: nothing was reviewed`
        : `On ${placeOf(pull)} ${check} was written by ${others}, not by ${IDENTITY}: it is not trusted`,
    );
  }
  if (newest.conclusion !== 'success') {
    const ended = newest.conclusion ?? newest.status;
    return refused(`On ${placeOf(pull)} the newest ${check.slice(4)} says ${ended}: it approves nothing`);
  }
  return digestsOf(newest.output.text ?? '', `${check} of ${placeOf(pull)}`);
}

async function approvedBy(client: GithubClient, pull: MergedPull): Promise<readonly string[]> {
  const { octokit, target, call } = client;
  const reviews = await call('for the reviews of a pull request', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.pulls.listReviews, {
      ...target,
      pull_number: pull.number,
      per_page: PER_PAGE,
    }),
  );
  const approved: string[] = [];
  for (const login of approversOf(reviews, pull)) {
    if (await mayWrite(client, login)) approved.push(login);
  }
  return approved;
}

async function mayWrite({ octokit, target, call }: GithubClient, username: string): Promise<boolean> {
  return await call('what a reviewer may do', 'metadata: read', async () => {
    try {
      const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...target, username });
      return MAY_WRITE.includes(data.permission);
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  });
}
