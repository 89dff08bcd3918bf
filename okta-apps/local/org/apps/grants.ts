import { type Call, type Route } from '../call';
import { pageOf } from '../paging';
import type { App, ScopeGrant } from './app';
import { findApp } from './find';

function render(call: Call, app: App, grant: ScopeGrant): Record<string, unknown> {
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

export const grantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/apps/:appId/grants',
    scope: 'okta.appGrants.read',
    handle: (call) => {
      const app = findApp(call);
      return pageOf(call, app.grants, (grant) => render(call, app, grant));
    },
  },
];
