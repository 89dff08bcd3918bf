import { Octokit } from '@octokit/rest';
import { inner, object } from '../../shared/json';
import { ApiError, apiError } from './api-error';
import { withRetries, type Failure, type Patience } from './retry';

const REQUEST_MS = 30_000;
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A repository of GitHub, or of a GitHub Enterprise Server. */
export interface GithubRepository {
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
}

/** The API with one token: tries again, waits as it is asked to, and says what went wrong in one sentence. */
export interface GithubClient {
  readonly octokit: Octokit;
  readonly target: { readonly owner: string; readonly repo: string };
  /** Bounds one request. */
  readonly bound: () => { readonly request: { readonly signal: AbortSignal } };
  /**
   * @param what `to list the comments`
   * @param permission of the job's token, such as `pull-requests: write`.
   * @throws ApiError
   */
  readonly call: <T>(what: string, permission: string, work: () => Promise<T>) => Promise<T>;
}

/** Octokit's errors carry the status and the answer; those of the network carry neither. */
function failureOf(error: unknown): Failure {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  const headers = Object.entries(object(inner(answer, 'headers'))).map(([name, value]) => [name, String(value)]);
  // Octokit says 500 for a request that got no answer.
  const answered = typeof status === 'number' && answer !== undefined;
  return { status: answered ? status : undefined, headers: Object.fromEntries(headers) as Record<string, string> };
}

function saidBy(error: unknown): string {
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  const message = inner(answer, 'data', 'message');
  if (typeof message === 'string') return message;
  return error instanceof Error ? error.message : '';
}

/** What is gone answers 404 or 410. */
export function isGone(error: unknown): boolean {
  const { status } = failureOf(error);
  return status === 404 || status === 410;
}

export function githubClient(
  { apiUrl, owner, repo }: GithubRepository,
  token: string,
  patience: Patience,
): GithubClient {
  return {
    octokit: new Octokit({ auth: token, baseUrl: apiUrl, log: SILENT }),
    target: { owner, repo },
    bound: () => ({ request: { signal: AbortSignal.timeout(REQUEST_MS) } }),
    call: async (what, permission, work) => {
      try {
        return await withRetries(work, (error) => (error instanceof ApiError ? undefined : failureOf(error)), patience);
      } catch (error) {
        if (error instanceof ApiError) throw error;
        const { status } = failureOf(error);
        const hint = status === 403 || status === 404 ? `the job needs the permission "${permission}"` : '';
        throw apiError({ host: 'GitHub', what, status, said: saidBy(error), hint }, token);
      }
    },
  };
}
