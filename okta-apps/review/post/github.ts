import { Octokit } from '@octokit/rest';
import { field, isObject, type JsonObject } from '../plan/json';
import { apiError } from './api-error';
import type { GithubContext } from './ci-context';
import { PostError, type CommentStore } from './comment-store';
import { PATIENCE, withRetries, type Failure, type Patience } from './retry';

/** @see https://docs.github.com/en/rest/issues/comments */
const LIMIT = 65_536;
const PER_PAGE = 100;
const REQUEST_MS = 30_000;
const HINT = 'the job needs the permission "pull-requests: write"';
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function child(value: unknown, key: string): JsonObject {
  const inner = isObject(value) ? field(value, key) : undefined;
  return isObject(inner) ? inner : {};
}

/** Octokit's errors carry the status and the answer; those of the network carry neither. */
function failureOf(error: unknown): Failure {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  const headers = Object.entries(child(answer, 'headers')).map(([name, value]) => [name, String(value)]);
  // Octokit says 500 for a request that got no answer.
  const answered = typeof status === 'number' && answer !== undefined;
  return { status: answered ? status : undefined, headers: Object.fromEntries(headers) as Record<string, string> };
}

function saidBy(error: unknown): string {
  const answer = error instanceof Error && 'response' in error ? error.response : undefined;
  const message = field(child(answer, 'data'), 'message');
  if (typeof message === 'string') return message;
  return error instanceof Error ? error.message : '';
}

/** The comments of one pull request of GitHub. */
export function githubComments(context: GithubContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const { apiUrl, owner, repo, number } = context;
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl, log: SILENT });
  const target = { owner, repo };
  const signal = () => ({ request: { signal: AbortSignal.timeout(REQUEST_MS) } });

  const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await withRetries(work, (error) => (error instanceof PostError ? undefined : failureOf(error)), patience);
    } catch (error) {
      if (error instanceof PostError) throw error;
      const { status } = failureOf(error);
      const hint = status === 403 || status === 404 ? HINT : '';
      throw apiError({ host: 'GitHub', what, status, said: saidBy(error), hint }, token);
    }
  };

  /** A comment that is gone answers 404. */
  const unlessGone = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (failureOf(error).status === 404 || failureOf(error).status === 410) return false;
      throw error;
    }
  };

  return {
    limit: LIMIT,
    // GET /user is closed to the token of a workflow; this is open to every kind of token.
    whoAmI: () =>
      call('who the token belongs to', async () => {
        const id = await octokit.graphql('query { viewer { databaseId } }', signal()).then(
          (answer) => field(child(answer, 'viewer'), 'databaseId'),
          (error: unknown) => {
            // An answer with errors in it; Octokit names it so.
            if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined;
            throw error;
          },
        );
        if (typeof id !== 'number') throw new PostError('GitHub does not say who the token belongs to');
        return id;
      }),
    list: () =>
      call('to list the comments', async () => {
        const comments = await octokit.paginate(octokit.rest.issues.listComments, {
          ...target,
          issue_number: number,
          per_page: PER_PAGE,
          ...signal(),
        });
        return comments.map(({ id, user, body }) => ({ id, author: user?.id, body: body ?? '' }));
      }),
    create: (body) =>
      call('to write a comment', async () => {
        const { data } = await octokit.rest.issues.createComment({
          ...target,
          issue_number: number,
          body,
          ...signal(),
        });
        return { id: data.id };
      }),
    update: (id, body) =>
      call('to change a comment', () =>
        unlessGone(() => octokit.rest.issues.updateComment({ ...target, comment_id: id, body, ...signal() })),
      ),
    remove: async (id) => {
      await call('to delete a comment', () =>
        unlessGone(() => octokit.rest.issues.deleteComment({ ...target, comment_id: id, ...signal() })),
      );
    },
  };
}
