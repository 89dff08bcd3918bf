import type { App } from '../records';

/** Which token a claim is in. */
export type TokenKind = 'ID token' | 'access token';

/**
 * What each claim comes from.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#tokens-and-claims
 */
const OF_BOTH: Readonly<Record<string, string>> = {
  ver: 'the version of the format of the token',
  jti: 'made for this token',
  iss: 'the authorization server that was asked',
  iat: 'the time of the token request',
  exp: 'one hour after iat',
  auth_time: 'when the user signed in on the page of the org',
};

const SOURCES: Readonly<Record<TokenKind, Readonly<Record<string, string>>>> = {
  'ID token': {
    ...OF_BOTH,
    sub: "the user's ID",
    aud: 'client_id of the app',
    amr: 'how the user signed in: with a password',
    idp: 'the ID of the org, which knows the user',
    nonce: 'the parameter nonce of the request',
    at_hash: 'the hash of the access token',
    name: 'first and last name of the user; scope profile',
    preferred_username: 'login of the user; scope profile',
    email: 'email of the user; scope email',
  },
  'access token': {
    ...OF_BOTH,
    sub: 'login of the user',
    aud: 'the authorization server that was asked',
    cid: 'client_id of the app',
    uid: "the user's ID",
    scp: 'the parameter scope of the request',
    cnf: 'the key of the DPoP proof, because the app requires DPoP',
  },
};

/** Where the value of a claim comes from, in a few words. */
export function sourceOf(claim: string, token: TokenKind, app: App): string {
  const { name, groupFilterType, value } = app.idToken;
  if (claim === name && !Object.hasOwn(SOURCES[token], claim))
    return `groups claim of the app: groups of the user by ${String(groupFilterType)} ${String(value)}; scope groups`;
  const source = Object.hasOwn(SOURCES[token], claim) ? SOURCES[token][claim] : undefined;
  return source ?? 'not described here';
}
