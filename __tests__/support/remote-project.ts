import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { gitProject, runGit, type GitProject } from './git-project';
import type { PlainStack } from './plain-project';
import { runCli } from './run-cli';
import { shop } from './shop';
import { temporaryFolder } from './temporary-folder';

/** How the platform puts a request on `main`. */
export type MergeKind = 'merge' | 'squash' | 'rebase';

/** A project in a repository of a server, with a clone in which its jobs run. */
export interface RemoteProject {
  readonly author: GitProject;
  /** The repository of the server. */
  readonly remote: string;
  /** The folder of the jobs. */
  readonly jobs: string;
  /** The first commit of `main`. */
  readonly first: string;
  /** What `main` is on the server. */
  readonly tip: () => string;
  /** Pushes a branch with a change. @returns its last commit */
  readonly pushBranch: (branch: string, change: () => void) => string;
  /** Puts a branch on `main` with the button of the platform. @returns the new commit of `main` */
  readonly mergeBranch: (branch: string, head: string, kind?: MergeKind) => string;
  /** Pushes a commit to `main` as it is. */
  readonly pushToMain: (commit: string) => void;
  /** Gets what is on the server into the folder of the jobs. */
  readonly fetch: (commit?: string) => string;
  readonly isAncestor: (older: string, newer: string) => boolean;
}

/** Starts projects for the tests of a file; each is closed after its test. */
export function projectsOfTests<P extends { readonly close: () => Promise<void> }>(
  start: (folder: string, stacks: Readonly<Record<string, PlainStack>>) => Promise<P>,
): (stacks?: Readonly<Record<string, PlainStack>>) => Promise<P> {
  const folder = temporaryFolder();
  const open: P[] = [];
  afterEach(async () => {
    for (const { close } of open.splice(0)) await close();
  });
  return async (stacks = shop({})) => {
    const project = await start(folder.path, stacks);
    open.push(project);
    return project;
  };
}

/**
 * Writes a project, and a server's repository of it.
 *
 * @param onPush is told what `main` is after each push.
 */
export function remoteProject(
  folder: string,
  stacks: Readonly<Record<string, PlainStack>>,
  onPush: (commit: string) => void,
): RemoteProject {
  const author = gitProject(folder, stacks);
  const parent = mkdtempSync(join(folder, 'server-'));
  const remote = join(parent, 'remote.git');
  runGit(parent, ['clone', '--quiet', '--bare', author.folder, remote]);
  author.git('remote', 'add', 'origin', remote);
  const jobs = join(parent, 'jobs');
  runGit(parent, ['clone', '--quiet', '--branch', 'main', remote, jobs]);
  const first = runGit(jobs, ['rev-parse', 'HEAD']).trim();
  const tip = (): string => runGit(remote, ['rev-parse', 'refs/heads/main']).trim();
  onPush(first);
  const onMain = (branch: string): void => {
    author.git('fetch', '--quiet', 'origin', '+refs/heads/main:refs/remotes/origin/main');
    author.git('checkout', '--quiet', '-B', branch, 'refs/remotes/origin/main');
  };
  const pushToMain: RemoteProject['pushToMain'] = (commit) => {
    author.git('push', '--quiet', '--force', 'origin', `${commit}:refs/heads/main`);
    onPush(tip());
  };
  return {
    ...{ author, remote, jobs, first, tip, pushToMain },
    pushBranch: (branch, change) => {
      onMain(branch);
      change();
      const head = author.commit(branch);
      author.git('push', '--quiet', '--force', 'origin', `${branch}:refs/heads/${branch}`);
      return head;
    },
    mergeBranch: (branch, head, kind = 'merge') => {
      onMain('merging');
      const message = ['--message', `merge ${branch}`];
      if (kind === 'merge') author.git('merge', '--quiet', '--no-ff', ...message, head);
      else if (kind === 'squash') {
        author.git('merge', '--quiet', '--squash', head);
        author.git('commit', '--quiet', ...message);
      } else author.git('cherry-pick', `refs/remotes/origin/main..${head}`);
      const commit = author.git('rev-parse', 'HEAD').trim();
      pushToMain(commit);
      return commit;
    },
    fetch: (commit = tip()) => {
      runGit(jobs, ['fetch', '--quiet', 'origin', '+refs/heads/main:refs/remotes/origin/main']);
      runGit(jobs, ['checkout', '--quiet', '--detach', commit]);
      return commit;
    },
    isAncestor: (older, newer) => {
      try {
        runGit(remote, ['merge-base', '--is-ancestor', older, newer]);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Whether the org still is what the first commit says: a plan of it has no changes. */
export async function expectUnchanged({
  jobs,
  fetch,
  first,
}: Pick<RemoteProject, 'jobs' | 'fetch' | 'first'>): Promise<void> {
  fetch(first);
  const plan = await runCli(['plan'], { cwd: jobs });
  expect({ code: plan.code, stdout: plan.stdout }).toMatchObject({ code: 0 });
}
