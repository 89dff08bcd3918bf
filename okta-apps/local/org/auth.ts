import { isList } from '../../shared/json';
import type { Caller, Route } from './call';
import { forbidden, OktaError, Refusal } from './errors';
import { tokenId } from './ids';
import type { State } from './records';
import { mayDo, type Area, type Level } from './rights';

/** How long an access token is valid, in seconds; Okta's service apps cannot choose. */
export const LIFETIME = 3600;

/** What the org wrote into an access token. */
interface AccessClaims {
  readonly appId: string;
  readonly scopes: readonly string[];
}

/**
 * Who a request comes from, by its `Authorization` header: an API token of a user, or the access token of a service app.
 * @throws OktaError E0000011 when there is none or it is not valid
 */
export async function authenticate(state: State, now: Date, header: string | undefined): Promise<Caller> {
  const [scheme = '', token = ''] = (header ?? '').trim().split(/\s+/);
  if (/^ssws$/i.test(scheme)) {
    const userId = state.tokens.get(tokenId(token))?.userId;
    const user = userId === undefined ? undefined : state.users.get(userId);
    if (user !== undefined) return { kind: 'token', userId: user.id, roles: user.roles };
  }
  if (/^bearer$/i.test(scheme)) {
    const claims = await readAccessToken(state.identity.signingKey, now, token);
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
 * Whether the caller may use a route: a service app needs the scope (`manage` includes `read`), and every caller the role.
 * @throws Refusal 403 without a body and with `WWW-Authenticate` for a missing scope; OktaError E0000006 for a role
 */
export function authorize(caller: Caller, route: Route, url: string): void {
  if (route.scope === undefined || caller.kind === 'anonymous') return;
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

/** An access token for a service app: a JWT that only this org can make and read, so that it outlives a restart. */
export async function makeAccessToken(key: string, now: Date, { appId, scopes }: AccessClaims): Promise<string> {
  const { SignJWT } = await import('jose');
  const issued = Math.floor(now.getTime() / 1000);
  return new SignJWT({ sub: appId, scp: scopes, iat: issued, exp: issued + LIFETIME })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(Buffer.from(key));
}

/** The claims of an access token, or undefined when this org did not make it or its time is over. */
async function readAccessToken(key: string, now: Date, token: string): Promise<AccessClaims | undefined> {
  const { errors, jwtVerify } = await import('jose');
  try {
    const verified = await jwtVerify(token, Buffer.from(key), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: now,
    });
    const { sub, scp } = verified.payload;
    return sub === undefined || !isList(scp) ? undefined : { appId: sub, scopes: scp.map(String) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
