import { counted, listed } from '../../../shared/lists';
import type { App } from '../records';
import { activeSecrets, rotationOf } from '../sign-in/clients';

/** What helps against an error: for which error of Okta, with which words. */
interface Advice {
  readonly error: RegExp;
  readonly says: RegExp;
  readonly todo: (app: App) => string;
}

const ALL: readonly Advice[] = [
  {
    error: /^invalid_redirect_uri$/,
    says: /./,
    todo: ({ settings }) =>
      `The redirect URI of the request must be one of the app's, character by character: ${listed(settings.oauthClient.redirect_uris, 'or')}. Correct the request, or add the URI to redirectUris.`,
  },
  {
    error: /^access_denied$/,
    says: /not assigned/,
    todo: ({ groups }) =>
      groups.length === 0
        ? 'No group is assigned to the app. Add one to assignTo, and apply.'
        : 'The user is in no group that the app is assigned to. Add the user to one, or add a group of the user to assignTo.',
  },
  {
    error: /^access_denied$/,
    says: /denied the request/,
    todo: () => 'The user did not allow access on the consent page.',
  },
  { error: /^access_denied$/, says: /not active/, todo: () => 'The app was deactivated while the user signed in.' },
  {
    error: /^invalid_client$/,
    says: /client secret/,
    todo: (app) =>
      `What was sent is no active secret of the app, which has ${counted(activeSecrets(app).length, 'active secret')}. okta-apps credentials shows where to get it.`,
  },
  {
    error: /^invalid_client$/,
    says: /jwks_uri/,
    todo: ({ settings }) =>
      `The org reads keys of this machine, and over https elsewhere after a "yes" on the terminal of okta-apps org: ${settings.oauthClient.jwks_uri ?? 'the app has none'} must answer within two seconds, with at most 64 kB and without a redirect. Or give the app its keys in jwks.`,
  },
  {
    error: /^invalid_client$/,
    says: /client_assertion|assertion/,
    todo: ({ credentials }) =>
      `The app authenticates with ${credentials.oauthClient.token_endpoint_auth_method}. Check the key or secret, the audience, the time and the jti of the assertion.`,
  },
  {
    error: /^invalid_client$/,
    says: /./,
    todo: ({ status, credentials }) =>
      status === 'ACTIVE'
        ? `The app authenticates with ${credentials.oauthClient.token_endpoint_auth_method}: send that, and nothing else.`
        : 'The app is inactive, so Okta does not know its client.',
  },
  {
    error: /^invalid_grant$/,
    says: /PKCE/,
    todo: () => 'The code_verifier must be the text whose SHA-256 was the code_challenge of the same sign-in.',
  },
  {
    error: /^invalid_grant$/,
    says: /redirection URI/,
    todo: () => 'Send the same redirect_uri in the token request as in the authorization request.',
  },
  {
    error: /^invalid_grant$/,
    says: /authorization code/,
    todo: () =>
      'A code can be used once, within 60 seconds, by the client and at the authorization server that it was issued for. A second use also ends the tokens of the first.',
  },
  {
    error: /^invalid_grant$/,
    says: /refresh token/,
    todo: (app) =>
      rotationOf(app).rotates
        ? `Each use replaces the refresh token, and the old one stays valid for ${rotationOf(app).grace} seconds. A later use ends all tokens of the sign-in. Store the newest one.`
        : 'The refresh token was revoked, has expired, or belongs to another client or authorization server.',
  },
  {
    error: /^unauthorized_client$/,
    says: /grant type/,
    todo: () => 'Add the grant type to grantTypes of the app, or do not ask for it.',
  },
  {
    error: /^unsupported_response_type$|^invalid_request$|^unauthorized_client$/,
    says: /response_type/,
    todo: ({ settings }) => `The app has the response types ${listed(settings.oauthClient.response_types)}.`,
  },
  { error: /^invalid_request$/, says: /twice/, todo: () => 'Send each parameter once.' },
  {
    error: /^invalid_request$/,
    says: /PKCE|code_challenge/,
    todo: () => 'The app requires PKCE: send code_challenge, and code_challenge_method=S256.',
  },
  {
    error: /^invalid_request$/,
    says: /post_logout_redirect_uri/,
    todo: ({ settings }) =>
      `The app has these post-logout redirect URIs: ${listed(settings.oauthClient.post_logout_redirect_uris ?? []) || 'none'}. Correct the request, or add the URI to postLogoutRedirectUris.`,
  },
  {
    error: /^invalid_scope$/,
    says: /./,
    todo: () => 'Ask for scopes that the authorization server has. This org has no custom scopes.',
  },
  {
    error: /^login_required$/,
    says: /./,
    todo: () => 'With prompt=none the user must be signed in already. Ask again without it.',
  },
  {
    error: /^consent_required$/,
    says: /./,
    todo: () => 'With prompt=none the user must have allowed access already. Ask again without it.',
  },
  {
    error: /^invalid_token$/,
    says: /./,
    todo: () => 'The access token has expired, was revoked, was changed, or is of another authorization server.',
  },
  {
    error: /dpop/i,
    says: /./,
    todo: () => 'Send a DPoP header: a JWT signed by the key of the client, for this method and URL, made just now.',
  },
  { error: /^not signed in$/, says: /./, todo: () => 'There is no such active user, or the password was "wrong".' },
];

/** What to do about an error, in our words; undefined where nothing is known beside Okta's own. */
export function adviceFor(
  app: App,
  { error, description }: { readonly error: string; readonly description: string },
): string | undefined {
  return ALL.find((advice) => advice.error.test(error) && advice.says.test(description))?.todo(app);
}
