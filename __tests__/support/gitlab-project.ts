import { GITLAB_TOKEN, startGitlab, type FakeGitlab } from '../okta-apps/review/post/support/fake-gitlab';
import { runGit } from './git-project';
import type { PlainStack } from './plain-project';
import { remoteProject, type MergeKind, type RemoteProject } from './remote-project';
import { runCli, type CliRun } from './run-cli';

const PUSHED = '2026-11-20T10:00:00Z';
const [EARLIER, LATER] = ['2026-11-20T09:00:00Z', '2026-11-20T11:00:00Z'];
const ACCOUNTS = ['author', 'mona', 'ada', 'eve'];

export interface ProposedRequest {
  readonly iid: number;
  readonly branch: string;
  readonly head: string;
}

type Env = Readonly<Record<string, string>>;

/** A project in a repository of the fake of GitLab, with a clone in which the jobs of its pipelines run. */
export interface GitlabProject extends Pick<RemoteProject, 'author' | 'jobs' | 'first' | 'pushToMain' | 'fetch'> {
  readonly fake: FakeGitlab;
  /** Pushes a branch with a change, and opens a merge request as `author`. */
  readonly propose: (branch: string, change: () => void) => ProposedRequest;
  /** An approval after its last version was pushed, or before that. */
  readonly approve: (proposed: ProposedRequest, login: string, when?: 'before' | 'after') => void;
  /** Merges it with the button; a fast-forward is a rebase. @returns the new commit of `main` */
  readonly merge: (proposed: ProposedRequest, kind?: MergeKind) => string;
  readonly reviewed: (argv?: readonly string[], env?: Env) => Promise<CliRun>;
  readonly plan: (argv?: readonly string[], env?: Env) => Promise<CliRun>;
  readonly apply: (argv?: readonly string[], env?: Env) => Promise<CliRun>;
  /** What a job that names an environment leaves. */
  readonly deployed: (sha: string, status?: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts one whose stacks were applied once, in the environment `local`. */
export async function gitlabProject(
  folder: string,
  stacks: Readonly<Record<string, PlainStack>>,
): Promise<GitlabProject> {
  const fake = await startGitlab();
  const project = remoteProject(folder, stacks, (sha) => {
    fake.branches.set('main', { sha, protected: true });
  });
  const { author, jobs, first, pushToMain, fetch, isAncestor } = project;
  fake.isAncestor = isAncestor;
  fake.versions.push(PUSHED);
  let iid = 3;
  const run = async (argv: readonly string[], env: Env): Promise<CliRun> => {
    const commit = runGit(jobs, ['rev-parse', 'HEAD']).trim();
    const job = {
      ...{ GITLAB_TOKEN, CI_API_V4_URL: `${fake.url}/api/v4`, CI_PROJECT_ID: '5' },
      ...{ CI_COMMIT_BRANCH: 'main', CI_COMMIT_SHA: commit },
    };
    const made = await runCli(argv, { cwd: jobs, env: { ...job, ...env } });
    expect(made.stdout + made.stderr).not.toContain(GITLAB_TOKEN);
    return made;
  };
  const deployed: GitlabProject['deployed'] = (sha, status = 'success') => {
    fake.deployments.push({ sha, environment: 'local', status });
  };
  deployed(first);
  const made: GitlabProject = {
    ...{ fake, author, jobs, first, pushToMain, fetch, deployed },
    propose: (branch, change) => {
      const head = project.pushBranch(branch, change);
      const own = { iid, branch, head };
      iid += 1;
      fake.mergeRequests.push({
        ...{ iid: own.iid, state: 'opened', target_branch: 'main', sha: head },
        ...{ author: { id: 0, username: 'author' }, merge_commit_sha: null, squash_commit_sha: null },
      });
      return own;
    },
    approve: (proposed, username, when = 'after') => {
      const id = ACCOUNTS.indexOf(username);
      fake.approvals.push({ id, username, iid: proposed.iid, at: when === 'after' ? LATER : EARLIER });
    },
    merge: ({ iid: own, branch, head }, kind = 'merge') => {
      const commit = project.mergeBranch(branch, head, kind);
      const at = fake.mergeRequests.findIndex((one) => one.iid === own);
      const open = fake.mergeRequests[at];
      if (open === undefined) throw new Error(`there is no merge request ${own}`);
      const as = kind === 'squash' ? { squash_commit_sha: commit } : { merge_commit_sha: commit };
      fake.mergeRequests[at] = { ...open, state: 'merged', ...as };
      return commit;
    },
    reviewed: async (argv = [], env = {}) => {
      fetch();
      return await run(['reviewed', '--from', 'gitlab', ...argv], env);
    },
    plan: async (argv = [], env = {}) => await run(['plan', ...argv], env),
    apply: async (argv = [], env = {}) =>
      await run(['apply', '--auto-approve', '--reviewed', 'reviewed.json', ...argv], env),
    close: fake.close,
  };
  expect(await runCli(['apply'], { cwd: jobs })).toMatchObject({ code: 0 });
  return made;
}
