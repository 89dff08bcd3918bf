import type { GithubClient } from '../post/github';
import type { AskingJob, Releases } from './server';

/** Nothing that could count. */
const NONE: Releases = { given: [], startedBy: [], afterOneLook: false };

/**
 * Reviewers of an environment decide on each run; who said no last has not let it begin. GitHub does not say in which
 * attempt of a run they decided, so only in the first one is it known which second look they had.
 *
 * @throws ApiError
 */
export async function githubReleases(
  client: GithubClient,
  environment: string,
  { run, attempt }: AskingJob,
): Promise<Releases> {
  if (run === undefined || !Number.isInteger(attempt)) return NONE;
  const { octokit, target, call } = client;
  const { data } = await call('who released the environment', 'actions: read', () =>
    octokit.rest.actions.getReviewsForRun({ ...target, run_id: Number(run) }),
  );
  const own = data.filter(({ environments }) => environments.some(({ name }) => name === environment));
  if (own.some(({ state }) => state === 'rejected')) return NONE;
  const startedBy = await startersBefore(client, Number(run), attempt);
  if (startedBy === undefined) return NONE;
  const approved = own.filter(({ state }) => state === 'approved');
  const given = approved.map(({ user, comment }) => ({ by: user.login, comment }));
  return { given, startedBy, afterOneLook: attempt === 1 };
}

/** Accounts that started the earlier attempts; undefined where one of them is not known. */
async function startersBefore(
  { octokit, target, call }: GithubClient,
  run: number,
  attempt: number,
): Promise<readonly string[] | undefined> {
  const logins: string[] = [];
  for (let earlier = 1; earlier < attempt; earlier += 1) {
    const { data } = await call('who started the run', 'actions: read', () =>
      octokit.rest.actions.getWorkflowRunAttempt({ ...target, run_id: run, attempt_number: earlier }),
    );
    const { actor, triggering_actor: starter } = data;
    if (!actor || !starter) return undefined;
    logins.push(actor.login, starter.login);
  }
  return [...new Set(logins)];
}
