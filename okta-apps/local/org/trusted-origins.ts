import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from './call';
import { alreadyExists, blank, invalid, malformed, notFound, tooLong } from './errors';
import { newId } from './ids';
import type { JsonObject } from '../../shared/json';
import { fields, present } from './json-body';
import { pageOf, parseFilter } from './lists';
import type { TrustedOrigin } from './records';

const BODY = {
  name: 'text',
  origin: 'text',
  status: 'text',
  scopes: [{ type: 'text', allowedOktaApps: 'texts' }],
} as const;

const SCOPES = ['CORS', 'REDIRECT', 'IFRAME_EMBED'];

/**
 * Puts an origin into the org with its id, times and every value, also of fields that this org does not know: such a value
 * is answered until a request replaces the origin.
 */
export function plantOrigin({ state }: OrgContext, origin: JsonObject): void {
  const own = Object.entries(origin).filter(([name]) => name !== '_links');
  const planted = Object.fromEntries(own) as unknown as TrustedOrigin;
  if (state.trustedOrigins.get(planted.id) === undefined) state.trustedOrigins.put(planted);
}

function render(org: OrgContext, origin: TrustedOrigin): Record<string, unknown> {
  const self = `${org.url()}/api/v1/trustedOrigins/${origin.id}`;
  const next = origin.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    ...origin,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      [next]: { href: `${self}/lifecycle/${next}`, hints: { allow: ['POST'] } },
    },
  };
}

type Written = Pick<TrustedOrigin, 'name' | 'origin' | 'scopes'> & { readonly status: string | undefined };

/** Reads and checks a body. @throws OktaError E0000003 for a scope or status that does not exist, else E0000001 */
function read(call: Call, before?: TrustedOrigin): Written {
  const { name = '', origin = '', scopes: given = [], status } = fields(BODY, call.json());
  const scopes = given.map(({ type = '', allowedOktaApps }) => {
    if (!SCOPES.includes(type)) throw malformed();
    return { type, ...(type === 'IFRAME_EMBED' ? present({ allowedOktaApps }) : {}) };
  });
  if (status !== undefined && !['ACTIVE', 'INACTIVE'].includes(status)) throw malformed();
  if (name.trim() === '') throw blank('name');
  if (name.length > 255) throw tooLong('name');
  if (origin.length > 255) throw tooLong('origin');
  if (!isOrigin(origin)) throw invalid('origin', 'origin: Origin value is not valid');
  if (scopes.length === 0) throw blank('scopes');
  if (scopes.length > SCOPES.length) throw invalid('scopes', `scopes: 'scopes' must not hold more than 3 values.`);
  for (const other of call.org.state.trustedOrigins.all()) {
    if (other.id === before?.id) continue;
    if (other.name === name) throw alreadyExists('name');
    if (other.origin === origin) throw alreadyExists('origin');
  }
  return { name, origin, scopes, status };
}

/** A scheme that Okta documents, and a host. Okta does not say more about the form. */
function isOrigin(text: string): boolean {
  return /^(?:https?|ftp|ionic|capacitor):\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(text);
}

function find(call: Call): TrustedOrigin {
  const id = param(call, 'trustedOriginId');
  const origin = call.org.state.trustedOrigins.get(id);
  if (origin === undefined) throw notFound(id, 'TrustedOrigin');
  return origin;
}

function who({ caller }: Call): string {
  if (caller.kind === 'anonymous') return '';
  return caller.kind === 'token' ? caller.userId : caller.clientId;
}

function save(call: Call, origin: TrustedOrigin): Answer {
  return ok(render(call.org, call.org.state.trustedOrigins.put(origin)));
}

function create(call: Call): Answer {
  const { status = 'ACTIVE', ...written } = read(call);
  const now = timestamp(call.org);
  const by = who(call);
  return save(call, {
    id: newId('tos'),
    ...written,
    status,
    created: now,
    createdBy: by,
    lastUpdated: now,
    lastUpdatedBy: by,
  });
}

function replace(call: Call): Answer {
  const before = find(call);
  const { status = before.status, ...written } = read(call, before);
  const { id, created, createdBy } = before;
  return save(call, {
    id,
    ...written,
    status,
    created,
    createdBy,
    lastUpdated: timestamp(call.org),
    lastUpdatedBy: who(call),
  });
}

function setStatus(status: string) {
  return (call: Call) => {
    const before = find(call);
    if (before.status === status) return ok(render(call.org, before));
    return save(call, { ...before, status, lastUpdated: timestamp(call.org), lastUpdatedBy: who(call) });
  };
}

const FILTERS: Readonly<Record<string, (origin: TrustedOrigin) => readonly string[]>> = {
  name: ({ name }) => [name],
  origin: ({ origin }) => [origin],
  status: ({ status }) => [status],
  type: ({ scopes }) => scopes.map(({ type }) => type),
};

function list(call: Call): Answer {
  const filter = parseFilter(call.query.get('filter'), FILTERS);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const found = call.org.state.trustedOrigins
    .all()
    .filter((entry) => [entry.name, entry.origin].some((text) => text.toLowerCase().startsWith(q)) && filter(entry));
  return pageOf(call, found, (origin) => render(call.org, origin), { usual: 20, max: 200 });
}

const PATH = '/api/v1/trustedOrigins';
const ONE = `${PATH}/:trustedOriginId`;
const scope = 'okta.trustedOrigins.manage';

export const trustedOriginRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, scope: 'okta.trustedOrigins.read', handle: list },
  { method: 'POST', path: PATH, scope, handle: create },
  {
    method: 'GET',
    path: ONE,
    scope: 'okta.trustedOrigins.read',
    handle: (call) => ok(render(call.org, find(call))),
  },
  { method: 'PUT', path: ONE, scope, handle: replace },
  {
    method: 'DELETE',
    path: ONE,
    scope,
    handle: (call) => {
      call.org.state.trustedOrigins.delete(find(call).id);
      return noContent();
    },
  },
  { method: 'POST', path: `${ONE}/lifecycle/activate`, scope, handle: setStatus('ACTIVE') },
  { method: 'POST', path: `${ONE}/lifecycle/deactivate`, scope, handle: setStatus('INACTIVE') },
];
