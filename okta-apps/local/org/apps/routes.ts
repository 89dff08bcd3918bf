import { noContent, ok, param, timestamp, type Call, type Route } from '../call';
import { invalid, notFound, OktaError } from '../errors';
import { fields, without } from '../json-body';
import { newId } from '../ids';
import type { App } from './app';
import { APP_BODY } from './body';
import { describe } from './defaults';
import { findApp } from './find';
import { withKeyIds } from './keys';
import { getApp, listApps } from './list';
import { newApp } from './make';
import { renderApp } from './render';
import { secretsAfter } from './secrets';
import { validateApp } from './validate';

function create(call: Call): App {
  const { org } = call;
  const body = fields(APP_BODY, call.json());
  const id = newId('0oa');
  const app = describe(body, id);
  const clientIdTaken = (clientId: string) =>
    org.state.apps.some(({ credentials }) => credentials.oauthClient.client_id === clientId);
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
    ...without(before, 'profile'),
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
