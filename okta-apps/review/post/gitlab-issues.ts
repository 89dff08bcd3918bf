import { PATIENCE, type Patience } from './api-call';
import type { GitlabProject } from './ci-context';
import { gitlabClient, GITLAB_HINT } from './gitlab';
import type { IssueStore } from './issue-store';

const PER_PAGE = 100;

/** The issues of a project of GitLab. */
export function gitlabIssues(
  { host, project }: GitlabProject,
  token: string,
  patience: Patience = PATIENCE,
): IssueStore {
  const { gitlab, call } = gitlabClient(host, token, GITLAB_HINT, patience);
  const issues = gitlab.Issues;
  const written = ({ title, body }: { readonly title: string; readonly body: string }) => ({
    title,
    description: body,
  });
  const list = (state: 'opened' | 'closed', order: object) =>
    call('to list the issues', async () => {
      const all = await issues.all({ projectId: project, state, scope: 'created_by_me', perPage: PER_PAGE, ...order });
      return all.map(({ iid, author, title, description }) => ({
        number: iid,
        author: author.id,
        title,
        body: description,
      }));
    });
  return {
    whoAmI: () => call('who the token belongs to', async () => (await gitlab.Users.showCurrentUser()).id),
    listOpen: () => list('opened', {}),
    listClosed: () => list('closed', { orderBy: 'updated_at', sort: 'desc', maxPages: 1 }),
    open: ({ title, body }) =>
      call('to open an issue', async () => (await issues.create(project, title, { description: body })).iid),
    change: async (number, issue) => {
      await call('to change an issue', () => issues.edit(project, number, written(issue)));
    },
    reopen: async (number, issue) => {
      await call('to open an issue again', () =>
        issues.edit(project, number, { ...written(issue), stateEvent: 'reopen' }),
      );
    },
    close: async (number, issue) => {
      await call('to close an issue', () => issues.edit(project, number, { ...written(issue), stateEvent: 'close' }));
    },
  };
}
