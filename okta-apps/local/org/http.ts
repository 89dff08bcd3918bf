import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { authenticate, authorize } from './auth';
import type { Answer, Call, OrgContext, Route } from './call';
import { NotStored } from './commits';
import { checkHost } from './host-check';
import { codeOf, envelope, OktaError, Refusal } from './errors';
import type { Fault, Faults } from './faults';
import { newErrorId, newRequestId } from './ids';
import { parseJson } from './json-body';
import { changeNoter } from './log/change-events';
import { rateLimitHeaders, type RateLimit, type RateLimiter } from './rate-limits';
import { routes } from './routes';
import type { SignInRequest } from './sign-in/request';
import { SIGN_IN_PATHS, type SignIn } from './sign-in/sign-in';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const satisfies HTTPMethods[];

/** How many requests are kept. */
const MOST = 50_000;

/** One answered request. Bodies and headers are not kept. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 when the connection was closed before the answer. */
  readonly status: number;
}

/** The latest requests of an org. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * MOST) this.#requests = this.#requests.slice(-MOST);
  }

  all(): LoggedRequest[] {
    return this.#requests.slice(-MOST);
  }
}

/** What stands between the network and the operations. */
export interface Gate {
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly signIn: SignIn;
}

/** Puts every operation on the server, and Okta's envelope around whatever else is asked. */
export function installRoutes(http: FastifyInstance, org: OrgContext, gate: Gate): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const lost = new WeakSet<FastifyRequest>();
  http.addHook('onRequest', async (request, reply) => {
    const fault = await enter(org, gate, request, reply);
    if (fault?.kind === 'lost') lost.add(request);
  });
  http.addHook('onSend', (request, reply, payload, done) => {
    if (lost.has(request)) hangUp(gate, request, reply);
    else done(null, payload);
  });
  http.addHook('onResponse', (request, reply, done) => {
    const { path, search } = splitTarget(request);
    gate.log.add({ method: request.method, path: path + search, status: reply.statusCode });
    done();
  });
  for (const route of routes) {
    http.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => send(reply, await serve(org, gate.signIn, route, request)),
    });
  }
  for (const url of SIGN_IN_PATHS) {
    http.route({
      method: ['GET', 'POST'],
      url,
      handler: async (request, reply) => send(reply, await gate.signIn(signInRequest(request))),
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const known = routes.filter((route) => route.path === path).map(({ method }): string => method);
    http.route({
      method: METHODS.filter((method) => !known.includes(method)),
      url: path,
      handler: () => {
        throw new OktaError('E0000022');
      },
    });
  }
  http.setNotFoundHandler(() => {
    throw new OktaError('E0000008');
  });
  http.setErrorHandler((error, _request, reply) => refuse(reply, error));
}

/** Headers, door, faults and rate limits of a request, before its credential is looked at. @returns its fault */
async function enter(
  org: OrgContext,
  gate: Gate,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Fault | undefined> {
  const { path } = splitTarget(request);
  const limit = gate.limiter.count(request.method, path, org.now());
  setHeaders(reply, limit);
  checkHost(request.raw.url ?? '', request.headers.host, request.headers.origin);
  const fault = gate.faults.next(request.method, path);
  switch (fault?.kind) {
    case 'rate-limit': {
      const reset = Math.floor(org.now().getTime() / 1000) + (fault.seconds ?? 1);
      setHeaders(reply, { ...limit, remaining: 0, reset });
      throw new OktaError('E0000047');
    }
    case 'error':
      throw new OktaError('E0000009');
    case 'answer':
      throw new Refusal({ status: fault.status, body: fault.body });
    case 'cut':
      hangUp(gate, request, reply);
      return fault;
    case 'slow':
      await wait(fault.seconds * 1000);
      break;
    case 'held':
      await fault.hold();
  }
  if (limit.exceeded) throw new OktaError('E0000047');
  return fault;
}

/** Closes the connection without an answer. */
function hangUp({ log }: Gate, request: FastifyRequest, reply: FastifyReply): void {
  const { path, search } = splitTarget(request);
  log.add({ method: request.method, path: path + search, status: 0 });
  reply.hijack();
  request.raw.socket.destroy();
}

function setHeaders(reply: FastifyReply, limit: RateLimit): void {
  void reply.headers({
    'x-okta-request-id': newRequestId(),
    'cache-control': 'no-cache, no-store',
    ...rateLimitHeaders(limit),
  });
}

/** Path and query of the request target, which is a whole address when the client takes the org for a proxy. */
function splitTarget(request: FastifyRequest): { path: string; search: string } {
  const target = (request.raw.url ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const mark = target.indexOf('?');
  return mark === -1 ? { path: target, search: '' } : { path: target.slice(0, mark), search: target.slice(mark) };
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function signInRequest(request: FastifyRequest): SignInRequest {
  const { path, search } = splitTarget(request);
  return { method: request.method, url: path + search, headers: request.headers, body: bodyOf(request) };
}

async function serve(org: OrgContext, signIn: SignIn, route: Route, request: FastifyRequest): Promise<Answer> {
  const { path, search } = splitTarget(request);
  const raw = bodyOf(request);
  const { authorization, 'content-type': contentType = '' } = request.headers;
  const caller =
    route.open === true ? ({ kind: 'anonymous' } as const) : await authenticate(org.state, org.now(), authorization);
  authorize(caller, route, org.url());
  const call: Call = {
    org,
    caller,
    path,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(search),
    contentType,
    raw,
    authorization,
    signIn: () => signIn(signInRequest(request)),
    json: () => parseJson(raw, contentType),
  };
  if (route.open === true) return route.handle(call);
  const note = changeNoter(call, route);
  const answer = await org.stored(() => route.handle(call));
  note(answer);
  return answer;
}

function send(reply: FastifyReply, { status, body, bytes, headers = {} }: Answer): FastifyReply {
  void reply.code(status).headers(headers);
  if (bytes !== undefined) return reply.send(bytes);
  if (body === undefined) return reply.send();
  return reply.type('application/json').send(Buffer.from(JSON.stringify(body)));
}

/** Bytes that are no HTTP reach no hook, no route and no reply. */
export function refuseUnreadable(_error: unknown, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify(envelope(new OktaError('E0000003'), newErrorId()));
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/json', `Content-Length: ${body.length}`];
  socket.end([...head, 'Connection: close', '', body].join('\r\n'));
}

/** A request whose path cannot be read reaches no hook and no route. */
export function refuseMalformed(error: unknown, request: FastifyRequest, reply: FastifyReply, limit: RateLimit): void {
  setHeaders(reply, limit);
  try {
    checkHost(request.raw.url ?? '', request.headers.host, request.headers.origin);
    refuse(reply, error);
  } catch (refusal) {
    refuse(reply, refusal);
  }
}

function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof Refusal) return send(reply, error.answer);
  const known = error instanceof OktaError ? error : translated(error);
  return send(reply, { status: known.status, body: envelope(known, newErrorId()) });
}

/** What fastify itself refuses, and what could not be stored, in Okta's envelope. */
function translated(error: unknown): OktaError {
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new OktaError('E0000003', '', ['The request body is too large.'], 413);
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return new OktaError('E0000008');
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP')) return new OktaError('E0000003');
  if (error instanceof NotStored)
    return new OktaError(
      'E0000009',
      '',
      [`Nothing was changed, because it could not be stored: ${error.message}`],
      507,
    );
  return new OktaError('E0000009');
}
