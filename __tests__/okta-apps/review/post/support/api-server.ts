import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request, as the fake API sees it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly json?: unknown;
  /** A file in place of JSON. */
  readonly file?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A comment that the fake keeps. */
export interface Kept {
  id: number;
  readonly author: number;
  body: string;
}

/** What the fakes of GitHub and GitLab share: their comments, the requests so far, and answers in place of the next. */
export interface Fake {
  url: string;
  readonly comments: Kept[];
  readonly requests: string[];
  /** Answers in place of the API's own: the first that fits is used up. */
  readonly instead: { readonly on: RegExp; readonly answer: ApiAnswer; readonly alsoDo?: boolean }[];
  /** Asked before the API's own answer: what a test has besides that. */
  readonly also: ((request: ApiRequest) => ApiAnswer | undefined)[];
  /** Called before each request is answered. */
  before: (request: ApiRequest) => void | Promise<void>;
  nextId: number;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, { status, json, file, headers = {} }: ApiAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(file ?? (json === undefined ? undefined : JSON.stringify(json)));
}

/** Starts a server on the loopback that answers as `api` does. */
export async function startFake(api: (request: ApiRequest, fake: Fake) => ApiAnswer): Promise<Fake> {
  const fake: Fake = {
    url: '',
    comments: [],
    requests: [],
    instead: [],
    also: [],
    before: () => undefined,
    nextId: 100,
    close: () =>
      new Promise((resolve) => {
        server
          .close(() => {
            resolve();
          })
          .closeAllConnections();
      }),
  };
  const answerOf = (request: ApiRequest): ApiAnswer =>
    fake.also.map((one) => one(request)).find((answer) => answer !== undefined) ?? api(request, fake);
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(message.url ?? '/', fake.url);
    const { method = '', headers } = message;
    const request = { method, path: url.pathname, query: url.searchParams, headers, body: await readBody(message) };
    await fake.before(request);
    const line = `${method} ${url.pathname}`;
    fake.requests.push(line);
    const at = fake.instead.findIndex(({ on }) => on.test(line));
    const [other] = at < 0 ? [] : fake.instead.splice(at, 1);
    const own = other === undefined || other.alsoDo === true ? answerOf(request) : undefined;
    send(response, other?.answer ?? own ?? { status: 500 });
  };
  const server: Server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      send(response, { status: 500, json: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

/** A page of a list and the `Link` header with which both APIs lead to the next. */
export function page(all: readonly unknown[], { path, query }: ApiRequest, base: string): ApiAnswer {
  const size = Number(query.get('per_page') ?? 20);
  const number = Number(query.get('page') ?? 1);
  if (size > 100) return { status: 422, json: { message: 'per_page is too large' } };
  const following = new URLSearchParams(query);
  following.set('page', String(number + 1));
  const next = `${base}${path}?${following.toString()}`;
  const more = all.length > number * size;
  return {
    status: 200,
    json: all.slice((number - 1) * size, number * size),
    ...(more && { headers: { link: `<${next}>; rel="next"`, 'x-next-page': String(number + 1) } }),
  };
}
