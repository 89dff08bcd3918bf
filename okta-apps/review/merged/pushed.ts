import type { Reviewed } from '../digest';
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

/** A push to a branch of GitHub. */
export interface GithubPush extends GithubRepository {
  readonly commit: string;
  /** What the branch was before; only zeros when it is new. */
  readonly before: string;
  readonly branch: string;
}

/** A push to a branch of GitLab. */
export interface GitlabPush extends GitlabProject {
  readonly commit: string;
  readonly branch: string;
}

/** Why nothing is trusted. */
export interface Refused {
  readonly outcome: 'refused';
  /** One sentence without its full stop. */
  readonly why: string;
}

/** What was reviewed of a pushed commit. */
export type Found =
  | {
      readonly outcome: 'found';
      readonly reviewed: Reviewed;
      /** Where, for a person: `pull request 12 at 3f2a9c1d04` */
      readonly place: string;
    }
  | Refused;

export function refused(why: string): Refused {
  return { outcome: 'refused', why };
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 10);
}

/** A full commit id from an option, else from the CI system. */
function pushedCommit(option: string, given: unknown, variable: string): string {
  const commit = commitId(given);
  if (commit !== undefined) return commit;
  const got = given === undefined ? 'nothing' : JSON.stringify(given);
  throw new UserError(`${option} must be a full commit id, got ${got}; without it ${variable} is taken`);
}

/**
 * The push that a GitHub workflow runs for.
 *
 * @param event text of the file that `GITHUB_EVENT_PATH` names, where there is one.
 * @throws UserError that names what is missing.
 */
export function githubPush(
  env: Variables,
  event: string | undefined,
  { commit, before }: { readonly commit?: string; readonly before?: string },
): GithubPush {
  const repository = githubRepository(env, '--from github');
  const branch = /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1];
  if (branch === undefined) {
    throw new UserError('GITHUB_REF must name the pushed branch (refs/heads/…): --from github runs after a push to it');
  }
  const data = readEvent(event);
  return {
    ...repository,
    branch,
    commit: pushedCommit('--commit', commit ?? env['GITHUB_SHA'], 'GITHUB_SHA'),
    before: pushedCommit('--before', before ?? inner(data, 'before'), '"before" of the file of GITHUB_EVENT_PATH'),
  };
}

/**
 * The push that a GitLab pipeline runs for.
 *
 * @throws UserError that names what is missing.
 */
export function gitlabPush(env: Variables, commit: string | undefined): GitlabPush {
  const { CI_PROJECT_ID: project, CI_COMMIT_BRANCH: branch } = env;
  if (!branch) {
    throw new UserError('CI_COMMIT_BRANCH is not set: --from gitlab runs in the pipeline of a branch, after the merge');
  }
  return {
    ...gitlabProject(env, project, '--from gitlab'),
    commit: pushedCommit('--commit', commit ?? env['CI_COMMIT_SHA'], 'CI_COMMIT_SHA'),
    branch,
  };
}
