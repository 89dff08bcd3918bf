import { createHash, timingSafeEqual } from 'node:crypto';
import type { AllClientMetadata, ResponseType } from 'oidc-provider';
import type { App, State } from '../records';

/** The grants of a web app that the local org's authorization servers know. */
const GRANTS = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'];

/** What can be asked for; an app may ask for those whose parts are among its own response types. */
export const RESPONSE_TYPES: ResponseType[] = [
  'code',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
];

/** Stands in for the app's URIs, which are compared by Okta's rules and not by those of oidc-provider. */
const NOWHERE = 'https://redirect.invalid/';

/** URIs that are programs: as the target of a form (`response_mode=form_post`) they would run in the org's own origin. */
const RUN_BY_BROWSERS = /^\s*(?:javascript|data|vbscript):/i;

/** The member of a client's metadata that changes with any of its secrets. */
export const SECRETS = 'okta_secrets';

/** The active app that a client id names, if users sign in to it. */
export function appOf(state: State, clientId: string): App | undefined {
  const app = state.apps.named(clientId);
  return app?.status === 'ACTIVE' && app.settings.oauthClient.application_type !== 'service' ? app : undefined;
}

/** An app as oidc-provider knows a client. */
export function clientMetadata(app: App): AllClientMetadata {
  const { client_id, token_endpoint_auth_method: method } = app.credentials.oauthClient;
  const { response_types, grant_types, jwks, jwks_uri, dpop_bound_access_tokens } = app.settings.oauthClient;
  const keys = jwks?.keys.filter(({ status }) => status !== 'INACTIVE').map(publicKey);
  const types = RESPONSE_TYPES.filter((type) => type.split(' ').every((one) => response_types.includes(one)));
  const [secret] = activeSecrets(app);
  return {
    client_id,
    client_name: app.label,
    token_endpoint_auth_method: method as AllClientMetadata['token_endpoint_auth_method'],
    ...(secret !== undefined && { client_secret: secret }),
    // oidc-provider keeps a client until one of these values differs.
    [SECRETS]: createHash('sha256').update(activeSecrets(app).join('\0')).digest('hex'),
    grant_types: grant_types.filter((grant) => GRANTS.includes(grant)),
    response_types: types,
    redirect_uris: types.length === 0 ? [] : [NOWHERE],
    id_token_signed_response_alg: 'RS256',
    dpop_bound_access_tokens,
    ...(keys !== undefined ? { jwks: { keys } } : jwks_uri !== undefined && { jwks_uri }),
  };
}

/** The secrets that Okta accepts: every active one, in the order in which they were made. */
export function activeSecrets(app: App): readonly string[] {
  return app.secrets.filter(({ status }) => status === 'ACTIVE').map(({ secret }) => secret);
}

/** Whether one of the app's active secrets is this one. */
export function isSecretOf(app: App, given: string): boolean {
  const bytes = Buffer.from(given);
  return activeSecrets(app)
    .map((secret) => Buffer.from(secret))
    .some((secret) => secret.length === bytes.length && timingSafeEqual(secret, bytes));
}

/**
 * Whether Okta redirects to a URI: it is one of the app's, character by character, or fits one whose host has a `*`.
 * @see https://developer.okta.com/docs/reference/api/apps/#details (wildcard_redirect)
 */
export function isRedirectUriOf(app: App, uri: string): boolean {
  const { redirect_uris, wildcard_redirect } = app.settings.oauthClient;
  if (RUN_BY_BROWSERS.test(uri)) return false;
  if (redirect_uris.includes(uri)) return true;
  return wildcard_redirect === 'SUBDOMAIN' && redirect_uris.some((pattern) => fits(pattern, uri));
}

export function isLogoutUriOf(app: App, uri: string): boolean {
  return !RUN_BY_BROWSERS.test(uri) && (app.settings.oauthClient.post_logout_redirect_uris ?? []).includes(uri);
}

/** The refresh tokens of an app: rotated or not, and for how many seconds a rotated one stays valid. */
export function rotationOf(app: App): { readonly rotates: boolean; readonly grace: number } {
  const { rotation_type = 'STATIC', leeway = 0 } = app.settings.oauthClient.refresh_token ?? {};
  return { rotates: rotation_type === 'ROTATE', grace: leeway };
}

/** A `*` stands for one label of the host, or a part of it. */
function fits(pattern: string, uri: string): boolean {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*\*[^/?#]*)(.*)$/.exec(pattern) ?? [];
  if (host === '') return false;
  const parts = host.split('*').map((part) => part.replace(/[^A-Za-z0-9-]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('[A-Za-z0-9-]+')}$`);
  const [, sentHost = ''] = /^https?:\/\/([^/?#]*)/.exec(uri) ?? [];
  return uri === scheme + sentHost + rest && expression.test(sentHost);
}

/** The curves of EC keys, by the bytes of a coordinate. @see https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1.2 */
const CURVES: Readonly<Record<number, string>> = { 32: 'P-256', 48: 'P-384', 66: 'P-521' };

/** A key without what Okta adds to it. okta/okta sends EC keys without their curve, which the coordinates tell. */
function publicKey(key: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id: _id, status: _status, created: _created, lastUpdated: _lastUpdated, _links, ...rest } = key;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const { kty, x } = known;
  const crv = kty === 'EC' && typeof x === 'string' ? CURVES[Buffer.from(x, 'base64url').length] : undefined;
  return { ...(crv !== undefined && { crv }), ...known };
}
