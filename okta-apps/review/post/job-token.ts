import { UserError } from '../../shared/errors';
import { ApiError } from './api-call';
import type { Variables } from './ci-context';

export type PostTarget = 'github' | 'gitlab';

const TOKENS = { github: ['GITHUB_TOKEN', 'GH_TOKEN'], gitlab: ['GITLAB_TOKEN'] } as const;

/** The token of this job, and where it was looked for. */
export function tokenOf(
  where: PostTarget,
  env: Variables,
): { readonly token: string | undefined; readonly variable: string } {
  const token = TOKENS[where].map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
  return { token, variable: TOKENS[where].join(' or ') };
}

/** A pull request of a fork has no token that may write. */
export interface Forked {
  readonly outcome: 'forked';
  readonly why: string;
}

/**
 * Writes with the job's token; a fork that may not is no error.
 *
 * @param what `The comment was not written`, for the message.
 * @throws UserError when the token is missing, or when it cannot be written.
 */
export async function writtenWithToken<T>(
  what: string,
  { where, env, fork }: { readonly where: PostTarget; readonly env: Variables; readonly fork: boolean },
  write: (token: string) => Promise<T>,
): Promise<T | Forked> {
  const { token, variable } = tokenOf(where, env);
  if (token === undefined) {
    if (fork) return { outcome: 'forked', why: `${variable} is not set, as is right for a fork` };
    throw new UserError(`${variable} is not set: --post ${where} takes the token from it`);
  }
  try {
    return await write(token);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (fork && error.forbidden) return { outcome: 'forked', why: error.message };
    throw new UserError(`${what}: ${error.message}`);
  }
}
