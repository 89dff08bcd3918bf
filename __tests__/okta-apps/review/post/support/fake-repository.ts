import { page, type ApiAnswer, type ApiRequest, type Fake } from './api-server';

/** A check run that the fake keeps. */
export interface KeptCheck {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly external_id?: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null };
  readonly app: { readonly slug: string } | null;
}

export interface KeptPull {
  readonly number: number;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly full_name: string } | null };
  readonly assignees: readonly { readonly login: string }[];
  readonly base: { readonly ref: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

export interface KeptReview {
  readonly pull: number;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  readonly state: string;
  readonly commit_id: string;
  readonly submitted_at: string;
}

/** An entry of the list of pushes. */
export interface KeptPush {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly activity_type: string;
  readonly actor: { readonly login: string } | null;
}

/** A deployment with its statuses, oldest first. */
export interface KeptDeployment {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly states: readonly string[];
}

/** What a reviewer of environments decided on a run. */
export interface KeptRelease {
  readonly run: number;
  readonly state: 'approved' | 'rejected';
  readonly login: string;
  readonly environments: readonly string[];
  readonly comment?: string;
}

/** One attempt of a run, and who started it; an account may no longer exist. */
export interface KeptAttempt {
  readonly run: number;
  readonly attempt: number;
  readonly actor: string;
  readonly starter: string | null;
}

/** Something that happened to a pull request. */
export interface KeptEvent {
  readonly pull: number;
  readonly event: string;
  readonly created_at: string;
  readonly assigner?: { readonly login: string };
  readonly assignee?: { readonly login: string };
}

/** What a repository has besides comments. */
export interface Repository {
  readonly checks: KeptCheck[];
  readonly pulls: KeptPull[];
  readonly reviews: KeptReview[];
  /** By login; who is not in it has no account. */
  readonly mayWrite: Map<string, 'admin' | 'write' | 'read' | 'none'>;
  readonly branches: Map<string, { readonly sha: string; readonly protected: boolean }>;
  readonly deployments: KeptDeployment[];
  readonly releases: KeptRelease[];
  readonly attempts: KeptAttempt[];
  readonly pushes: KeptPush[];
  readonly events: KeptEvent[];
  /** Whose address an e-mail address is. */
  readonly accounts: Map<string, string>;
  /** What git knows of commits, for the requests that are about them. */
  git: FakeGit;
}

/** What git knows. */
export interface FakeGit {
  readonly isAncestor: (older: string, newer: string) => boolean;
  /** Undefined for a commit that the repository does not have. */
  readonly addresses: (
    commit: string,
  ) => { readonly authors: readonly string[]; readonly committer: string; readonly isSigned: boolean } | undefined;
}

export function emptyRepository(): Repository {
  return {
    ...{ checks: [], pulls: [], reviews: [], deployments: [], releases: [], attempts: [], pushes: [], events: [] },
    mayWrite: new Map(),
    branches: new Map(),
    accounts: new Map(),
    git: { isAncestor: () => false, addresses: () => undefined },
  };
}

const REPOSITORY = '/repos/acme/apps';
const LONGEST = 65_535;

function invalid(message: string): ApiAnswer {
  return { status: 422, json: { message } };
}

/** @see https://docs.github.com/en/rest/checks/runs#create-a-check-run */
function createCheck({ body }: ApiRequest, { checks }: Repository, fake: Fake): ApiAnswer {
  const { name, head_sha: head, status, conclusion, output } = body;
  if (typeof name !== 'string' || typeof head !== 'string') return invalid('name and head_sha are required');
  if (!/^[0-9a-f]{40}$/.test(head)) return { status: 422, json: { message: `No commit found for SHA: ${head}` } };
  if (status === 'completed' && typeof conclusion !== 'string') return invalid('conclusion is required');
  const { title, summary, text = null } = output as Record<string, string | null | undefined>;
  if (typeof title !== 'string' || typeof summary !== 'string') return invalid('title and summary are required');
  const tooLong = [summary, text].some((field) => (field ?? '').length > LONGEST);
  if (tooLong) return invalid('Only 65535 characters are allowed');
  const check: KeptCheck = {
    id: fake.nextId++,
    name,
    head_sha: head,
    status: String(status),
    conclusion: conclusion as string,
    output: { title, summary, text },
    app: { slug: 'github-actions' },
    ...(typeof body['external_id'] === 'string' && { external_id: body['external_id'] }),
  };
  checks.push(check);
  return { status: 201, json: check };
}

/** `filter=latest`, which is what it does unasked, gives the newest of a name only. */
function listChecks(request: ApiRequest, head: string, { checks }: Repository, fake: Fake): ApiAnswer {
  const name = request.query.get('check_name');
  const found = checks.filter((check) => check.head_sha === head && (name === null || check.name === name));
  const all = request.query.get('filter') === 'all' ? found : found.slice(-1);
  const { json, ...answer } = page(all, request, fake.url);
  return { ...answer, json: { total_count: all.length, check_runs: json } };
}

/** What the documentation says of these requests; undefined for another path. */
export function repositoryApi(request: ApiRequest, repository: Repository, fake: Fake): ApiAnswer | undefined {
  const { method } = request;
  const path = request.path.startsWith(`${REPOSITORY}/`) ? request.path.slice(REPOSITORY.length) : '';
  if (method === 'POST') return path === '/check-runs' ? createCheck(request, repository, fake) : undefined;
  if (method !== 'GET') return undefined;
  const later = mergedApi(request, path, repository, fake);
  if (later !== undefined) return later;
  const checks = /^\/commits\/(\w+)\/check-runs$/.exec(path)?.[1];
  if (checks !== undefined) return listChecks(request, checks, repository, fake);
  const commit = /^\/commits\/(\w+)\/pulls$/.exec(path)?.[1];
  if (commit !== undefined) {
    const { pulls } = repository;
    return page(
      pulls.filter(({ head, merge_commit_sha: merge }) => [head.sha, merge].includes(commit)),
      request,
      fake.url,
    );
  }
  const pull = /^\/pulls\/(\d+)\/reviews$/.exec(path)?.[1];
  if (pull !== undefined) {
    return page(
      repository.reviews.filter((review) => review.pull === Number(pull)),
      request,
      fake.url,
    );
  }
  const login = /^\/collaborators\/([\w-]+)\/permission$/.exec(path)?.[1];
  if (login === undefined) return undefined;
  const permission = repository.mayWrite.get(login);
  return permission === undefined
    ? { status: 404, json: { message: 'Not Found' } }
    : { status: 200, json: { permission, user: { login } } };
}

const NOT_FOUND: ApiAnswer = { status: 404, json: { message: 'Not Found' } };

/** Branches, deployments, pushes, events and comparisons. */
function mergedApi(request: ApiRequest, path: string, repository: Repository, fake: Fake): ApiAnswer | undefined {
  const { query } = request;
  const branch = /^\/branches\/(.+)$/.exec(path)?.[1];
  if (branch !== undefined) {
    const found = repository.branches.get(decodeURIComponent(branch));
    if (found === undefined) return NOT_FOUND;
    return { status: 200, json: { name: branch, commit: { sha: found.sha }, protected: found.protected } };
  }
  if (path === '/deployments') {
    const environment = query.get('environment');
    const found = repository.deployments.filter((one) => environment === null || one.environment === environment);
    return page([...found].reverse(), request, fake.url);
  }
  const deployment = /^\/deployments\/(\d+)\/statuses$/.exec(path)?.[1];
  if (deployment !== undefined) {
    const found = repository.deployments.find(({ id }) => id === Number(deployment));
    return found === undefined
      ? NOT_FOUND
      : page(
          [...found.states].reverse().map((state, id) => ({ id, state })),
          request,
          fake.url,
        );
  }
  const run = /^\/actions\/runs\/(\d+)\/approvals$/.exec(path)?.[1];
  if (run !== undefined) {
    const found = repository.releases.filter((one) => one.run === Number(run));
    const json = found.map(({ state, login, environments, comment = '' }) => ({
      state,
      comment,
      user: { login },
      environments: environments.map((name) => ({ name })),
    }));
    return { status: 200, json };
  }
  const [, ofRun, number] = /^\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(path) ?? [];
  if (ofRun !== undefined) {
    const found = repository.attempts.find((one) => one.run === Number(ofRun) && one.attempt === Number(number));
    if (found === undefined) return NOT_FOUND;
    const { actor, starter } = found;
    const started = { actor: { login: actor }, triggering_actor: starter === null ? null : { login: starter } };
    return { status: 200, json: { id: found.run, run_attempt: found.attempt, ...started } };
  }
  if (path === '/activity') {
    const [ref, actor] = [query.get('ref'), query.get('actor')];
    const found = repository.pushes.filter(
      (one) => (ref === null || one.ref === ref) && (actor === null || one.actor?.login === actor),
    );
    return page([...found].reverse(), request, fake.url);
  }
  const events = /^\/issues\/(\d+)\/events$/.exec(path)?.[1];
  if (events !== undefined) {
    return page(
      repository.events.filter(({ pull }) => pull === Number(events)),
      request,
      fake.url,
    );
  }
  const [, older, newer] = /^\/compare\/(\w+)\.\.\.(\w+)$/.exec(path) ?? [];
  if (older === undefined || newer === undefined) return undefined;
  const status = older === newer ? 'identical' : repository.git.isAncestor(older, newer) ? 'ahead' : 'diverged';
  return { status: 200, json: { status, commits: [], files: [] } };
}

/** The answer to a query for the accounts of commits. */
export function commitsAnswer(query: string, { git, accounts }: Repository): ApiAnswer {
  const actor = (email: string) => {
    const login = accounts.get(email);
    return { email, user: login === undefined ? null : { login } };
  };
  const found = [...query.matchAll(/(c\d+): object\(oid: "(\w+)"\)/g)].map(([, name = '', oid = '']) => {
    const commit = git.addresses(oid);
    if (commit === undefined) return [name, null] as const;
    const { authors, committer, isSigned } = commit;
    return [
      name,
      {
        oid,
        signature: isSigned ? { isValid: true, wasSignedByGitHub: true } : null,
        committer: actor(committer),
        authors: { nodes: authors.map(actor) },
      },
    ] as const;
  });
  return { status: 200, json: { data: { repository: Object.fromEntries(found) } } };
}
