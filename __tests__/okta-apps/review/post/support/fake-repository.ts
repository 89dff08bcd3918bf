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
  readonly user: { readonly id: number; readonly login: string } | null;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

export interface KeptReview {
  readonly pull: number;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  readonly state: string;
  readonly commit_id: string;
}

/** What a repository has besides comments. */
export interface Repository {
  readonly checks: KeptCheck[];
  readonly pulls: KeptPull[];
  readonly reviews: KeptReview[];
  /** By login; who is not in it has no account. */
  readonly mayWrite: Map<string, 'admin' | 'write' | 'read' | 'none'>;
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
