import { ApiError, PATIENCE, type Patience } from './api-call';
import type { GithubRepository } from './ci-context';
import { githubClient, unpacedOctokit } from './github';
import { gitlabClient, GITLAB_HINT } from './gitlab';

/** What a review writes, with an incomplete request for each: neither can create anything. */
const GITHUB_WRITES = [
  { path: 'check-runs', what: 'to write a check run', permission: 'checks: write' },
  { path: 'issues/{issue_number}/comments', what: 'to write a comment', permission: 'pull-requests: write' },
];

/**
 * Asks whether the token may write a check run and a comment, and writes neither. GitHub tells no job what its token
 * may do, but it looks at the permission before it looks at the request, and refuses an incomplete one otherwise (422).
 * What this does not show, the first write does.
 *
 * @throws ApiError that lists every permission that is missing.
 */
export async function checkGithubWrites(
  repository: GithubRepository,
  number: number,
  token: string,
  patience: Patience = PATIENCE,
): Promise<void> {
  const { target, call } = githubClient(repository, token, patience);
  const octokit = unpacedOctokit(repository, token);
  const denials: string[] = [];
  for (const { path, what, permission } of GITHUB_WRITES) {
    const url = `/repos/{owner}/{repo}/${path}`;
    try {
      await call(what, permission, () => octokit.request({ method: 'POST', url, ...target, issue_number: number }));
    } catch (error) {
      if (isDenial(error)) denials.push(error.message);
    }
  }
  if (denials.length > 0) throw new ApiError(denials.join('\n'), true);
}

/** A rate limit answers 403, too. */
function isDenial(error: unknown): error is ApiError {
  return error instanceof ApiError && error.forbidden && !/rate limit/i.test(error.message);
}

/**
 * Asks whether the token may write notes. GitLab does not describe every kind of token: what one of these may do is
 * known after the first write.
 *
 * @throws ApiError when it may only read.
 * @see https://docs.gitlab.com/api/personal_access_tokens/
 */
export async function checkGitlabWrites(host: string, token: string, patience: Patience = PATIENCE): Promise<void> {
  const { gitlab, call } = gitlabClient(host, token, GITLAB_HINT, patience);
  const scopes = await call(
    'what the token may do',
    async () => (await gitlab.PersonalAccessTokens.show()).scopes,
  ).catch(() => undefined);
  if (!Array.isArray(scopes) || scopes.includes('api')) return;
  throw new ApiError(`The token has no scope that may write notes (it has ${scopes.join(', ')}); ${GITLAB_HINT}`, true);
}
