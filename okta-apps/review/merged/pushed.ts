import { UserError } from '../../shared/errors';
import {
  commitId,
  githubRepository,
  gitlabProject,
  readEvent,
  type GitlabProject,
  type Variables,
  type GithubRepository,
} from '../post/ci-context';
import { inner } from '../../shared/json';
import type { DatedCommit } from '../../shared/settings-history';

/** A push to a branch. */
interface Push {
  readonly commit: string;
  /** What the branch was before; undefined when it is new, or when nothing was pushed. */
  readonly before?: string;
  readonly branch: string;
}

/** A push to a branch of GitHub. */
export interface GithubPush extends Push, GithubRepository {}

/** A push to a branch of GitLab. */
export interface GitlabPush extends Push, GitlabProject {}

/** What a person gives in place of what the CI system says. */
export interface GivenPush {
  readonly commit?: string;
  readonly before?: string;
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 10);
}

/** `1a2b3c4d5e of 2026-11-20` */
export function datedText({ commit, date }: DatedCommit): string {
  return `${short(commit)} of ${date}`;
}

/** A full commit id from an option, else from the CI system. */
function pushedCommit(option: string, given: unknown, variable: string): string {
  const commit = commitId(given);
  if (commit !== undefined) return commit;
  const got = given === undefined ? 'nothing' : JSON.stringify(given);
  throw new UserError(`${option} must be a full commit id, got ${got}; without it, ${variable} is used`);
}

/** Only zeros stand for a branch that did not exist. */
function commitBefore(given: unknown, variable: string): Pick<Push, 'before'> {
  if (given === undefined) return {};
  const before = pushedCommit('--before', given, variable);
  return /^0+$/.test(before) ? {} : { before };
}

/**
 * The push that a GitHub workflow runs for.
 *
 * @param event text of the file that `GITHUB_EVENT_PATH` names, where there is one.
 * @throws UserError that names what is missing.
 */
export function githubPush(env: Variables, event: string | undefined, { commit, before }: GivenPush): GithubPush {
  const repository = githubRepository(env, '--from github');
  const branch = /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1];
  if (branch === undefined) {
    throw new UserError('GITHUB_REF must name the pushed branch (refs/heads/…): --from github runs after a push to it');
  }
  return {
    ...repository,
    branch,
    commit: pushedCommit('--commit', commit ?? env['GITHUB_SHA'], 'GITHUB_SHA'),
    ...commitBefore(before ?? inner(readEvent(event), 'before'), '"before" of the file of GITHUB_EVENT_PATH'),
  };
}

/**
 * The push that a GitLab pipeline runs for.
 *
 * @throws UserError that names what is missing.
 */
export function gitlabPush(env: Variables, { commit, before }: GivenPush): GitlabPush {
  const { CI_PROJECT_ID: project, CI_COMMIT_BRANCH: branch } = env;
  if (!branch) {
    throw new UserError('CI_COMMIT_BRANCH is not set: --from gitlab runs in the pipeline of a branch, after the merge');
  }
  return {
    ...gitlabProject(env, project, '--from gitlab'),
    branch,
    commit: pushedCommit('--commit', commit ?? env['CI_COMMIT_SHA'], 'CI_COMMIT_SHA'),
    ...commitBefore(before ?? env['CI_COMMIT_BEFORE_SHA'], 'CI_COMMIT_BEFORE_SHA'),
  };
}
