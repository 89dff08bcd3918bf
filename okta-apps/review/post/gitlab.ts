import { Gitlab } from '@gitbeaker/rest';
import { apiError } from './api-error';
import type { GitlabContext } from './ci-context';
import type { CommentStore } from './comment-store';
import { PATIENCE, withRetries, type Failure, type Patience } from './retry';

/** @see https://docs.gitlab.com/api/notes/ */
const LIMIT = 1_000_000;
const PER_PAGE = 100;
const REQUEST_MS = 30_000;
const HINT = 'the token needs the scope "api" and at least the role Reporter in the project';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
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

function failureOf(error: unknown): Failure {
  return answerOf(error);
}

/** The comments, there called notes, of one merge request of GitLab. */
export function gitlabComments(context: GitlabContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const { host, project, iid } = context;
  const gitlab = new Gitlab({ host, token, queryTimeout: REQUEST_MS });
  const notes = gitlab.MergeRequestNotes;

  const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await withRetries(work, failureOf, patience);
    } catch (error) {
      const { status, said } = answerOf(error);
      const hint = status === 401 || status === 403 || status === 404 ? HINT : '';
      throw apiError({ host: 'GitLab', what, status, said, hint }, token);
    }
  };

  const unlessGone = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (answerOf(error).status === 404) return false;
      throw error;
    }
  };

  return {
    limit: LIMIT,
    whoAmI: () => call('who the token belongs to', async () => (await gitlab.Users.showCurrentUser()).id),
    list: () =>
      call('to list the notes', async () => {
        const all = await notes.all(project, iid, { perPage: PER_PAGE, orderBy: 'created_at', sort: 'asc' });
        return all.map(({ id, author, body }) => ({ id, author: author.id, body }));
      }),
    create: (body) => call('to write a note', async () => ({ id: (await notes.create(project, iid, body)).id })),
    update: (id, body) => call('to change a note', () => unlessGone(() => notes.edit(project, iid, id, { body }))),
    remove: async (id) => {
      await call('to delete a note', () => unlessGone(() => notes.remove(project, iid, id)));
    },
  };
}
