import { Interrupted, UserError } from '../../shared/errors';
import type { Git } from './git';

/** Where a commit can be fetched from besides what is here, and with what. */
export interface FetchAccess {
  /** `https://github.com`; only requests to it carry the token. */
  readonly serverUrl: string | undefined;
  /** User name that the server expects beside a token. */
  readonly user: string;
  readonly token: string;
}

/**
 * Gets a commit from the remote `origin` when it is not here: after a squash, no branch holds the last commit of a
 * pull request.
 *
 * @param what `the last commit of pull request 12`
 * @throws UserError when it cannot be had.
 */
export async function fetchCommit(
  git: Git,
  commit: string,
  what: string,
  { serverUrl, user, token }: FetchAccess,
): Promise<void> {
  if (await isHere(git, commit)) return;
  const basic = Buffer.from(`${user}:${token}`).toString('base64');
  const settings =
    serverUrl === undefined ? {} : { [`http.${serverUrl}/.extraheader`]: `Authorization: Basic ${basic}` };
  try {
    await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', 'origin', commit], { settings });
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof UserError)) throw error;
    throw new UserError(`${what} (${commit}) is not in this repository, and it cannot be fetched: ${error.message}`);
  }
}

/** Whether the repository holds a commit. */
export async function isHere(git: Git, commit: string): Promise<boolean> {
  return (await git.ask(['cat-file', '-e', `${commit}^{commit}`], 128)) !== undefined;
}
