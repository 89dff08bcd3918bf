import type { GitlabContext } from './ci-context';
import type { CommentStore } from './comment-store';
import { gitlabClient, isGone } from './gitlab-client';
import { unlessGone } from './gone';
import { PATIENCE, type Patience } from './retry';

/** @see https://docs.gitlab.com/api/notes/ */
const LIMIT = 1_000_000;
const PER_PAGE = 100;
const HINT = 'the token needs the scope "api" and at least the role Reporter in the project';

/** The comments, there called notes, of one merge request of GitLab. */
export function gitlabComments(context: GitlabContext, token: string, patience: Patience = PATIENCE): CommentStore {
  const { host, project, iid } = context;
  const { gitlab, call } = gitlabClient(host, token, HINT, patience);
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
