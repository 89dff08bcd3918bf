import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { putAt, textAt, type Json, type JsonObject } from '../../okta-apps/local/provider/sdk/go-json';
import { accepted, object } from './recorded-app';

/** Something to happen in the org without Terraform: a request, or an edit of an app (`EDIT`, values by path). */
export type Outside = readonly [method: string, path: string, body?: JsonObject];

/** The next requests of this kind are answered so. */
export type Fault = readonly [method: string, path: string, times: number, status: number, body?: Json];

/** A request as the recordings write it: `METHOD /path?query`, with the body when there is one. */
export type SeenRequest = string | readonly [line: string, body: Json];

/** A small org that answers as the one behind the recordings did, with its ids. */
export interface RecordingOrg {
  readonly url: string;
  /** The requests since the last time it was asked. */
  takeRequests(): SeenRequest[];
  outside(change: Outside): void;
  fail(fault: Fault): void;
  /** Adds an app that no request created. */
  addApp(app: JsonObject): void;
  close(): Promise<void>;
}

const ORG_ID = '00orec0000000000001';
const GROUPS = {
  '00gcustomers00000001': 'Customers',
  '00gstaff000000000001': 'Staff',
  '00gstaffx00000000001': 'Staff Extra',
};
const DEFAULT_POLICY = 'rstdefault0000000001';

type Reply = readonly [status: number, body?: Json | undefined];
type Route = readonly [
  method: string,
  path: RegExp,
  answer: (parameters: string[], body: JsonObject, query: URLSearchParams) => Reply,
];

interface StoredApp {
  app: JsonObject;
  secret: string;
  policy: string;
  claim: JsonObject;
  readonly groups: Map<string, JsonObject>;
}

const notFound = (what: string): Reply => [
  404,
  { errorCode: 'E0000007', errorSummary: `Not found: Resource not found: ${what}`, errorCauses: [] },
];

/** Starts the org on a free port. */
export async function startRecordingOrg(): Promise<RecordingOrg> {
  const apps = new Map<string, StoredApp>();
  const groups = new Map<string, JsonObject>(
    Object.entries(GROUPS).map(([id, name]) => [id, { name, description: '' }]),
  );
  const origins = new Map<string, JsonObject>();
  const faults: Fault[] = [];
  let seen: SeenRequest[] = [];
  let created = 0;
  let url = '';

  const withLinks = ({ app, policy }: StoredApp): JsonObject => ({
    ...app,
    _links: { accessPolicy: { href: `${url}/api/v1/policies/${policy}` }, appLinks: [] },
  });
  const withSecret = (stored: StoredApp): JsonObject => {
    const shown = structuredClone(withLinks(stored));
    const client = object(object(shown['credentials'])['oauthClient']);
    if (client['token_endpoint_auth_method'] !== 'private_key_jwt') client['client_secret'] = stored.secret;
    return shown;
  };
  const onApp = (id: string | undefined, answer: (stored: StoredApp) => Reply): Reply => {
    const stored = apps.get(id ?? '');
    return stored === undefined ? notFound(`${String(id)} (AppInstance)`) : answer(stored);
  };
  const onOrigin = (id: string | undefined, change: JsonObject): Reply => {
    const origin = origins.get(id ?? '');
    if (origin === undefined) return notFound(`${String(id)} (TrustedOrigin)`);
    Object.assign(origin, change);
    return [200, origin];
  };
  const asGroup = ([id, profile]: [string, JsonObject]): JsonObject => ({ id, type: 'OKTA_GROUP', profile });
  const onGroup = (id: string, profile: JsonObject | undefined): Reply => {
    if (profile === undefined) return notFound(`${id} (UserGroup)`);
    groups.set(id, profile);
    return [200, asGroup([id, profile])];
  };
  const assignment = ([id, stored]: [string, JsonObject]): JsonObject => ({ priority: 0, profile: {}, ...stored, id });
  const sentSecret = (body: JsonObject): Json | undefined =>
    object(object(body['credentials'])['oauthClient'])['client_secret'];

  const routes: readonly Route[] = [
    ['GET', /^\/api\/v1\/users\/me$/, () => [200, { id: '00urec0000000000001', status: 'ACTIVE' }]],
    ['GET', /^\/\.well-known\/okta-organization$/, () => [200, { id: ORG_ID, pipeline: 'idx' }]],
    ['GET', /^\/api\/v1\/policies$/, () => [200, [{ id: DEFAULT_POLICY, type: 'ACCESS_POLICY', system: true }]]],
    [
      'POST',
      /^\/api\/v1\/apps$/,
      (_, body, query) => {
        created += 1;
        const id = `0oarec${String(created).padStart(14, '0')}`;
        const given = sentSecret(body);
        const secret = typeof given === 'string' ? given : `okta-generated-${id}`.padEnd(64, 'x');
        const status = query.get('activate') === 'false' ? 'INACTIVE' : 'ACTIVE';
        const app = accepted(body, id, status);
        const stored = { app, secret, policy: DEFAULT_POLICY, claim: { issuerMode: 'ORG_URL' }, groups: new Map() };
        apps.set(id, stored);
        return [200, withSecret(stored)];
      },
    ],
    ['GET', /^\/api\/v1\/apps\/(\w+)$/, ([id]) => onApp(id, (stored) => [200, withLinks(stored)])],
    [
      'PUT',
      /^\/api\/v1\/apps\/(\w+)$/,
      ([id = ''], body) =>
        onApp(id, (stored) => {
          const given = sentSecret(body);
          if (typeof given === 'string' && given !== '') stored.secret = given;
          stored.app = accepted(body, id, stored.app['status'] ?? 'ACTIVE');
          return [200, withSecret(stored)];
        }),
    ],
    ['DELETE', /^\/api\/v1\/apps\/(\w+)$/, ([id = '']) => onApp(id, () => (apps.delete(id), [204]))],
    [
      'POST',
      /^\/api\/v1\/apps\/(\w+)\/lifecycle\/(activate|deactivate)$/,
      ([id, change]) =>
        onApp(id, (stored) => ((stored.app['status'] = change === 'activate' ? 'ACTIVE' : 'INACTIVE'), [200, {}])),
    ],
    [
      'PUT',
      /^\/api\/v1\/apps\/(\w+)\/policies\/(\w+)$/,
      ([id, policy = '']) => onApp(id, (stored) => ((stored.policy = policy), [204])),
    ],
    [
      'GET',
      /^\/api\/v1\/internal\/apps\/(\w+)\/settings\/oauth\/idToken$/,
      ([id]) => onApp(id, ({ claim }) => [200, claim]),
    ],
    [
      'POST',
      /^\/api\/v1\/internal\/apps\/(\w+)\/settings\/oauth\/idToken$/,
      ([id], body) => onApp(id, (stored) => [200, (stored.claim = body)]),
    ],
    [
      'GET',
      /^\/api\/v1\/apps\/(\w+)\/groups$/,
      ([id]) => onApp(id, (stored) => [200, [...stored.groups].map(assignment)]),
    ],
    [
      'PUT',
      /^\/api\/v1\/apps\/(\w+)\/groups\/(\w+)$/,
      ([id, group = ''], body) =>
        onApp(id, (stored) => (stored.groups.set(group, body), [200, assignment([group, body])])),
    ],
    [
      'GET',
      /^\/api\/v1\/apps\/(\w+)\/groups\/(\w+)$/,
      ([id, group = '']) =>
        onApp(id, (stored) => {
          const found = stored.groups.get(group);
          return found === undefined ? notFound(`${group} (AppGroup)`) : [200, assignment([group, found])];
        }),
    ],
    [
      'DELETE',
      /^\/api\/v1\/apps\/(\w+)\/groups\/(\w+)$/,
      ([id, group = '']) => onApp(id, (stored) => (stored.groups.delete(group), [204])),
    ],
    [
      'GET',
      /^\/api\/v1\/groups$/,
      (_, __, query) => {
        const hits = [...groups].filter(([, profile]) => textAt(profile, 'name').startsWith(query.get('q') ?? ''));
        return [200, hits.map(asGroup)];
      },
    ],
    [
      'POST',
      /^\/api\/v1\/groups$/,
      (_, { profile }) => {
        created += 1;
        const id = `00grec${String(created).padStart(14, '0')}`;
        return onGroup(id, object(profile));
      },
    ],
    ['GET', /^\/api\/v1\/groups\/(\w+)$/, ([id = '']) => onGroup(id, groups.get(id))],
    ['PUT', /^\/api\/v1\/groups\/(\w+)$/, ([id = ''], { profile }) => onGroup(id, object(profile))],
    ['DELETE', /^\/api\/v1\/groups\/(\w+)$/, ([id = '']) => (groups.delete(id), [204])],
    [
      'POST',
      /^\/api\/v1\/trustedOrigins$/,
      (_, body) => {
        const id = `tosrec${String(origins.size + 1).padStart(14, '0')}`;
        origins.set(id, { ...body, id });
        return [200, { ...body, id }];
      },
    ],
    ['GET', /^\/api\/v1\/trustedOrigins\/(\w+)$/, ([id]) => onOrigin(id, {})],
    ['PUT', /^\/api\/v1\/trustedOrigins\/(\w+)$/, ([id], body) => onOrigin(id, body)],
    ['DELETE', /^\/api\/v1\/trustedOrigins\/(\w+)$/, ([id = '']) => (origins.delete(id), [204])],
    [
      'POST',
      /^\/api\/v1\/trustedOrigins\/(\w+)\/lifecycle\/(activate|deactivate)$/,
      ([id, change]) => onOrigin(id, { status: change === 'activate' ? 'ACTIVE' : 'INACTIVE' }),
    ],
  ];

  const answer = (method: string, path: string, body: JsonObject): Reply => {
    const { pathname, searchParams } = new URL(path, 'http://org.invalid');
    const fault = faults.findIndex(([of, at]) => of === method && at === pathname);
    const [hit] = fault < 0 ? [] : faults.splice(fault, 1);
    if (hit !== undefined) return [hit[3], hit[4]];
    for (const [of, pattern, reply] of routes) {
      const match = of === method ? pattern.exec(pathname) : null;
      if (match !== null) return reply(match.slice(1), body, searchParams);
    }
    return notFound(`${method} ${pathname}`);
  };

  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`;
      const body = text === '' ? undefined : (JSON.parse(text) as Json);
      seen.push(body === undefined ? line : [line, body]);
      const [status, reply] = answer(request.method ?? '', request.url ?? '', object(body));
      const reset = Math.floor(Date.now() / 1000) + 1;
      response.writeHead(status, { 'content-type': 'application/json', 'x-rate-limit-reset': String(reset) });
      response.end(reply === undefined ? undefined : JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    takeRequests() {
      const taken = seen;
      seen = [];
      return taken;
    },
    outside([method, path, body = {}]) {
      const stored = method === 'EDIT' ? apps.get(path.slice(path.lastIndexOf('/') + 1)) : undefined;
      if (stored === undefined) answer(method, path, body);
      else for (const [at, value] of Object.entries(body)) putAt(stored.app, at, value);
    },
    fail: (fault) => faults.push(fault),
    addApp(app) {
      apps.set(typeof app['id'] === 'string' ? app['id'] : '', {
        app,
        secret: '',
        policy: DEFAULT_POLICY,
        claim: { issuerMode: 'ORG_URL' },
        groups: new Map(),
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
