import { inner } from '../../shared/json';
import { ApiError } from './api-error';
import type { GithubContext } from './ci-context';
import type { CommentStore } from './comment-store';
import { githubClient, isGone } from './github-client';
import { unlessGone } from './gone';
import { PATIENCE, type Patience } from './retry';

/** @see https://docs.github.com/en/rest/issues/comments */
const LIMIT = 65_536;
const PER_PAGE = 100;
const PERMISSION = 'pull-requests: write';

/** The comments of one pull request of GitHub. */
export function githubComments(context: GithubContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const client = githubClient(context, token, patience);
  const { octokit, target, bound } = client;
  const { issues } = octokit.rest;
  const call = <T>(what: string, work: () => Promise<T>): Promise<T> => client.call(what, PERMISSION, work);

  return {
    limit: LIMIT,
    // GET /user is closed to the token of a workflow; this is open to every kind of token.
    whoAmI: () =>
      call('who the token belongs to', async () => {
        const answer = await octokit.graphql('query { viewer { databaseId } }', bound()).catch((error: unknown) => {
          // An answer with errors in it; Octokit names it so.
          if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined;
          throw error;
        });
        const id = inner(answer, 'viewer', 'databaseId');
        if (typeof id !== 'number') throw new ApiError('GitHub does not say who the token belongs to');
        return id;
      }),
    list: () =>
      call('to list the comments', async () => {
        const comments = await octokit.paginate(issues.listComments, {
          ...target,
          issue_number: context.number,
          per_page: PER_PAGE,
          ...bound(),
        });
        return comments.map(({ id, user, body }) => ({ id, author: user?.id, body: body ?? '' }));
      }),
    create: (body) =>
      call('to write a comment', async () => {
        const { data } = await issues.createComment({ ...target, issue_number: context.number, body, ...bound() });
        return { id: data.id };
      }),
    update: (id, body) =>
      call('to change a comment', () =>
        unlessGone(isGone, () => issues.updateComment({ ...target, comment_id: id, body, ...bound() })),
      ),
    remove: async (id) => {
      await call('to delete a comment', () =>
        unlessGone(isGone, () => issues.deleteComment({ ...target, comment_id: id, ...bound() })),
      );
    },
  };
}
