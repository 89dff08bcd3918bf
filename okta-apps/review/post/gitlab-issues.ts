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
  return {
    whoAmI: () => call('who the token belongs to', async () => (await gitlab.Users.showCurrentUser()).id),
    listOpen: () =>
      call('to list the issues', async () => {
        const all = await issues.all({
          projectId: project,
          state: 'opened',
          scope: 'created_by_me',
          perPage: PER_PAGE,
        });
        return all.map(({ iid, author, title, description }) => ({
          number: iid,
          author: author.id,
          title,
          body: description,
        }));
      }),
    open: ({ title, body }) =>
      call('to open an issue', async () => (await issues.create(project, title, { description: body })).iid),
    change: async (number, issue) => {
      await call('to change an issue', () => issues.edit(project, number, written(issue)));
    },
    close: async (number, issue) => {
      await call('to close an issue', () => issues.edit(project, number, { ...written(issue), stateEvent: 'close' }));
    },
  };
}
