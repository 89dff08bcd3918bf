import { UserError } from '../../shared/errors';
import { inner, isObject, type JsonObject } from '../../shared/json';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A repository of GitHub, or of a GitHub Enterprise Server. */
export interface GithubRepository {
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
}

/** Which pull request, and where. */
export interface GithubContext extends GithubRepository {
  readonly number: number;
  /** The head commit that this job runs for; undefined where the event names none. */
  readonly head?: string;
  /** It comes from another repository, so the job has no token that may write. */
  readonly fork: boolean;
}

/** A project of a GitLab. */
export interface GitlabProject {
  /** Without `/api/v4`. */
  readonly host: string;
  readonly project: string;
}

/** Which merge request, and where: the project is the one that it goes to. */
export interface GitlabContext extends GitlabProject {
  readonly iid: number;
  readonly fork: boolean;
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

function httpUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new UserError(`${name} must be the URL of an API, without user name and password`);
  }
  return text.replace(/\/+$/, '');
}

function eventNumber(event: JsonObject): number | undefined {
  const found = [inner(event, 'pull_request', 'number'), inner(event, 'issue', 'number')];
  const number = found.find((value) => typeof value === 'number');
  return number === undefined ? undefined : wholeNumber(String(number));
}

/** A deleted fork has no repository any more. */
function isFork(event: JsonObject, repository: string): boolean {
  if (inner(event, 'pull_request') === undefined) return false;
  return inner(event, 'pull_request', 'head', 'repo', 'full_name') !== repository;
}

export function readEvent(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    const event: unknown = JSON.parse(text);
    return isObject(event) ? event : {};
  } catch {
    throw new UserError('the file that GITHUB_EVENT_PATH names is not JSON');
  }
}

const COMMIT = /^[0-9a-f]{40,64}$/;

/** A full commit id. */
export function commitId(value: unknown): string | undefined {
  return typeof value === 'string' && COMMIT.test(value) ? value : undefined;
}

/**
 * The repository that a GitHub workflow runs in.
 *
 * @param option how messages name what runs there, `--post github`.
 */
export function githubRepository(env: Variables, option: string): GithubRepository {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api } = env;
  const [owner, repo, ...rest] = repository.split('/');
  if (owner === undefined || owner === '' || repo === undefined || repo === '' || rest.length > 0) {
    throw new UserError(`GITHUB_REPOSITORY must be owner/repository: ${option} runs in a workflow of GitHub`);
  }
  return { apiUrl: httpUrl('GITHUB_API_URL', api || 'https://api.github.com'), owner, repo };
}

/** The page of the GitHub run that this job is in; undefined outside of one. */
export function githubRunPage(env: Variables): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/**
 * The pull request that a GitHub workflow runs for.
 *
 * @param event text of the file that `GITHUB_EVENT_PATH` names, where there is one.
 * @throws UserError that names the variable which is missing.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function githubContext(env: Variables, event: string | undefined): GithubContext {
  const repository = githubRepository(env, '--post github');
  const data = readEvent(event);
  const number = eventNumber(data) ?? wholeNumber(/^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1]);
  if (number === undefined) {
    throw new UserError(
      'no pull request is known: neither the file of GITHUB_EVENT_PATH nor GITHUB_REF names one; ' +
        'run --post github in a workflow "on: pull_request"',
    );
  }
  const head = commitId(inner(data, 'pull_request', 'head', 'sha'));
  const fork = isFork(data, `${repository.owner}/${repository.repo}`);
  return { ...repository, number, fork, ...(head !== undefined && { head }) };
}

/** The head commit of the pull or merge request that this job runs for; undefined where the job does not say it. */
export function headOfJob(
  on: 'github' | 'gitlab',
  { env, event }: { readonly env: Variables; readonly event: string | undefined },
): string | undefined {
  if (on === 'github') return commitId(inner(readEvent(event), 'pull_request', 'head', 'sha'));
  return commitId(env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || env['CI_COMMIT_SHA']);
}

/**
 * The commit that a check run is left on.
 *
 * @throws UserError when the event names none.
 */
export function headOf({ head }: GithubContext): string {
  if (head !== undefined) return head;
  throw new UserError(
    'the file of GITHUB_EVENT_PATH names no head commit of a pull request, which a check run needs; ' +
      'run --post github in a workflow "on: pull_request"',
  );
}

/**
 * A project by its id, on the GitLab whose pipeline this is.
 *
 * @param option how messages name what runs there, `--post gitlab`.
 */
export function gitlabProject(env: Variables, project: string | undefined, option: string): GitlabProject {
  const { CI_API_V4_URL: api } = env;
  if (!api) throw new UserError(`CI_API_V4_URL is not set: ${option} runs in a pipeline of GitLab`);
  if (wholeNumber(project) === undefined || project === undefined) {
    throw new UserError(`CI_PROJECT_ID is not set to the id of a project: ${option} runs in a pipeline of GitLab`);
  }
  return { host: httpUrl('CI_API_V4_URL', api).replace(/\/api\/v4$/, ''), project };
}

/**
 * The merge request that a GitLab pipeline runs for. A pipeline of a fork runs in the fork's project; the comment
 * belongs to the other one.
 *
 * @throws UserError that names the variable which is missing.
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function gitlabContext(env: Variables): GitlabContext {
  const { CI_PROJECT_ID: own, CI_MERGE_REQUEST_PROJECT_ID: target = own } = env;
  const { host, project } = gitlabProject(env, target, '--post gitlab');
  const iid = wholeNumber(env['CI_MERGE_REQUEST_IID']);
  if (iid === undefined) {
    throw new UserError(
      'CI_MERGE_REQUEST_IID is not set: run --post gitlab in a merge request pipeline ' +
        '(rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
    );
  }
  const source = env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'];
  return { host, project, iid, fork: source !== undefined && source !== '' && source !== project };
}
