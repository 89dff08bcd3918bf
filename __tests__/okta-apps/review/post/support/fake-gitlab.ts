import { page, startFake, type ApiAnswer, type ApiRequest, type Fake, type Kept } from './api-server';

export const GITLAB_TOKEN = 'glpat-canaryToken0123456789';
/** The account of the token: the bot of a project access token. */
export const ME = 77;
const NOTES = '/api/v4/projects/5/merge_requests/3/notes';

function shown({ id, author, body }: Kept): object {
  return { id, author: { id: author, username: `account-${author}` }, body, system: false };
}

/** A merge request as the list of those of a commit gives it. */
export interface KeptRequest {
  readonly iid: number;
  readonly state: string;
  readonly target_branch: string;
  readonly author: { readonly id: number; readonly username: string };
  readonly sha: string;
  readonly merge_commit_sha: string | null;
  readonly squash_commit_sha: string | null;
}

/** A deployment that a job makes; the free tier has no approvals of it. */
export interface KeptDeployment {
  readonly sha: string;
  readonly environment: string;
  readonly status: string;
  readonly job?: number;
  readonly by?: string;
  readonly approvals?: readonly { readonly username: string; readonly status: string; readonly comment?: string }[];
}

/** What a project has besides notes. */
export interface Project {
  readonly mergeRequests: KeptRequest[];
  /** When each version of a merge request was pushed. */
  readonly versions: string[];
  /** Older GitLabs do not say when. Without a number they are of merge request 3. */
  readonly approvals: {
    readonly id: number;
    readonly username: string;
    readonly at?: string;
    readonly iid?: number;
  }[];
  readonly branches: Map<string, { readonly sha: string; readonly protected: boolean }>;
  /** In the order in which they were made. */
  readonly deployments: KeptDeployment[];
  /** Who started each pipeline. */
  readonly pipelines: Map<number, string>;
  /** Approval settings of the project; the free tier has none. */
  settings: Readonly<Record<string, boolean>> | undefined;
  isAncestor: (older: string, newer: string) => boolean;
}

/** A project that forbids approvals by authors and committers. */
export const STRICT = { merge_requests_author_approval: false, merge_requests_disable_committers_approval: true };

const PROJECT = '/api/v4/projects/5';

function shownDeployment({ sha, environment, status, job, by, approvals }: KeptDeployment, at: number) {
  return {
    ...{ id: at + 1, sha, environment, status },
    ...(by !== undefined && { user: { username: by } }),
    ...(job !== undefined && { deployable: { id: job } }),
    ...(approvals && { approvals: approvals.map(({ username, ...one }) => ({ ...one, user: { username } })) }),
  };
}

/** @see https://docs.gitlab.com/api/merge_request_approvals/ */
function projectApi(request: ApiRequest, project: Project, fake: Fake): ApiAnswer | undefined {
  const { mergeRequests, versions, approvals } = project;
  const { method, path, query } = request;
  if (method !== 'GET') return undefined;
  const branch = /\/repository\/branches\/(.+)$/.exec(path)?.[1];
  if (branch !== undefined) {
    const found = project.branches.get(decodeURIComponent(branch));
    if (found === undefined) return { status: 404, json: { message: '404 Branch Not Found' } };
    return { status: 200, json: { name: branch, commit: { id: found.sha }, protected: found.protected } };
  }
  if (path === `${PROJECT}/repository/merge_base`) {
    const [older = '', newer = ''] = query.getAll('refs[]');
    const id = older === newer || project.isAncestor(older, newer) ? older : 'f'.repeat(40);
    return { status: 200, json: { id } };
  }
  if (path === `${PROJECT}/deployments`) {
    const status = query.get('status');
    const found = project.deployments
      .map(shownDeployment)
      .filter((one) => one.environment === query.get('environment') && (status === null || one.status === status))
      .map((one) => ({ ...one, approvals: undefined }));
    return page([...found].reverse(), request, fake.url);
  }
  const deployment = /\/deployments\/(\d+)$/.exec(path)?.[1];
  if (deployment !== undefined) {
    const found = project.deployments.map(shownDeployment)[Number(deployment) - 1];
    return found === undefined ? { status: 404, json: { message: '404 Not Found' } } : { status: 200, json: found };
  }
  const pipeline = /\/pipelines\/(\d+)$/.exec(path)?.[1];
  if (pipeline !== undefined) {
    return { status: 200, json: { id: Number(pipeline), user: { username: project.pipelines.get(Number(pipeline)) } } };
  }
  if (path === `${PROJECT}/approvals`) {
    if (project.settings === undefined) return { status: 404, json: { message: '404 Not Found' } };
    return { status: 200, json: project.settings };
  }
  const commit = /\/repository\/commits\/(\w+)\/merge_requests$/.exec(path)?.[1];
  if (commit !== undefined && path.startsWith(PROJECT)) {
    const of = (one: KeptRequest) => [one.sha, one.merge_commit_sha, one.squash_commit_sha].includes(commit);
    return page(mergeRequests.filter(of), request, fake.url);
  }
  const [, asked, part] = /\/merge_requests\/(\d+)\/(versions|approvals)$/.exec(path) ?? [];
  if (part === 'versions') {
    return page(
      versions.map((at, id) => ({ id, created_at: at, state: 'collected' })),
      request,
      fake.url,
    );
  }
  if (part === undefined) return undefined;
  const approved = approvals
    .filter(({ iid = 3 }) => String(iid) === asked)
    .map(({ id, username, at }) => ({
      user: { id, username },
      ...(at && { approved_at: at }),
    }));
  return { status: 200, json: { approved: approved.length > 0, approved_by: approved } };
}

/** What the documentation says of the requests about notes. */
function notes(request: ApiRequest, fake: Fake): ApiAnswer {
  const { method, path, body } = request;
  if (path === '/api/v4/user') return { status: 200, json: { id: ME, username: 'bot' } };
  if (path === NOTES && method === 'GET') return page(fake.comments.map(shown), request, fake.url);
  const text = body['body'];
  const written = method === 'POST' || method === 'PUT';
  if (written && (typeof text !== 'string' || text === '')) return { status: 400, json: { error: 'body is missing' } };
  if (written && String(text).length > 1_000_000) {
    return { status: 400, json: { message: { note: ['is too long (maximum is 1000000 characters)'] } } };
  }
  if (path === NOTES && method === 'POST') {
    const kept = { id: fake.nextId++, author: ME, body: String(text) };
    fake.comments.push(kept);
    return { status: 201, json: shown(kept) };
  }
  const id = Number(path.startsWith(`${NOTES}/`) ? path.slice(NOTES.length + 1) : NaN);
  const at = fake.comments.findIndex((comment) => comment.id === id);
  const found = fake.comments[at];
  if (found === undefined) return { status: 404, json: { message: '404 Note Not Found' } };
  if (found.author !== ME) return { status: 403, json: { message: '403 Forbidden' } };
  if (method === 'PUT') {
    found.body = String(text);
    return { status: 200, json: shown(found) };
  }
  if (method === 'DELETE') {
    fake.comments.splice(at, 1);
    return { status: 204 };
  }
  return { status: 404, json: { message: '404 Not Found' } };
}

/** The fake of a project with merge requests. */
export interface FakeGitlab extends Fake, Project {}

export async function startGitlab(): Promise<FakeGitlab> {
  const project: Project = {
    ...{ mergeRequests: [], versions: [], approvals: [], deployments: [] },
    branches: new Map(),
    pipelines: new Map(),
    settings: STRICT,
    isAncestor: () => false,
  };
  const fake = await startFake((request, own) => {
    if (request.headers['private-token'] !== GITLAB_TOKEN) {
      return { status: 401, json: { message: '401 Unauthorized' } };
    }
    return projectApi(request, whole, own) ?? notes(request, own);
  });
  // The server answers to the object that it was started with.
  const whole: FakeGitlab = Object.assign(fake, project);
  return whole;
}
