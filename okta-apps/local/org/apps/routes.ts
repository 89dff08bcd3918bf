import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from '../call';
import { invalid, notFound, OktaError } from '../errors';
import { newId } from '../ids';
import { fields, without } from '../json-body';
import { pageOf, parseFilter } from '../lists';
import type { App } from '../records';
import { findApp, newApp, renderApp, withKeyIds } from './app';
import { renderAppUser, usersOf } from './assignments';
import { beyondAfterReplace } from './beyond';
import { APP_BODY, describe } from './body';
import { secretsAfter } from './secrets';
import { validateApp } from './validate';

const PAGE = { usual: 20, max: 200 };

function create(call: Call): App {
  const { org } = call;
  const body = fields(APP_BODY, call.json());
  const id = newId('0oa');
  const app = describe(body, id);
  const clientIdTaken = (clientId: string) => org.state.apps.named(clientId) !== undefined;
  validateApp({ app, body, before: undefined, clientIdTaken, customDomain: org.customDomain });
  const status = call.query.get('activate') === 'false' ? 'INACTIVE' : 'ACTIVE';
  return org.state.apps.put(newApp(org, id, app, status, body.credentials?.oauthClient?.client_secret));
}

function replace(call: Call): App {
  const { org } = call;
  const before = findApp(call);
  const body = fields(APP_BODY, call.json());
  const app = describe(body, before.id, before);
  validateApp({ app, body, before, clientIdTaken: () => false, customDomain: org.customDomain });
  const method = app.credentials.oauthClient.token_endpoint_auth_method;
  return org.state.apps.put({
    ...without(before, 'profile', 'beyond'),
    ...beyondAfterReplace(before),
    ...app,
    lastUpdated: timestamp(org),
    credentials: { ...app.credentials, signing: before.credentials.signing },
    settings: { ...app.settings, oauthClient: withKeyIds(org, app.settings.oauthClient, before) },
    secrets: secretsAfter(org, before.secrets, method, body.credentials?.oauthClient?.client_secret),
  });
}

function setStatus(status: App['status']) {
  return (call: Call) => {
    const app = findApp(call);
    if (app.status !== status) call.org.state.apps.put({ ...app, status, lastUpdated: timestamp(call.org) });
    return ok({});
  };
}

/** What `filter` can ask of an app, with the values that the app has. */
function filters(org: OrgContext): Readonly<Record<string, (app: App) => readonly string[]>> {
  return {
    id: ({ id }) => [id],
    name: () => ['oidc_client'],
    status: ({ status }) => [status],
    lastUpdated: ({ lastUpdated }) => [lastUpdated],
    'credentials.signing.kid': ({ credentials }) => [credentials.signing.kid],
    'user.id': (app) => usersOf(org, app).map(({ id }) => id),
    'group.id': ({ groups }) => groups.map(({ id }) => id),
  };
}

/** An app, with the user's assignment that `expand=user/{id}` asks for. */
function renderExpanded(call: Call, app: App): Record<string, unknown> {
  const rendered = renderApp(call.org, app);
  const expand = call.query.get('expand');
  if (expand === null) return rendered;
  const id = /^user\/([^/]+)$/.exec(expand)?.[1];
  if (id === undefined) throw new OktaError('E0000031');
  const user = usersOf(call.org, app).find((one) => one.id === id);
  return user === undefined ? rendered : { ...rendered, _embedded: { user: renderAppUser(call, app, user) } };
}

/** One app, with `expand`. */
function getApp(call: Call): Answer {
  return ok(renderExpanded(call, findApp(call)));
}

/** Lists apps: `q` (start of label or name), `filter`, `expand`, `limit`, `after`. */
function listApps(call: Call): Answer {
  const filter = parseFilter(call.query.get('filter'), filters(call.org));
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const starts = (text: string) => text.toLowerCase().startsWith(q);
  const apps = call.org.state.apps
    .all()
    .filter((app) => (q === '' || starts(app.label) || starts('oidc_client')) && filter(app));
  return pageOf(call, apps, (app) => renderExpanded(call, app), PAGE);
}

const PATH = '/api/v1/apps/:appId';

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/apps', scope: 'okta.apps.read', handle: listApps },
  {
    method: 'POST',
    path: '/api/v1/apps',
    scope: 'okta.apps.manage',
    handle: (call) => ok(renderApp(call.org, create(call), { secret: true })),
  },
  {
    method: 'GET',
    path: PATH,
    scope: 'okta.apps.read',
    handle: getApp,
  },
  {
    method: 'PUT',
    path: PATH,
    scope: 'okta.apps.manage',
    handle: (call) => ok(renderApp(call.org, replace(call), { secret: true })),
  },
  {
    method: 'DELETE',
    path: PATH,
    scope: 'okta.apps.manage',
    handle: (call) => {
      const app = findApp(call);
      if (app.status === 'ACTIVE')
        throw new OktaError('E0000056', '', ['The application must be deactivated before deletion.']);
      call.org.state.apps.delete(app.id);
      return noContent();
    },
  },
  { method: 'POST', path: `${PATH}/lifecycle/activate`, scope: 'okta.apps.manage', handle: setStatus('ACTIVE') },
  { method: 'POST', path: `${PATH}/lifecycle/deactivate`, scope: 'okta.apps.manage', handle: setStatus('INACTIVE') },
  {
    method: 'PUT',
    path: `${PATH}/policies/:policyId`,
    scope: 'okta.apps.manage',
    handle: (call) => {
      const app = findApp(call);
      if (app.settings.oauthClient.application_type === 'service')
        throw invalid('INVALID_VALUE', 'invalid resource type');
      const policyId = param(call, 'policyId');
      if (call.org.state.policies.get(policyId) === undefined) throw notFound(policyId, 'Policy');
      call.org.state.apps.put({ ...app, policyId });
      return noContent();
    },
  },
];
