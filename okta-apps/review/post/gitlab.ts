import { setTimeout as sleep } from 'node:timers/promises';
import { Gitlab } from '@gitbeaker/rest';
import { apiError, PATIENCE, REQUEST_MS, unlessGone, type Patience } from './api-call';
import type { GitlabContext } from './ci-context';
import type { CommentStore } from './upsert';

/** The API with one token: tries again, and says what went wrong in one sentence. */
export interface GitlabClient {
  readonly gitlab: Gitlab;
  /**
   * @param what `to list the notes`
   * @throws ApiError
   */
  readonly call: <T>(what: string, work: () => Promise<T>) => Promise<T>;
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
        return await withRetries(work, patience);
      } catch (error) {
        const { status, said } = answerOf(error);
        const denied = status === 401 || status === 403 || status === 404;
        throw apiError({ host: 'GitLab', what, status, said, hint: denied ? hint : '' }, token);
      }
    },
  };
}

/**
 * Gitbeaker itself repeats what answers 429 or 502, ten times within a third of a second. A GitLab that restarts takes
 * longer, and answers 503 meanwhile or not at all.
 */
async function withRetries<T>(work: () => Promise<T>, { tries, firstMs }: Patience): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { status = 500 } = answerOf(error);
      if (status < 500 || attempt + 1 >= tries) throw error;
      await sleep(firstMs * 2 ** attempt);
    }
  }
}

/** What GitLab answered. Gitbeaker's errors carry it; those of the network and of its own retries do not. */
function answerOf(error: unknown): { readonly status: number | undefined; readonly said: string } {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (typeof cause === 'object' && cause !== null && 'response' in cause && cause.response instanceof Response) {
    const said = 'description' in cause && typeof cause.description === 'string' ? cause.description : '';
    return { status: cause.response.status, said };
  }
  const reason = cause instanceof Error ? cause : error;
  return { status: undefined, said: reason instanceof Error ? reason.message : '' };
}

/** What is gone answers 404. */
function isGone(error: unknown): boolean {
  return answerOf(error).status === 404;
}

/** @see https://docs.gitlab.com/api/notes/ */
const LIMIT = 1_000_000;
const PER_PAGE = 100;
/** What a token needs that writes notes. */
export const GITLAB_HINT = 'the token needs the scope "api" and at least the role Reporter in the project';

/** The comments, there called notes, of one merge request of GitLab. */
export function gitlabComments(context: GitlabContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const { host, project, iid } = context;
  const { gitlab, call } = gitlabClient(host, token, GITLAB_HINT, patience);
  const notes = gitlab.MergeRequestNotes;

  return {
    limit: LIMIT,
    whoAmI: () => call('who the token belongs to', async () => (await gitlab.Users.showCurrentUser()).id),
    list: () =>
      call('to list the notes', async () => {
        const all = await notes.all(project, iid, { perPage: PER_PAGE, orderBy: 'created_at', sort: 'asc' });
        return all.map(({ id, author, body }) => ({ id, author: author.id, body }));
      }),
    create: (body) => call('to write a note', async () => ({ id: (await notes.create(project, iid, body)).id })),
    update: (id, body) =>
      call('to change a note', () => unlessGone(isGone, () => notes.edit(project, iid, id, { body }))),
    remove: async (id) => {
      await call('to delete a note', () => unlessGone(isGone, () => notes.remove(project, iid, id)));
    },
  };
}
