import { created, noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from '../call';
import { badValue, invalid, notFound } from '../errors';
import { fields } from '../json-body';
import type { App, ClientSecret } from '../records';
import { findApp } from './app';
import { checkSecret, makeSecret, SECRET_METHODS, secretHash } from './secrets';

/** The most secrets that a client may have. */
const MOST = 2;
const TYPE = 'OAuth2ClientSecretMediated';

function render(org: OrgContext, app: App, secret: ClientSecret): Record<string, unknown> {
  const self = `${org.url()}/api/v1/apps/${app.id}/credentials/secrets/${secret.id}`;
  const lifecycle = (next: string) => ({ href: `${self}/lifecycle/${next}`, hints: { allow: ['POST'] } });
  const links =
    secret.status === 'ACTIVE'
      ? { deactivate: lifecycle('deactivate') }
      : { activate: lifecycle('activate'), delete: { href: self, hints: { allow: ['DELETE'] } } };
  return {
    id: secret.id,
    status: secret.status,
    client_secret: secret.secret,
    secret_hash: secretHash(secret.secret),
    created: secret.created,
    lastUpdated: secret.lastUpdated,
    _links: links,
  };
}

function find(call: Call): { app: App; secret: ClientSecret } {
  const app = findApp(call);
  const id = param(call, 'secretId');
  const secret = app.secrets.find((one) => one.id === id);
  if (secret === undefined) throw notFound(id, TYPE);
  return { app, secret };
}

function save(call: Call, app: App, secrets: readonly ClientSecret[]): void {
  call.org.state.apps.put({ ...app, secrets });
}

const BODY = { client_secret: 'text', status: 'text' } as const;

function create(call: Call): Answer {
  const app = findApp(call);
  const { client_secret: given, status = 'ACTIVE' } = call.raw.length === 0 ? {} : fields(BODY, call.json());
  const method = app.credentials.oauthClient.token_endpoint_auth_method;
  if (status !== 'ACTIVE' && status !== 'INACTIVE') throw badValue('status');
  if (given !== undefined || !SECRET_METHODS.includes(method)) checkSecret(given ?? '', method);
  if (app.secrets.length >= MOST)
    throw invalid(TYPE, `You've reached the maximum number of client secrets per client.`);
  const secret = makeSecret(call.org, given, status);
  save(call, app, [...app.secrets, secret]);
  return created(render(call.org, app, secret));
}

function setStatus(status: ClientSecret['status']) {
  return (call: Call) => {
    const { app, secret } = find(call);
    if (secret.status === status) return ok(render(call.org, app, secret));
    const others = app.secrets.filter(({ id }) => id !== secret.id);
    if (status === 'INACTIVE' && !others.some((other) => other.status === 'ACTIVE'))
      throw invalid(TYPE, `You can't deactivate the only active client secret.`);
    const changed = { ...secret, status, lastUpdated: timestamp(call.org) };
    save(
      call,
      app,
      app.secrets.map((one) => (one.id === secret.id ? changed : one)),
    );
    return ok(render(call.org, app, changed));
  };
}

function remove(call: Call): Answer {
  const { app, secret } = find(call);
  if (secret.status === 'ACTIVE')
    throw invalid(TYPE, `You can't delete an active client secret. Deactivate the secret before deleting it.`);
  save(
    call,
    app,
    app.secrets.filter(({ id }) => id !== secret.id),
  );
  return noContent();
}

const PATH = '/api/v1/apps/:appId/credentials/secrets';
const ONE = `${PATH}/:secretId`;
const readable = { scope: 'okta.apps.read', area: 'clientCredentials' } as const;
const changeable = { scope: 'okta.apps.manage', area: 'clientCredentials' } as const;

export const secretRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    ...readable,
    handle: (call) => {
      const app = findApp(call);
      return ok(app.secrets.map((secret) => render(call.org, app, secret)));
    },
  },
  { method: 'POST', path: PATH, ...changeable, handle: create },
  {
    method: 'GET',
    path: ONE,
    ...readable,
    handle: (call) => {
      const { app, secret } = find(call);
      return ok(render(call.org, app, secret));
    },
  },
  { method: 'DELETE', path: ONE, ...changeable, handle: remove },
  { method: 'POST', path: `${ONE}/lifecycle/activate`, ...changeable, handle: setStatus('ACTIVE') },
  { method: 'POST', path: `${ONE}/lifecycle/deactivate`, ...changeable, handle: setStatus('INACTIVE') },
];
