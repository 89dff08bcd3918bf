import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, type ApiAnswer, type ApiRequest } from './api-server';
import { HEAD } from './pull-event';

/** The tip of `main`, as the review has it too. */
export const BASE = 'b'.repeat(40);

/** What a test may say differently of the one open pull request. */
export interface OpenPull {
  head: string;
  base: string;
  repository: string | null;
  into: string;
}

export function openPull(): OpenPull {
  return { head: HEAD, base: BASE, repository: 'acme/apps', into: 'main' };
}

/**
 * The requests for an open pull request by its branch, and for the tip of the branch that it goes to.
 *
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export function openPullApi(pull: OpenPull, url: () => string): (request: ApiRequest) => ApiAnswer | undefined {
  return (request) => {
    const { method, path, query } = request;
    if (method !== 'GET') return undefined;
    if (path === '/repos/acme/apps/branches/main') {
      return { status: 200, json: { name: 'main', commit: { sha: pull.base }, protected: true } };
    }
    if (path !== '/repos/acme/apps/pulls') return undefined;
    const owner = pull.repository?.split('/')[0] ?? 'unknown';
    const asked = query.get('base') === pull.into && query.get('head') === `${owner}:feature`;
    const head = { ref: 'feature', sha: pull.head, repo: pull.repository && { full_name: pull.repository } };
    const open =
      asked && query.get('state') === 'open' ? [{ number: 12, state: 'open', head, base: { ref: pull.into } }] : [];
    return page(open, request, url());
  };
}

/** Writes what GitHub tells a workflow "on: workflow_run". @returns the variables of its job */
export function workflowRun(
  folder: string,
  different: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> {
  const file = join(folder, 'workflow-run.json');
  const run = {
    id: 77,
    event: 'pull_request',
    head_sha: HEAD,
    head_branch: 'feature',
    head_repository: { full_name: 'acme/apps', owner: { login: 'acme' } },
    html_url: 'https://github.test/acme/apps/actions/runs/77',
    ...different,
  };
  writeFileSync(file, JSON.stringify({ action: 'completed', workflow_run: run }));
  return { GITHUB_EVENT_PATH: file, GITHUB_REF: 'refs/heads/main' };
}

/** What a test may say differently of the one open merge request, and of the pipeline that reviewed it. */
export interface OpenRequest {
  head: string;
  base: string;
  state: string;
  target: string;
  ref: string;
  sha: string;
}

export function openRequest(): OpenRequest {
  return { head: HEAD, base: BASE, state: 'opened', target: 'main', ref: 'refs/merge-requests/3/head', sha: HEAD };
}

/**
 * The requests for a pipeline, its merge request, a commit, and the tip of a branch.
 *
 * @see https://docs.gitlab.com/api/pipelines/
 */
export function openRequestApi(request: OpenRequest): (asked: ApiRequest) => ApiAnswer | undefined {
  return ({ method, path }) => {
    if (method !== 'GET') return undefined;
    const { head, base, state, target, ref, sha } = request;
    const answers: Readonly<Record<string, object>> = {
      '/pipelines/88': { id: 88, ref, sha, web_url: 'https://gitlab.test/acme/apps/-/pipelines/88' },
      '/merge_requests/3': { iid: 3, state, target_branch: target, sha: head },
      [`/repository/commits/${'c'.repeat(40)}`]: { id: 'c'.repeat(40), parent_ids: [BASE, HEAD] },
      '/repository/branches/main': { name: 'main', commit: { id: base } },
    };
    const json = path.startsWith('/api/v4/projects/5') ? answers[path.slice('/api/v4/projects/5'.length)] : undefined;
    return json && { status: 200, json };
  };
}
