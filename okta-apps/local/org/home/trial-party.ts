import type * as Oidc from 'openid-client';
import { allowHttp, SECRET_METHODS, usesSecret } from '../../../shared/client-authentication';
import type { App } from '../records';
import { activeSecrets, isRedirectUriOf } from '../sign-in/clients';

/** Why the org cannot sign in to an app in its place; undefined when it can. */
export function whyNotTried(app: App): string | undefined {
  const { token_endpoint_auth_method: method } = app.credentials.oauthClient;
  const { grant_types, response_types } = app.settings.oauthClient;
  if (app.status !== 'ACTIVE') return 'the app is not active.';
  if (!grant_types.includes('authorization_code') || !response_types.includes('code'))
    return 'the app does not use the authorization code flow.';
  if (method !== 'none' && !usesSecret(method))
    return `the app authenticates with ${method}, and only the app has its private key.`;
  if (method !== 'none' && activeSecrets(app).length === 0) return 'the app has no active client secret.';
  if (redirectUriFor(app) === undefined) return 'the app has no redirect URI that a browser may be sent to.';
  return undefined;
}

/** The first redirect URI of an app that is accepted; a `*` becomes a name. */
export function redirectUriFor(app: App): string | undefined {
  return app.settings.oauthClient.redirect_uris
    .map((uri) => uri.replace('*', 'local'))
    .find((uri) => URL.canParse(uri) && isRedirectUriOf(app, uri));
}

/** Every scope that an app can have. */
export function scopeFor({ settings }: App): string {
  const offline = settings.oauthClient.grant_types.includes('refresh_token') ? ['offline_access'] : [];
  return ['openid', 'profile', 'email', 'groups', ...offline].join(' ');
}

/**
 * An app as a client library knows it: the library finds the endpoints, and checks state, nonce and ID token.
 * @param issuer the org's own
 */
export async function partyFor(oidc: typeof Oidc, app: App, issuer: string): Promise<Oidc.Configuration> {
  const { client_id, token_endpoint_auth_method: method } = app.credentials.oauthClient;
  const [secret = ''] = activeSecrets(app);
  const auth = oidc[usesSecret(method) ? SECRET_METHODS[method] : 'None'];
  return await oidc.discovery(new URL(issuer), client_id, undefined, auth(secret), { execute: [allowHttp(oidc)] });
}
