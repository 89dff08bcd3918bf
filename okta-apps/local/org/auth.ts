import { readAccessToken } from './access-token';
import type { Caller, Route } from './call';
import { forbidden, OktaError, Refusal } from './errors';
import { tokenId } from './ids';
import type { State } from './records';
import { mayDo, type Area, type Level } from './rights';

/**
 * Who a request comes from, by its `Authorization` header: an API token of a user, or the access token of a service app.
 * @throws OktaError E0000011 when there is none or it is not valid
 */
export function authenticate(state: State, now: Date, header: string | undefined): Caller {
  const [scheme = '', token = ''] = (header ?? '').trim().split(/\s+/);
  if (/^ssws$/i.test(scheme)) {
    const userId = state.tokens.get(tokenId(token))?.userId;
    const user = userId === undefined ? undefined : state.users.get(userId);
    if (user !== undefined) return { kind: 'token', userId: user.id, roles: user.roles };
  }
  if (/^bearer$/i.test(scheme)) {
    const claims = readAccessToken(state.identity.signingKey, now, token);
    const app = claims === undefined ? undefined : state.apps.get(claims.appId);
    if (claims !== undefined && app?.status === 'ACTIVE')
      return {
        kind: 'bearer',
        clientId: app.credentials.oauthClient.client_id,
        scopes: claims.scopes,
        roles: app.roles,
      };
  }
  throw new OktaError('E0000011');
}

/**
 * Whether the caller may use a route: a service app needs the scope (`manage` includes `read`), everybody the role.
 * @throws Refusal 403 without a body and with `WWW-Authenticate` for a missing scope; OktaError E0000006 for a role
 */
export function authorize(caller: Caller, route: Route, url: string): void {
  if (route.scope === undefined || caller.kind === 'nobody') return;
  const [, subject, level] = route.scope.split('.') as [string, Area, Level];
  const scopes = [route.scope, `okta.${subject}.manage`];
  if (caller.kind === 'bearer' && !caller.scopes.some((scope) => scopes.includes(scope)))
    throw insufficientScope(route, url);
  if (!mayDo(caller.roles, route.area ?? subject, level)) throw forbidden();
}

function insufficientScope(route: Route, url: string): Refusal {
  const fields = {
    authorization_uri: `${url}/oauth2/v1/authorize`,
    realm: url,
    scope: route.scope ?? '',
    error: 'insufficient_scope',
    error_description: 'The access token provided does not contain the required scopes.',
    resource: route.path.replace(/:(\w+)/g, '{$1}'),
  };
  const challenge = Object.entries(fields).map(([key, value]) => `${key}="${value}"`);
  return new Refusal({ status: 403, headers: { 'www-authenticate': `Bearer ${challenge.join(', ')}` } });
}
