import type { FetchAccess } from '../../project/base/fetch-commit';
import { ApiError } from '../../review/post/api-call';
import { tokenOf, type PostTarget } from '../../review/post/job-token';
import { githubPush, gitlabPush, type GithubPush, type GitlabPush, type GivenPush } from '../../review/merged/pushed';
import type { CiServer } from '../../review/merged/server';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { eventText } from '../code-links';

/** The push that this job runs for, and the server that knows of it. */
export interface AskedServer {
  readonly push: GithubPush | GitlabPush;
  readonly server: CiServer;
  readonly access: FetchAccess;
}

/**
 * The push of this CI job, and its server.
 *
 * @throws UserError that names the variable which is missing.
 */
export async function ciServer(from: PostTarget, given: GivenPush, io: Io): Promise<AskedServer> {
  const { env } = io;
  if (from === 'github') {
    const push = githubPush(env, await eventText(io), given);
    const token = tokenFor(from, env);
    const { githubServer } = await import('../../review/merged/github.js');
    const access = { serverUrl: env['GITHUB_SERVER_URL'], user: 'x-access-token', token };
    return { push, server: githubServer(push, token), access };
  }
  const push = gitlabPush(env, given);
  const token = tokenFor(from, env);
  const { gitlabServer } = await import('../../review/merged/gitlab.js');
  const access = { serverUrl: env['CI_SERVER_URL'], user: 'oauth2', token };
  return { push, server: gitlabServer(push, token), access };
}

function tokenFor(where: PostTarget, env: Io['env']): string {
  const { token, variable } = tokenOf(where, env);
  if (token === undefined) throw new UserError(`${variable} is not set: it reads branches, deployments and approvals`);
  return token;
}

/** @throws UserError in place of an ApiError: what the server does not say is not taken for a yes. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new UserError(`What was merged cannot be evaluated: ${error.message}`);
  }
}
