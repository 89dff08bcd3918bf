import { page, type ApiAnswer, type ApiRequest, type Fake } from './api-server';

/** An issue, or on GitHub a pull request, which its list of issues has too. */
export interface KeptIssue {
  readonly number: number;
  readonly author: number;
  state: 'open' | 'closed';
  title: string;
  body: string;
  readonly isPull: boolean;
}

const PATHS = { github: '/repos/acme/apps/issues', gitlab: '/api/v4/projects/5/issues' } as const;

/**
 * What the documentation says of the requests about issues.
 *
 * @see https://docs.github.com/en/rest/issues/issues
 * @see https://docs.gitlab.com/api/issues/
 */
export function issuesApi(
  where: 'github' | 'gitlab',
  issues: KeptIssue[],
  me: number,
  fake: Fake,
): (request: ApiRequest) => ApiAnswer | undefined {
  const shown = ({ number, author, state, title, body, isPull }: KeptIssue): object =>
    where === 'github'
      ? { number, user: { id: author }, state, title, body, ...(isPull && { pull_request: {} }) }
      : { iid: number, author: { id: author }, state, title, description: body };
  const isAsked = ({ query }: ApiRequest, { state }: KeptIssue) =>
    query.get('state') === null || query.get('state') === (where === 'gitlab' && state === 'open' ? 'opened' : state);
  return (request) => {
    const { method, path, query, body } = request;
    if (!path.startsWith(PATHS[where]) || request.path.endsWith('/comments')) return undefined;
    const text = (body[where === 'github' ? 'body' : 'description'] ?? '') as string;
    if (path === PATHS[where] && method === 'GET') {
      const mine = query.get('scope') === 'created_by_me';
      const found = issues.filter(
        (one) => isAsked(request, one) && (!mine || one.author === me) && (where === 'github' || !one.isPull),
      );
      return page(found.map(shown), request, fake.url);
    }
    if (path === PATHS[where] && method === 'POST') {
      const number = 101 + issues.filter((one) => one.number > 100).length;
      const kept: KeptIssue = {
        number,
        author: me,
        state: 'open',
        title: String(body['title']),
        body: text,
        isPull: false,
      };
      issues.push(kept);
      return { status: 201, json: shown(kept) };
    }
    const found = issues.find((one) => path === `${PATHS[where]}/${one.number}`);
    if (found === undefined || method !== (where === 'github' ? 'PATCH' : 'PUT')) return undefined;
    Object.assign(found, { title: body['title'] ?? found.title, body: text });
    if (body['state'] === 'closed' || body['state_event'] === 'close') found.state = 'closed';
    if (body['state'] === 'open' || body['state_event'] === 'reopen') found.state = 'open';
    return { status: 200, json: shown(found) };
  };
}
