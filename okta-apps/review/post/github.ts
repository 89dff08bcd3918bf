import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { inner } from '../../shared/json';
import { ApiError, apiError, PATIENCE, REQUEST_MS, unlessGone, type Patience } from './api-call';
import type { GithubContext, GithubRepository } from './ci-context';
import type { CommentStore } from './upsert';

/** Octokit writes its warnings nowhere: what a person has to know is in the error. */
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** Refusals, which another try does not change. A rate limit is one too: it is waited for as long as it asks. */
const REFUSALS = Array.from({ length: 100 }, (_, i) => 400 + i);
const PatientOctokit = Octokit.plugin(retry, throttling);

/** The API with one token: tries again, waits as it is asked to, and says what went wrong in one sentence. */
export interface GithubClient {
  readonly octokit: Octokit;
  readonly target: { readonly owner: string; readonly repo: string };
  /**
   * @param what `to list the comments`
   * @param permission of the job's token, such as `pull-requests: write`.
   * @throws ApiError
   */
  readonly call: <T>(what: string, permission: string, work: () => Promise<T>) => Promise<T>;
}

export function githubClient(
  { apiUrl, owner, repo }: GithubRepository,
  token: string,
  patience: Patience,
): GithubClient {
  return {
    octokit: octokitFor(apiUrl, token, patience),
    target: { owner, repo },
    call: async (what, permission, work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ApiError) throw error;
        const status = statusOf(error);
        const hint = status === 403 || status === 404 ? `the job needs the permission "${permission}"` : '';
        throw apiError({ host: 'GitHub', what, status, said: saidBy(error), hint }, token);
      }
    },
  };
}

function octokitFor(baseUrl: string, auth: string, { tries, firstMs, longestMs }: Patience): Octokit {
  const isWorthIt = (seconds: number, _options: unknown, _octokit: unknown, retries: number) =>
    seconds * 1_000 <= longestMs && retries + 1 < tries;
  return new PatientOctokit({
    ...commonOptions(baseUrl, auth),
    retry: { retries: tries - 1, retryAfterBaseValue: firstMs, doNotRetry: REFUSALS },
    throttle: {
      onRateLimit: isWorthIt,
      onSecondaryRateLimit: isWorthIt,
      fallbackSecondaryRateRetryAfter: firstMs / 1_000,
    },
  });
}

/** For requests that change nothing: without the pauses between two writes, which are for requests that notify people. */
export function unpacedOctokit({ apiUrl }: GithubRepository, token: string): Octokit {
  return new Octokit(commonOptions(apiUrl, token));
}

function commonOptions(baseUrl: string, auth: string) {
  return { auth, baseUrl, log: SILENT, request: { fetch: fetchInTime } };
}

/** Bounds each try of a request by itself: the plugins wait between them. */
async function fetchInTime(url: string, options: RequestInit): Promise<Response> {
  return await fetch(url, { ...options, signal: AbortSignal.timeout(REQUEST_MS) });
}

/** The HTTP status; undefined when there was no answer, for which Octokit itself says 500. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('response' in error)) return undefined;
  return typeof error.status === 'number' && error.response !== undefined ? error.status : undefined;
}

function saidBy(error: unknown): string {
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  const message = inner(answer, 'data', 'message');
  if (typeof message === 'string') return message;
  return error instanceof Error ? error.message : '';
}

/** What is gone answers 404 or 410. */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 410;
}

/**
 * The id of the account that the token belongs to. `GET /user` is closed to the token of a workflow; this is open to
 * every kind of token.
 *
 * @throws ApiError
 */
export async function viewerId({ octokit, call }: GithubClient, permission: string): Promise<number> {
  return await call('who the token belongs to', permission, async () => {
    const answer = await octokit.graphql('query { viewer { databaseId } }').catch((error: unknown) => {
      // An answer with errors in it; Octokit names it so.
      if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined;
      throw error;
    });
    const id = inner(answer, 'viewer', 'databaseId');
    if (typeof id !== 'number') throw new ApiError('GitHub does not say who the token belongs to');
    return id;
  });
}

/** @see https://docs.github.com/en/rest/issues/comments */
const LIMIT = 65_536;
const PER_PAGE = 100;
const PERMISSION = 'pull-requests: write';

/** The comments of one pull request of GitHub. */
export function githubComments(context: GithubContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const client = githubClient(context, token, patience);
  const { octokit, target } = client;
  const { issues } = octokit.rest;
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> => client.call(what, PERMISSION, work);

  return {
    limit: LIMIT,
    whoAmI: () => viewerId(client, PERMISSION),
    list: () =>
      call('to list the comments', async () => {
        const comments = await octokit.paginate(issues.listComments, {
          ...target,
          issue_number: context.number,
          per_page: PER_PAGE,
        });
        return comments.map(({ id, user, body }) => ({ id, author: user?.id, body: body ?? '' }));
      }),
    create: (body) =>
      call('to write a comment', async () => {
        const { data } = await issues.createComment({ ...target, issue_number: context.number, body });
        return { id: data.id };
      }),
    update: (id, body) =>
      call('to change a comment', () =>
        unlessGone(isGone, () => issues.updateComment({ ...target, comment_id: id, body })),
      ),
    remove: async (id) => {
      await call('to delete a comment', () =>
        unlessGone(isGone, () => issues.deleteComment({ ...target, comment_id: id })),
      );
    },
  };
}
