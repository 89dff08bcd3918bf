import { commitsAnswer, emptyRepository, repositoryApi, type Repository } from './fake-repository';
import { page, startFake, type ApiAnswer, type ApiRequest, type Fake, type Kept } from './api-server';

export const GITHUB_TOKEN = 'ghs_canaryToken0123456789';
/** The account of the token, as `github-actions[bot]` is in GitHub. */
export const ME = 41898282;
const COMMENTS = '/repos/acme/apps/issues/12/comments';
const ONE = /^\/repos\/acme\/apps\/issues\/comments\/(\d+)$/;

function shown({ id, author, body }: Kept): object {
  return { id, user: { id: author, login: `account-${author}` }, body };
}

/** The comments of the one pull request that is reviewed. */
function comments(request: ApiRequest, fake: Fake): ApiAnswer {
  const { method, path, body } = request;
  if (path === '/graphql') {
    const query = String(body['query']);
    if (method !== 'POST' || !query.includes('viewer')) return { status: 400, json: { message: 'no query' } };
    return { status: 200, json: { data: { viewer: { databaseId: ME } } } };
  }
  if (path === '/user') return { status: 403, json: { message: 'Resource not accessible by integration' } };
  if (path === COMMENTS && method === 'GET') return page(fake.comments.map(shown), request, fake.url);
  const text = body['body'];
  const written = method === 'POST' || method === 'PATCH';
  if (written && (typeof text !== 'string' || text === '')) return { status: 422, json: { message: 'no body' } };
  if (written && String(text).length > 65_536) {
    return { status: 422, json: { message: 'Validation Failed: body is too long (maximum is 65536 characters)' } };
  }
  if (path === COMMENTS && method === 'POST') {
    const kept = { id: fake.nextId++, author: ME, body: String(text) };
    fake.comments.push(kept);
    return { status: 201, json: shown(kept) };
  }
  const id = Number(ONE.exec(path)?.[1]);
  const at = fake.comments.findIndex((comment) => comment.id === id);
  const found = fake.comments[at];
  if (found === undefined) return { status: 404, json: { message: 'Not Found' } };
  if (found.author !== ME) return { status: 403, json: { message: 'Must have admin rights to Repository.' } };
  if (method === 'PATCH') {
    found.body = String(text);
    return { status: 200, json: shown(found) };
  }
  if (method === 'DELETE') {
    fake.comments.splice(at, 1);
    return { status: 204 };
  }
  return { status: 404, json: { message: 'Not Found' } };
}

/** The fake of a repository with pull requests and check runs. */
export interface FakeGithub extends Fake, Repository {}

export async function startGithub(): Promise<FakeGithub> {
  const repository = emptyRepository();
  const fake = await startFake((request, own) => {
    if (request.headers.authorization !== `token ${GITHUB_TOKEN}`) {
      return { status: 401, json: { message: 'Bad credentials' } };
    }
    const query = JSON.stringify(request.body['query'] ?? '').replaceAll('\\"', '"');
    if (request.path === '/graphql' && query.includes('repository(')) return commitsAnswer(query, whole);
    return repositoryApi(request, whole, own) ?? comments(request, own);
  });
  // The server answers to the object that it was started with.
  const whole: FakeGithub = Object.assign(fake, repository);
  return whole;
}
