import { ok, timestamp, type Answer, type Call, type Route } from '../call';
import { badValue, invalid, OktaError } from '../errors';
import { fields } from '../json-body';
import { pageOf } from '../lists';
import type { App, ScopeGrant } from '../records';
import { findApp } from './app';

function renderGrant(call: Call, app: App, grant: ScopeGrant): Record<string, unknown> {
  const self = `${call.org.url()}/api/v1/apps/${app.id}`;
  const clientId = app.credentials.oauthClient.client_id;
  return {
    id: grant.id,
    status: 'ACTIVE',
    created: grant.created,
    createdBy: { id: grant.createdBy, type: 'User' },
    lastUpdated: grant.created,
    issuer: call.org.url(),
    clientId,
    scopeId: grant.scopeId,
    source: 'ADMIN',
    _embedded: { scope: { id: grant.scopeId } },
    _links: {
      app: { href: self, title: app.label },
      self: { href: `${self}/grants/${grant.id}`, hints: { allow: ['GET', 'DELETE'] } },
      client: { href: `${call.org.url()}/oauth2/v1/clients/${clientId}`, title: app.label },
    },
  };
}

/** The console's settings of an app's ID token, with its groups claim. Okta answers them for API tokens only. */
const ID_TOKEN_BODY = {
  issuerMode: 'text',
  valueType: 'text',
  groupFilterType: 'text',
  name: 'text',
  value: 'text',
} as const;

const ID_TOKEN = '/api/v1/internal/apps/:appId/settings/oauth/idToken';

function readIdToken(call: Call) {
  const app = findApp(call);
  return ok({
    issuer: call.org.url(),
    orgUrl: null,
    customUrl: null,
    audience: app.credentials.oauthClient.client_id,
    ...app.idToken,
  });
}

function writeIdToken(call: Call) {
  const app = findApp(call);
  const idToken = fields(ID_TOKEN_BODY, call.json());
  if (idToken.valueType !== undefined && !['GROUPS', 'EXPRESSION'].includes(idToken.valueType))
    throw badValue('valueType');
  const { issuerMode = app.idToken['issuerMode'], ...claim } = idToken;
  const settings = { issuerMode, ...claim };
  call.org.state.apps.put({ ...app, idToken: settings, lastUpdated: timestamp(call.org) });
  return ok({ issuer: null, orgUrl: null, customUrl: null, audience: null, ...settings });
}

/** Bearer tokens have no session on the console's own endpoints. */
function withSession(handle: (call: Call) => Answer): (call: Call) => Answer {
  return (call) => {
    if (call.caller.kind !== 'token') throw new OktaError('E0000005');
    return handle(call);
  };
}

const MAX_BYTES = 1024 * 1024;

/** How a picture of each type begins. */
const BEGINNINGS: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/svg+xml', /^\s*<(?:svg|\?xml|!--|!DOCTYPE)[^]*?(?:<svg|>)/i],
];

/** The content of the part named `file` of a multipart body, or undefined. */
function filePart(raw: Buffer, boundary: string): string | undefined {
  const parts = `\r\n${raw.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    if (end !== -1 && /^content-disposition:.*[;\s]name="?file"?\s*(?:;|$)/im.test(part.slice(0, end)))
      return part.slice(end + 4);
  }
  return undefined;
}

/** Takes a logo: PNG, JPEG, GIF or SVG below 1 MB. The picture is not kept, only that there is one. */
function upload(call: Call): Answer {
  const app = findApp(call);
  const [, quoted, bare] = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(call.contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new OktaError('E0000021');
  const file = filePart(call.raw, boundary);
  if (file === undefined) throw new OktaError('E0000028');
  if (file.length >= MAX_BYTES) throw invalid('file', 'file: The file must be smaller than 1 MB.');
  const type = BEGINNINGS.find(([, start]) => start.test(file))?.[0];
  if (type === undefined) throw invalid('file', 'file: The file must be a PNG, JPG, GIF or SVG image.');
  call.org.state.apps.put({ ...app, logo: type });
  return { status: 201 };
}

/** What an app has beside assignments and secrets: scope grants, ID token settings, a logo. */
export const subResourceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/apps/:appId/grants',
    scope: 'okta.appGrants.read',
    handle: (call) => {
      const app = findApp(call);
      return pageOf(call, app.grants, (grant) => renderGrant(call, app, grant));
    },
  },
  { method: 'GET', path: ID_TOKEN, handle: withSession(readIdToken) },
  { method: 'POST', path: ID_TOKEN, handle: withSession(writeIdToken) },
  { method: 'POST', path: '/api/v1/apps/:appId/logo', scope: 'okta.apps.manage', handle: upload },
];
