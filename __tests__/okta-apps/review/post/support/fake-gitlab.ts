import { page, startFake, type ApiAnswer, type ApiRequest, type Fake, type Kept } from './api-server';

export const GITLAB_TOKEN = 'glpat-canaryToken0123456789';
/** The account of the token: the bot of a project access token. */
export const ME = 77;
const NOTES = '/api/v4/projects/5/merge_requests/3/notes';

function shown({ id, author, body }: Kept): object {
  return { id, author: { id: author, username: `account-${author}` }, body, system: false };
}

/** What the documentation says of these requests. */
function api(request: ApiRequest, fake: Fake): ApiAnswer {
  const { method, path, headers, body } = request;
  if (headers['private-token'] !== GITLAB_TOKEN) return { status: 401, json: { message: '401 Unauthorized' } };
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

export function startGitlab(): Promise<Fake> {
  return startFake(api);
}
