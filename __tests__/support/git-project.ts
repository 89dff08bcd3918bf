import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainProject, type PlainStack } from './plain-project';

/** A plain project in a git repository of its own. */
export interface GitProject {
  readonly folder: string;
  readonly change: (stacks: Readonly<Record<string, PlainStack>>) => void;
  readonly git: (...args: readonly string[]) => string;
  /** Commits everything. */
  readonly commit: (message: string) => string;
}

/** One program of the shell: starting each of git's costs a copy of the tables of the worker's memory. */
const BEGIN = `git init --quiet --initial-branch main
git add --all
git commit --quiet --message base
git checkout --quiet -b change`;

/** Writes a project, commits it on `main`, and goes on to the branch `change`. */
export function gitProject(parent: string, stacks: Readonly<Record<string, PlainStack>>, app?: string): GitProject {
  const { folder, change } = plainProject(parent, stacks, app);
  const git = (...args: readonly string[]): string => runGit(folder, args);
  const commit = (message: string): string => {
    const script = 'git add --all && git commit --quiet --message "$1" && git rev-parse HEAD';
    return run('sh', folder, ['-ec', script, 'sh', message]).trim();
  };
  writeFileSync(join(folder, '.gitignore'), 'cdktf.out\nnode_modules\n');
  run('sh', folder, ['-ec', BEGIN]);
  return { folder, change, git, commit };
}

/** Git without the configuration of the user who runs the tests. */
export function runGit(cwd: string, args: readonly string[]): string {
  return run('git', cwd, args);
}

function run(program: string, cwd: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@acme.dev',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@acme.dev',
    },
  });
}
