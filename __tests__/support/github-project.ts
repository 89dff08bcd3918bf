import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pull, push, reviewBy } from '../okta-apps/review/merged/support/merged-pull';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../okta-apps/review/post/support/fake-github';
import { runGit } from './git-project';
import type { PlainStack } from './plain-project';
import { projectsOfTests, remoteProject, type MergeKind, type RemoteProject } from './remote-project';
import { runCli, type CliRun } from './run-cli';
import { shop } from './shop';

export interface Proposed {
  readonly number: number;
  readonly branch: string;
  readonly head: string;
}

/** A project in a repository of the fake of GitHub, with a clone in which its workflows run. */
export interface GithubProject extends Pick<RemoteProject, 'author' | 'jobs' | 'first' | 'pushToMain' | 'fetch'> {
  readonly fake: FakeGithub;
  /** Pushes a branch with a change, as `author`, and opens a pull request. */
  readonly propose: (branch: string, change: () => void) => Proposed;
  /** An approval of its last commit. */
  readonly approve: (proposed: Proposed, login: string) => void;
  /** Merges it with the button. @returns the new commit of `main` */
  readonly merge: (proposed: Proposed, kind?: MergeKind) => string;
  /** Variables of a job that runs for a commit of `main`. */
  readonly job: (commit: string) => Readonly<Record<string, string>>;
  readonly reviewed: (argv?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CliRun>;
  readonly apply: (argv?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CliRun>;
  /** What a job that names an environment leaves. */
  readonly deployed: (sha: string, environment?: string, states?: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

/** One for each test of the file. @returns that of the test that runs */
export function githubProjectOfTest(
  stacks = shop({}),
  options?: Parameters<typeof githubProject>[2],
): () => GithubProject {
  const start = projectsOfTests(async (folder) => await githubProject(folder, stacks, options));
  let project: GithubProject;
  beforeEach(async () => {
    project = await start();
  });
  return () => project;
}

/** Merges a pull request that adds a file. */
export function mergeNote({ author, propose, merge }: GithubProject, name: string) {
  const proposed = propose(name, () => {
    writeFileSync(join(author.folder, `${name}.md`), name);
  });
  return { proposed, commit: merge(proposed) };
}

/**
 * Starts one whose stacks were applied once.
 *
 * @param applied whether the first commit is applied to the local org; tests that only review need it not.
 */
export async function githubProject(
  folder: string,
  stacks: Readonly<Record<string, PlainStack>>,
  { applied = false }: { readonly applied?: boolean } = {},
): Promise<GithubProject> {
  const fake = await startGithub();
  const project = remoteProject(folder, stacks, (sha) => {
    fake.branches.set('main', { sha, protected: true });
  });
  const { author, remote, jobs, first, pushToMain, fetch } = project;
  fake.git = { isAncestor: project.isAncestor, addresses: (commit) => addresses(remote, commit) };
  for (const login of ['author', 'mona', 'ada', 'eve']) {
    fake.accounts.set(`${login}@acme.dev`, login);
    fake.mayWrite.set(login, 'write');
  }
  fake.accounts.set('test@acme.dev', 'author');
  let number = 12;

  const propose: GithubProject['propose'] = (branch, change) => {
    const head = project.pushBranch(branch, change);
    fake.pushes.push(push({ ref: `refs/heads/${branch}`, after: head }));
    const own = { number, branch, head };
    number += 1;
    const open = { merged_at: null, merge_commit_sha: null };
    fake.pulls.push(pull({ number: own.number, head: { ...pull().head, sha: head, ref: branch }, ...open }));
    return own;
  };
  const merge: GithubProject['merge'] = (proposed, kind) => {
    const commit = project.mergeBranch(proposed.branch, proposed.head, kind);
    const at = fake.pulls.findIndex((one) => one.number === proposed.number);
    const open = fake.pulls[at];
    if (open === undefined) throw new Error(`there is no pull request ${proposed.number}`);
    fake.pulls[at] = { ...open, merged_at: '2026-11-20T10:00:00Z', merge_commit_sha: commit };
    return commit;
  };
  const job: GithubProject['job'] = (commit) => ({
    GITHUB_TOKEN,
    GITHUB_API_URL: fake.url,
    GITHUB_REPOSITORY: 'acme/apps',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: commit,
  });
  const run = async (argv: readonly string[], env: Readonly<Record<string, string>>): Promise<CliRun> => {
    const commit = runGit(jobs, ['rev-parse', 'HEAD']).trim();
    const made = await runCli(argv, { cwd: jobs, env: { ...job(commit), ...env } });
    expect(made.stdout + made.stderr).not.toContain(GITHUB_TOKEN);
    return made;
  };
  const deployed: GithubProject['deployed'] = (sha, environment = 'local', states = ['in_progress', 'success']) => {
    fake.deployments.push({ id: fake.nextId++, sha, environment, states });
  };
  deployed(first);
  const made: GithubProject = {
    ...{ fake, author, jobs, first, propose, merge, pushToMain, fetch, job, deployed },
    approve: ({ number: pullNumber, head }, login) => {
      fake.reviews.push(reviewBy(login, { pull: pullNumber, commit_id: head }));
    },
    reviewed: async (argv = [], env = {}) => {
      fetch();
      return await run(['reviewed', '--from', 'github', ...argv], env);
    },
    apply: async (argv = [], env = {}) =>
      await run(['apply', '--auto-approve', '--reviewed', 'reviewed.json', ...argv], env),
    close: fake.close,
  };
  if (applied) expect(await runCli(['apply'], { cwd: jobs })).toMatchObject({ code: 0 });
  return made;
}

function addresses(remote: string, commit: string) {
  try {
    const [author = '', committer = ''] = runGit(remote, ['show', '--no-patch', '--format=%ae%n%ce', commit]).split(
      '\n',
    );
    return { authors: [author], committer, isSigned: false };
  } catch {
    return undefined;
  }
}

/** What `okta-apps reviewed` wrote. */
export function reviewedFile({ jobs }: GithubProject): unknown {
  return JSON.parse(readFileSync(join(jobs, 'reviewed.json'), 'utf8'));
}

/** Puts what a job synthesized where `--assembly` looks for it. */
export function keepAssembly({ jobs }: GithubProject, commit: string): void {
  cpSync(join(jobs, 'cdktf.out'), join(jobs, 'assemblies', commit), { recursive: true });
}
