import { DEFAULT_SCHEMA, load, Type } from 'js-yaml';
import { GITLAB_FILE } from '../../okta-apps/pipelines/pipeline-files';
import { inner, isList, isObject, object, textField, type JsonObject } from '../../okta-apps/shared/json';
import { projectCode } from './shell-programs';

/** A job of a pipeline: what it holds, and what it runs. */
interface Job {
  readonly name: string;
  readonly credentials: readonly string[];
  readonly projectCode: readonly string[];
  readonly problems: readonly string[];
}

function problemsOf(jobs: readonly Job[]): readonly string[] {
  return jobs.flatMap(({ name, credentials, projectCode: code, problems }) => [
    ...problems.map((problem) => `${name}: ${problem}`),
    ...(credentials.length > 0 && code.length > 0
      ? [`${name}: holds ${credentials.join(', ')} and runs ${code.map((call) => `"${call}"`).join(', ')}`]
      : []),
  ]);
}

/**
 * What is wrong with a workflow of GitHub: a job that holds a credential or a token that writes, and runs project code
 * or anything on no list.
 */
export function workflowProblems(text: string): readonly string[] {
  const workflow = object(load(text));
  const triggers = workflow['on'];
  const names = typeof triggers === 'string' ? [triggers] : isList(triggers) ? triggers : Object.keys(object(triggers));
  const shared = {
    permissions: workflow['permissions'],
    secrets: namesIn(JSON.stringify(object(workflow['env']))),
    ofOthers: names.includes('workflow_run'),
  };
  return [
    ...(names.includes('pull_request_target') ? ['runs for pull_request_target, with secrets'] : []),
    ...problemsOf(Object.entries(object(workflow['jobs'])).map(([name, job]) => githubJob(name, object(job), shared))),
  ];
}

interface Shared {
  readonly permissions: unknown;
  readonly secrets: readonly string[];
  readonly ofOthers: boolean;
}

function githubJob(name: string, job: JsonObject, { permissions, secrets, ofOthers }: Shared): Job {
  const steps = isList(job['steps']) ? job['steps'].map(object) : [];
  const uses = steps.map((step) => ({ action: textField(step, 'uses') ?? '', options: object(step['with']) }));
  const checkouts = uses.filter(({ action }) => action.startsWith('actions/checkout@'));
  const granted = job['permissions'] ?? permissions;
  const credentials = [
    ...secrets,
    ...namesIn(JSON.stringify(job)),
    ...writing(granted),
    ...(job['environment'] === undefined ? [] : ['an environment']),
    ...(job['secrets'] === undefined ? [] : ['secrets of a called workflow']),
    ...(checkouts.every(({ options }) => options['persist-credentials'] === false)
      ? []
      : ['the token of the checkout']),
  ];
  const runs = steps.flatMap(({ run }) => (typeof run === 'string' ? [run] : []));
  const others = checkouts.filter(({ options }) => /workflow_run|pull_request/.test(JSON.stringify(options)));
  const caches = uses.some(({ action, options }) => /^actions\/cache\b/.test(action) || options['cache'] !== undefined);
  return {
    name,
    credentials: [...new Set(credentials)],
    projectCode: [
      ...runs.flatMap(projectCode),
      ...uses.flatMap(({ action }) => (action.startsWith('./') ? [action] : [])),
      ...(typeof job['uses'] === 'string' ? [job['uses']] : []),
      ...(ofOthers ? others.map(() => 'a checkout of the pull request') : []),
    ],
    problems: [
      ...(granted === undefined ? ['has the permissions that the repository gives by default'] : []),
      ...(credentials.length > 0 && caches ? ['holds credentials and uses a cache'] : []),
      ...(runs.some((run) => run.includes('${{')) ? ['puts an expression into a script'] : []),
    ],
  };
}

/** Permissions that let a token write, or get one of another system. */
function writing(permissions: unknown): readonly string[] {
  if (typeof permissions === 'string') return permissions === 'write-all' ? ['write-all'] : [];
  return Object.entries(object(permissions)).flatMap(([name, value]) => (value === 'write' ? [`${name}: write`] : []));
}

function namesIn(text: string): readonly string[] {
  const secrets = [...text.matchAll(/secrets(?:\.(\w+)|\[)/g)].map(([, name]) => name ?? 'a secret');
  return /github\.token|secrets\.GITHUB_TOKEN/.test(text) ? [...secrets, 'the token of the job'] : secrets;
}

/** Keys of a pipeline of GitLab that are no jobs. */
const NO_JOBS = ['workflow', 'stages', 'variables', 'default', 'include', 'spec'];
/** Variables that hold credentials by their names. */
const CREDENTIAL = /\b(?!CI_JOB_TOKEN\b)[A-Z][A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|KEY)\b/g;

/** GitLab puts a part of another job there. */
const REFERENCE = new Type('!reference', {
  kind: 'sequence',
  construct: (parts: readonly string[]) => parts.join(' '),
});
const GITLAB_SCHEMA = DEFAULT_SCHEMA.extend([REFERENCE]);

/** A pipeline of GitLab. */
export function loadGitlab(text: string): JsonObject {
  return object(load(text, { schema: GITLAB_SCHEMA }));
}

/**
 * The same of a pipeline of GitLab. Also an image that is no digest: its tag can be moved; and an included file other
 * than the one that `okta-apps ci` writes, which is looked at by itself.
 */
export function gitlabProblems(text: string): readonly string[] {
  const pipeline = loadGitlab(text);
  const included = JSON.stringify(pipeline['include'] ?? [{ local: GITLAB_FILE }]);
  const shared = object(pipeline['default']);
  const jobs = Object.entries(pipeline).filter(
    ([name, job]) => !NO_JOBS.includes(name) && isObject(job) && name[0] !== '.',
  );
  const global = credentialsIn({ variables: pipeline['variables'], default: shared });
  return [
    ...(included === JSON.stringify([{ local: GITLAB_FILE }]) ? [] : ['includes a file of another place']),
    ...problemsOf(jobs.map(([name, job]) => gitlabJob(name, { ...shared, ...object(job) }, global))),
  ];
}

function gitlabJob(name: string, job: JsonObject, global: readonly string[]): Job {
  const scripts = ['before_script', 'script', 'after_script'].flatMap((key) => linesOf(job[key]));
  const credentials = [
    ...global,
    ...credentialsIn(job),
    ...['environment', 'id_tokens', 'secrets'].filter((key) => job[key] !== undefined).map((key) => `its ${key}`),
  ];
  return {
    name,
    credentials: [...new Set(credentials)],
    projectCode: [
      ...projectCode(scripts.join('\n')),
      ...['extends', 'trigger', 'services'].filter((key) => job[key] !== undefined).map((key) => `its ${key}`),
    ],
    problems: [
      ...(credentials.length > 0 && job['cache'] !== undefined ? ['holds credentials and uses a cache'] : []),
      ...imagesOf(job)
        .filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))
        .map((image) => `runs in ${image}, which is no digest`),
    ],
  };
}

/** `$IMAGE` is one of those that the matrix of the job lists. A job that starts another pipeline runs in none. */
function imagesOf(job: JsonObject): readonly string[] {
  if (job['trigger'] !== undefined) return [];
  const image = String(inner(job['image'], 'name') ?? job['image']);
  const variable = /^\$(\w+)$/.exec(image)?.[1];
  const matrix = inner(job['parallel'], 'matrix');
  if (variable === undefined || !isList(matrix)) return [image];
  return matrix.flatMap((row) => [inner(row, variable)].flat().map(String));
}

function credentialsIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(CREDENTIAL)].map(([name]) => name);
}

function linesOf(value: unknown): readonly string[] {
  return [value].flat(2).flatMap((line) => (typeof line === 'string' ? [line] : []));
}
