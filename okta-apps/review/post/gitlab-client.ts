import { Gitlab } from '@gitbeaker/rest';
import { apiError } from './api-error';
import { withRetries, type Failure, type Patience } from './retry';

const REQUEST_MS = 30_000;

/** The API with one token: tries again, waits as it is asked to, and says what went wrong in one sentence. */
export interface GitlabClient {
  readonly gitlab: InstanceType<typeof Gitlab>;
  /**
   * @param what `to list the notes`
   * @throws ApiError
   */
  readonly call: <T>(what: string, work: () => Promise<T>) => Promise<T>;
}

interface Answer extends Failure {
  readonly said: string;
}

/** Gitbeaker's errors carry the answer; those of the network and of its own retries carry none. */
function answerOf(error: unknown): Answer {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (typeof cause === 'object' && cause !== null && 'response' in cause && cause.response instanceof Response) {
    const said = 'description' in cause && typeof cause.description === 'string' ? cause.description : '';
    const { status, headers } = cause.response;
    return { status, headers: Object.fromEntries(headers), said };
  }
  const reason = cause instanceof Error ? cause : error;
  return { status: undefined, headers: {}, said: reason instanceof Error ? reason.message : '' };
}

/** What is gone answers 404. */
export function isGone(error: unknown): boolean {
  return answerOf(error).status === 404;
}

/**
 * @param host without `/api/v4`.
 * @param hint what the token needs, where GitLab says no.
 */
export function gitlabClient(host: string, token: string, hint: string, patience: Patience): GitlabClient {
  return {
    gitlab: new Gitlab({ host, token, queryTimeout: REQUEST_MS }),
    call: async (what, work) => {
      try {
        return await withRetries(work, answerOf, patience);
      } catch (error) {
        const { status, said } = answerOf(error);
        const denied = status === 401 || status === 403 || status === 404;
        throw apiError({ host: 'GitLab', what, status, said, hint: denied ? hint : '' }, token);
      }
    },
  };
}
