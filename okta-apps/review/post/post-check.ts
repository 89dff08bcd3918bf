import { UserError } from '../../shared/errors';
import { CHECK_NAME, type CheckRun } from './check-run';
import { githubContext } from './ci-context';
import { githubClient } from './github-client';
import { writtenWithToken, type Forked } from './job-token';
import type { PostOptions } from './post-review';
import { PATIENCE } from './retry';

/**
 * Leaves a check run on the head commit of the pull request that this job runs for. Each review adds one; the newest
 * counts.
 *
 * @throws UserError when something is missing, or when it cannot be written.
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export async function postCheck(
  { conclusion, title, summary, text }: CheckRun,
  { env, event, patience = PATIENCE }: PostOptions,
): Promise<{ readonly outcome: 'written' } | Forked> {
  const context = githubContext(env, event);
  const { head, fork } = context;
  return await writtenWithToken('check run', { where: 'github', env, fork }, async (token) => {
    if (head === undefined) {
      throw new UserError(
        'The check run was not written: the file of GITHUB_EVENT_PATH names no head commit of a pull request; ' +
          'run --post github in a workflow "on: pull_request"',
      );
    }
    const { octokit, target, bound, call } = githubClient(context, token, patience);
    await call('to write a check run', 'checks: write', () =>
      octokit.rest.checks.create({
        ...target,
        name: CHECK_NAME,
        head_sha: head,
        status: 'completed',
        conclusion,
        output: { title, summary, ...(text !== undefined && { text }) },
        ...bound(),
      }),
    );
    return { outcome: 'written' as const };
  });
}
