import { randomBytes } from 'node:crypto';
import { once } from '../../../shared/schema';
import type { Answer, OrgContext } from '../call';
import { noteTokenRequest } from '../log/token-events';
import type { User } from '../records';
import { makeAuthorizationServer, routesOf, type AuthorizationServer } from './authorization-server';
import type { ReadCode } from '../home/code';
import { ClientRequests } from '../home/client-requests';
import { initiate, INITIATE_PATH } from '../home/initiate';
import { contentOf } from '../home/read-answer';
import { HOME_PATHS, homeAnswer, isHomePath } from '../home/pages';
import { Trials } from '../home/trials';
import { appOf, rotationOf } from './clients';
import type { MayFetchKeys } from '../../../shared/fetch-keys';
import { interact, signedInUser } from './interactions';
import { signingKey } from './keys';
import { Memory } from './memory';
import { pathOf, queryOf, type SignInRequest } from './request';
import { handledBy } from './without-connection';

/** Answers what belongs to signing in. */
export type SignIn = (request: SignInRequest) => Promise<Answer>;

const { token: _management, ...OWN } = routesOf('org');

/** What only the owner of the org can give it. */
export interface SignInOptions {
  /** What the code of the project says of the apps, for the org's pages. @default the org runs without a project */
  readonly code?: ReadCode;
  /** Whether keys of an app may be read from a `jwks_uri` that is not on this machine. @default none are */
  readonly mayFetchKeys?: MayFetchKeys;
}

/** The paths that belong to signing in. The token endpoint of the org is shared with service apps: `oauth.ts`. */
export const SIGN_IN_PATHS: readonly string[] = [
  ...HOME_PATHS,
  INITIATE_PATH,
  ...Object.values(OWN),
  `${OWN['authorization'] ?? ''}/*`,
  `${OWN['end_session'] ?? ''}/*`,
  '/oauth2/default/*',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/signin/*',
];

const DEFAULT = '/oauth2/default';
const DISCOVERY = '/.well-known/openid-configuration';

/**
 * The org's authorization servers, which are made at the first request for one: most local orgs serve Terraform only.
 * Sessions, grants and tokens are in memory and end with the org; its key is kept.
 */
export function signInOf(org: OrgContext, { code, mayFetchKeys }: SignInOptions = {}): SignIn {
  const servers = once(async () => await bothServers(org, mayFetchKeys));
  const trials = new Trials(org);
  const requests = new ClientRequests(org);
  return async (request) => {
    const { method, headers } = request;
    const path = pathOf(request);
    if (isHomePath(path)) {
      const cookies = [headers['cookie'] ?? []].flat().join('; ');
      return await homeAnswer(org, { code, trials, requests }, { method, path, query: queryOf(request), cookies });
    }
    const answer = await answerOfServer(org, await servers(), request);
    requests.note(request, answer);
    if (path.endsWith('/token')) noteTokens(org, request, answer);
    return trials.intercept(answer);
  };
}

function noteTokens(org: OrgContext, request: SignInRequest, { status, bytes, body }: Answer): void {
  noteTokenRequest(org, {
    path: pathOf(request),
    form: new URLSearchParams(request.body.toString('utf8')),
    authorization: [request.headers['authorization'] ?? []].flat()[0],
    status,
    body: bytes === undefined ? body : contentOf(bytes.toString('utf8')),
  });
}

type Servers = Awaited<ReturnType<typeof bothServers>>;

async function answerOfServer(org: OrgContext, { own, custom }: Servers, request: SignInRequest): Promise<Answer> {
  const path = pathOf(request);
  if (path.startsWith('/home/')) {
    return initiate(org, path, queryOf(request), await userOf(org, own, request));
  }
  const page = /^\/signin\/(org|default)\/[\w-]+$/.exec(path);
  if (page !== null) {
    const form = request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : undefined;
    const { provider } = page[1] === 'org' ? own : custom;
    return await handledBy((req, res) => interact(org, provider, { req, res, path, form }), request);
  }
  const server = path.startsWith(`${DEFAULT}/`) ? custom : own;
  return await serve(server, await translated(server, request, org));
}

async function bothServers(org: OrgContext, mayFetchKeys: MayFetchKeys | undefined) {
  const seconds = () => Math.floor(org.now().getTime() / 1000);
  const grace = (clientId: string) => {
    const app = appOf(org.state, clientId);
    return app === undefined ? 0 : rotationOf(app).grace;
  };
  const shared = {
    org,
    key: await signingKey(org),
    cookieKey: randomBytes(32).toString('base64url'),
    memory: new Memory(seconds, grace),
    mayFetchKeys,
  };
  const [own, custom] = await Promise.all([
    makeAuthorizationServer('org', shared),
    makeAuthorizationServer('default', shared),
  ]);
  return { own, custom };
}

/** Who is signed in, in the browser of a request. */
async function userOf(org: OrgContext, { provider }: AuthorizationServer, request: SignInRequest) {
  let user: User | undefined;
  await handledBy(async (req, res) => {
    user = await signedInUser(org, provider, req, res);
    res.end();
  }, request);
  return user;
}

/** Sends a request to a server; its question whether the user wants to sign out is answered with yes, since Okta does not ask. */
async function serve(server: AuthorizationServer, request: SignInRequest): Promise<Answer> {
  const ask = async (asked: SignInRequest) =>
    await handledBy((req, res) => {
      // Without it, the addresses that a server with a path gives of itself lack that path.
      Object.assign(req, { originalUrl: `${server.name === 'org' ? '' : DEFAULT}${req.url ?? ''}` });
      return server.answer(req, res);
    }, asked);
  const answer = await ask(request);
  const secret = /\/logout(?:\?|$)/.test(request.url) ? logoutSecret(answer) : undefined;
  if (secret === undefined) return answer;
  const cookies = new Map([...cookiesOf(request.headers['cookie']), ...setCookies(answer)]);
  const ended = await ask({
    method: 'POST',
    url: request.url.replace(/\/logout(?:\?.*)?$/s, '/logout/confirm'),
    headers: {
      host: request.headers['host'],
      'content-type': 'application/x-www-form-urlencoded',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: Buffer.from(new URLSearchParams({ xsrf: secret, logout: 'yes' }).toString()),
  });
  return server.logouts.framed(secret, ended);
}

/** The request as oidc-provider takes it. */
async function translated(
  server: AuthorizationServer,
  request: SignInRequest,
  org: OrgContext,
): Promise<SignInRequest> {
  const url = server.name === 'org' ? request.url : request.url.slice(DEFAULT.length);
  const path = pathOf(request);
  if (path.endsWith('/authorize')) return withConsent(asGet({ ...request, url }), org);
  if (path.endsWith('/logout')) return asGet({ ...request, url });
  if (path === '/.well-known/oauth-authorization-server') return { ...request, url: DISCOVERY };
  if (/\/(?:introspect|revoke)$/.test(path)) return { ...request, url, body: await namedToken(server, request.body) };
  return { ...request, url };
}

/** oidc-provider refuses JWTs where a token is to be looked up. */
async function namedToken({ accessTokens }: AuthorizationServer, body: Buffer): Promise<Buffer> {
  const form = new URLSearchParams(body.toString('utf8'));
  const [token = '', ...more] = form.getAll('token');
  // One that is sent twice is refused as that.
  if (!token.includes('.') || more.length > 0) return body;
  form.set('token', (await accessTokens.handleOf(token)) ?? 'unknown');
  return Buffer.from(form.toString());
}

/** Okta takes the parameters of a sign-in and of a sign-out in a form, too; oidc-provider takes them in the URL. */
function asGet(request: SignInRequest): SignInRequest {
  if (request.method !== 'POST') return request;
  const form = new URLSearchParams(request.body.toString('utf8')).toString();
  const url = `${request.url}${request.url.includes('?') ? '&' : '?'}${form}`;
  const { 'content-type': _type, ...headers } = request.headers;
  return { method: 'GET', url, headers, body: Buffer.alloc(0) };
}

/**
 * `offline_access` is enough for a refresh token at Okta. oidc-provider wants `prompt=consent` with it, which is answered
 * without a page where the app needs no consent.
 */
function withConsent(request: SignInRequest, org: OrgContext): SignInRequest {
  const params = queryOf(request);
  // What is sent twice is refused as that.
  if (params.getAll('prompt').length > 1) return request;
  const prompts = (params.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
  const scopes = (params.get('scope') ?? '').split(' ');
  const known = appOf(org.state, params.get('client_id') ?? '') !== undefined;
  if (!known || !scopes.includes('offline_access') || prompts.includes('none') || prompts.includes('consent'))
    return request;
  params.set('prompt', [...prompts, 'consent'].join(' '));
  return { ...request, url: `${pathOf(request)}?${params.toString()}` };
}

function logoutSecret({ status, bytes }: Answer): string | undefined {
  return status === 200 ? /name="xsrf" value="([^"]+)"/.exec(bytes?.toString('utf8') ?? '')?.[1] : undefined;
}

function cookiesOf(header: SignInRequest['headers'][string]): [string, string][] {
  return [header ?? []]
    .flat()
    .flatMap((text) => text.split(/;\s*/))
    .map(pair);
}

function setCookies({ headers = {} }: Answer): [string, string][] {
  return [headers['set-cookie'] ?? []].flat().map((text) => pair(text.split(';')[0] ?? ''));
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
