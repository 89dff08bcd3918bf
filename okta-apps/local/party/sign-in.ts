import type * as Oidc from 'openid-client';
import { allowHttp, SECRET_METHODS, usesSecret } from '../../shared/client-authentication';
import { UserError } from '../../shared/errors';
import { Browser, type Page } from './browser';
import { saidOn } from './said-on';

/** The app that a user signs in to, as the app itself knows it. */
export interface Party {
  /** One of the issuers of the org. */
  readonly issuer: string;
  readonly clientId: string;
  /** `token_endpoint_auth_method` of the app. */
  readonly method: string;
  readonly secret?: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/** What a sign-in gave the app. Lifetimes in seconds. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Undefined when the app has no such grant. */
  readonly refreshToken: string | undefined;
  readonly expiresIn: number | undefined;
  /** The claims of the ID token, whose signature was checked. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Signs in to an app of a local org as a user, with PKCE: the sign-in page is filled in, the code is exchanged, and the ID
 * token is checked, as a client library does it. The app itself is not asked: its redirect URI is where this stops.
 *
 * @param login Of the user; the password is any.
 * @throws UserError with what the org said when it refuses
 */
export async function signInTo(party: Party, login: string): Promise<Tokens> {
  const oidc = await import('openid-client');
  const client = await clientOf(oidc, party);
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: party.redirectUri,
    scope: party.scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const browser = new Browser(new URL(party.issuer).origin);
  const back = await answered(browser, await browser.open(url.href), login);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  try {
    return tokensIn(await oidc.authorizationCodeGrant(client, new URL(back), checks));
  } catch (error) {
    throw refusal(oidc, error);
  }
}

/** Exchanges a refresh token. @throws UserError with what the org said when it refuses */
export async function refreshWith(party: Party, refreshToken: string): Promise<Omit<Tokens, 'idToken' | 'claims'>> {
  const oidc = await import('openid-client');
  try {
    return tokensIn(await oidc.refreshTokenGrant(await clientOf(oidc, party), refreshToken));
  } catch (error) {
    throw refusal(oidc, error);
  }
}

type ClientLibrary = typeof Oidc;

async function clientOf(oidc: ClientLibrary, { issuer, clientId, method, secret }: Party): Promise<Oidc.Configuration> {
  if (!usesSecret(method) || secret === undefined)
    throw new UserError(
      `${clientId} authenticates with ${method}, for which its own key is needed: sign in with a client library that has it`,
    );
  return await discovered(oidc, { issuer, clientId, auth: oidc[SECRET_METHODS[method]](secret) });
}

/** An app in the client library, which has read the document of the org's server. */
export async function discovered(
  oidc: ClientLibrary,
  { issuer, clientId, auth }: { readonly issuer: string; readonly clientId: string; readonly auth: Oidc.ClientAuth },
): Promise<Oidc.Configuration> {
  return await oidc.discovery(new URL(issuer), clientId, undefined, auth, { execute: [allowHttp(oidc)] });
}

/** Fills in the pages until the org sends the browser to the app. @returns where to */
async function answered(browser: Browser, first: Page, login: string): Promise<string> {
  const page = await fillIn(browser, first, login);
  if (page.status === 0) return page.url;
  throw new UserError(`The local org refuses the sign-in of ${login}: ${saidOn(page)}`);
}

/** Fills in the pages of the org as a user. @returns the page after them, or the one that refuses the user */
export async function fillIn(browser: Browser, first: Page, login: string): Promise<Page> {
  const { origin } = new URL(first.url);
  let page = first;
  for (const fields of [{ identifier: login, password: 'any' }, { answer: 'allow' }]) {
    if (page.status !== 200 || new URL(page.url).origin !== origin) break;
    page = await browser.submit(page, fields);
  }
  return page;
}

function tokensIn(response: Oidc.TokenEndpointResponse & Oidc.TokenEndpointResponseHelpers): Tokens {
  return {
    accessToken: response.access_token,
    idToken: response.id_token ?? '',
    refreshToken: response.refresh_token,
    // What the org gave: `expiresIn()` counts down, so a millisecond later an hour is 3,599 seconds.
    expiresIn: response.expires_in,
    claims: response.claims() ?? {},
  };
}

function refusal(oidc: ClientLibrary, error: unknown): unknown {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
    return new UserError(`The local org answers ${error.error}: ${error.error_description ?? 'no description'}`);
  if (error instanceof oidc.WWWAuthenticateChallengeError) {
    const { error: code = 'invalid_client', error_description = '' } = error.cause[0]?.parameters ?? {};
    return new UserError(`The local org answers ${code}: ${error_description}`);
  }
  return error;
}
