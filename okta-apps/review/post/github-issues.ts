import { PATIENCE, type Patience } from './api-call';
import type { GithubRepository } from './ci-context';
import { githubClient, viewerId } from './github';
import type { IssueStore } from './issue-store';

const PERMISSION = 'issues: write';
const PER_PAGE = 100;

/** The issues of a repository of GitHub. */
export function githubIssues(repository: GithubRepository, token: string, patience: Patience = PATIENCE): IssueStore {
  const client = githubClient(repository, token, patience);
  const { octokit, target, call } = client;
  const { issues } = octokit.rest;
  type Listed = Awaited<ReturnType<typeof issues.listForRepo>>['data'];
  // GitHub lists pull requests as issues, too.
  const storedIn = (all: Listed) =>
    all.flatMap(({ number, user, title, body, pull_request: pull }) =>
      pull === undefined ? [{ number, author: user?.id, title, body: body ?? '' }] : [],
    );
  return {
    whoAmI: () => viewerId(client, PERMISSION),
    listOpen: () =>
      call('to list the issues', PERMISSION, async () =>
        storedIn(await octokit.paginate(issues.listForRepo, { ...target, state: 'open', per_page: PER_PAGE })),
      ),
    listClosed: () =>
      call('to list the issues', PERMISSION, async () => {
        const newest = { sort: 'updated', direction: 'desc', per_page: PER_PAGE } as const;
        return storedIn((await issues.listForRepo({ ...target, state: 'closed', ...newest })).data);
      }),
    open: (issue) =>
      call('to open an issue', PERMISSION, async () => (await issues.create({ ...target, ...issue })).data.number),
    change: async (number, issue) => {
      await call('to change an issue', PERMISSION, () => issues.update({ ...target, issue_number: number, ...issue }));
    },
    reopen: async (number, issue) => {
      await call('to open an issue again', PERMISSION, () =>
        issues.update({ ...target, issue_number: number, ...issue, state: 'open' }),
      );
    },
    close: async (number, issue) => {
      await call('to close an issue', PERMISSION, () =>
        issues.update({ ...target, issue_number: number, ...issue, state: 'closed', state_reason: 'completed' }),
      );
    },
  };
}
