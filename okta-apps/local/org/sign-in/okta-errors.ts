import type { errors } from 'oidc-provider';
import type { App } from '../records';
import { KeysNotRead } from '../../../shared/fetch-keys';

/** One text of Okta's: for which error of oidc-provider, with which detail. */
interface Text {
  readonly error: string;
  readonly detail: RegExp;
  readonly says: string | ((app: App | undefined, error: Error) => string);
  /** The error that Okta gives instead. */
  readonly becomes?: string;
}

/**
 * What Okta says of a failed request at the token, userinfo, introspection and revocation endpoints.
 * @see https://developer.okta.com/docs/reference/error-codes/#openid-connect-and-okta-oauth-2-0-api
 */
const TEXTS: readonly Text[] = [
  { error: 'invalid_client', detail: /client not found/, says: "Invalid value for 'client_id' parameter." },
  {
    error: 'invalid_client',
    detail: /invalid secret/,
    says: 'The client secret supplied for a confidential client is invalid.',
  },
  {
    error: 'invalid_client',
    detail: /does not match the registered/,
    says: 'Client authentication failed. Either the client or the client credentials are invalid.',
  },
  { error: 'invalid_client', detail: /jwt expired/, says: 'The client_assertion token is expired.' },
  {
    error: 'invalid_client',
    detail: /signature verification failed/,
    says: 'The client_assertion signature is invalid.',
  },
  // No public source has Okta's words for this one.
  {
    error: 'invalid_client',
    detail: /invalid_client_metadata/,
    says: (_app, error) => `The keys of the client could not be read at its jwks_uri${reasonIn(error)}.`,
  },
  {
    error: 'invalid_client',
    detail: /within one hour/,
    says: 'The client_assertion token must expire within one hour.',
  },
  {
    error: 'invalid_grant',
    detail: /DPoP proof JWT not provided/,
    becomes: 'invalid_dpop_proof',
    says: 'The DPoP proof JWT header is missing.',
  },
  {
    error: 'invalid_grant',
    detail: /refresh token|client mismatch.*refresh_token$/,
    says: 'The refresh token is invalid or expired.',
  },
  {
    error: 'invalid_grant',
    detail: /redirect_uri/,
    says: "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
  },
  { error: 'invalid_grant', detail: /code_verifier|PKCE/i, says: 'PKCE verification failed.' },
  { error: 'invalid_grant', detail: /code|client mismatch/, says: 'The authorization code is invalid or has expired.' },
  {
    error: 'invalid_request',
    detail: /grant type is not allowed/,
    becomes: 'unauthorized_client',
    says: (app) =>
      `The client is not authorized to use the provided grant type. Configured grant types: [${(app?.settings.oauthClient.grant_types ?? []).join(', ')}].`,
  },
  {
    error: 'use_dpop_nonce',
    detail: /./,
    says: 'Authorization server requires nonce in DPoP proof.',
  },
  { error: 'invalid_token', detail: /./, says: 'The token is invalid.' },
];

/** The error as Okta gives it. Where the local org knows no text of Okta's, it is that of oidc-provider, with its detail. */
export function oktaError(
  failure: errors.OIDCProviderError,
  app: App | undefined,
  grant = '',
): { readonly error: string; readonly error_description: string } {
  const { error, error_description = '', error_detail = '' } = failure;
  // Of a refresh token and of a code, oidc-provider says the same when they are of another client.
  const detail = `${error_detail} ${error_description} ${grant === 'refresh_token' ? grant : ''}`;
  const known = TEXTS.find((text) => text.error === error && text.detail.test(detail));
  const own = [error_description, error_detail].filter((text) => text !== '').join(': ');
  const says = typeof known?.says === 'function' ? known.says(app, failure) : (known?.says ?? own);
  return { error: known?.becomes ?? error, error_description: says };
}

/** Why the org did not read keys. Other reasons are those of the address, and may hold what it answered. */
function reasonIn(error: unknown): string {
  if (error instanceof KeysNotRead) return `: ${error.message}`;
  return error instanceof Error ? reasonIn(error.cause) : '';
}

/** What the page of a refused redirect says. The browser stays on it: a URI that the app does not have is not followed. */
export function redirectRefused(app: App, uri: string): string {
  return (
    `The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: ` +
    `${app.label} (client id ${app.credentials.oauthClient.client_id}) does not have ${uri}.`
  );
}

/** What the page says of a request whose client is not known: in Okta's words, and why. @param app one that is inactive */
export function clientRefused(app: App | undefined): string {
  const why = app === undefined ? 'No app of this org has it.' : `The app ${app.label} is not active.`;
  return `Invalid value for 'client_id' parameter. ${why}`;
}

export const NOT_ASSIGNED = 'User is not assigned to the client application.';
