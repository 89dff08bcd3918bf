import * as oidc from 'openid-client';
import { Browser, type Page } from '../../../../../../okta-apps/local/party/browser';
import { authOf, SIGNED_OUT, type Shape } from './declared-apps';
import { CALLBACK, partyOf, refused, type Made, type OrgAddress } from './relying-party';

/** What a client library sees of an app when it signs a user in, uses every token, and signs the user out. */
export interface Seen {
  /** Titles of the pages on the way, without the label of the app. */
  readonly pages: readonly string[];
  /** The answer to a request without PKCE. */
  readonly withoutPkce: string;
  /** Which tokens there are. */
  readonly tokens: readonly string[];
  /** The user, by each endpoint that tells. */
  readonly users: readonly unknown[];
  /** What the first refresh gives in place of the refresh token, and what its second use gives. */
  readonly refreshed: readonly [next: string, again: string] | undefined;
  /** Whether the access token is active after its revocation. */
  readonly revoked: boolean | undefined;
  readonly signedOutTo: string;
  /** What `prompt=none` answers after the sign-out. */
  readonly afterwards: string;
}

/** What must be seen of an app of this shape. */
export function expectedOf({ pkceRequired, refresh, responseType, consent }: Shape): Seen {
  const hasCode = responseType !== 'id_token';
  const hasRefresh = hasCode && refresh !== 'none';
  const again = refresh === 'rotated at once' ? 'invalid_grant' : 'accepted';
  return {
    pages: consent ? ['Sign in', 'asks for access'] : ['Sign in'],
    withoutPkce: hasCode && pkceRequired ? 'invalid_request' : 'a page',
    tokens: [...(hasCode ? ['access'] : []), 'id', ...(hasRefresh ? ['refresh'] : [])],
    users: hasCode ? ['ada@local.test', 'ada@local.test', 'ada@local.test'] : ['ada@local.test'],
    refreshed: hasRefresh ? [refresh === 'static' ? 'the same' : 'another', again] : undefined,
    revoked: hasCode ? false : undefined,
    signedOutTo: `${SIGNED_OUT}?state=bye`,
    afterwards: 'login_required',
  };
}

/** Does with an app all that it was declared for, with the checks that `openid-client` makes by default. */
export async function useAsDeclared(org: OrgAddress, shape: Shape, app: Made, redirectUri = CALLBACK): Promise<Seen> {
  const party = await partyOf(org, app, await authOf(shape, app));
  if (shape.responseType === 'id_token') oidc.useIdTokenResponseType(party);
  if (shape.responseType === 'code id_token') oidc.useCodeIdTokenResponseType(party);
  const browser = new Browser(org.url);
  const verifier = oidc.randomPKCECodeVerifier();
  const challenge = { code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const request = {
    redirect_uri: redirectUri,
    scope: `openid profile email${shape.refresh === 'none' ? '' : ' offline_access'}`,
    state,
    nonce,
  };
  const open = async (parameters: Record<string, string>, by = browser) =>
    await by.open(oidc.buildAuthorizationUrl(party, parameters).href);
  const withoutPkce = answerOf(await open(request, new Browser(org.url)));
  // The flow without a code has no use for a verifier, and one with it may go without where the app does not require it.
  const verified = shape.responseType !== 'id_token' && shape.pkceRequired;
  const { pages, url } = await fillIn(browser, await open({ ...request, ...(verified && challenge) }));
  const end = async (idToken: string) => {
    const goodbye = { id_token_hint: idToken, post_logout_redirect_uri: SIGNED_OUT, state: 'bye' };
    const signedOutTo = (await browser.open(oidc.buildEndSessionUrl(party, goodbye).href)).url;
    const silent = { ...request, ...challenge, scope: 'openid', prompt: 'none' };
    return { signedOutTo, afterwards: answerOf(await open(silent)) };
  };
  if (shape.responseType === 'id_token') {
    const claims = await oidc.implicitAuthentication(party, new URL(url), nonce, { expectedState: state });
    const idToken = new URLSearchParams(new URL(url).hash.slice(1)).get('id_token') ?? '';
    const users = [claims['preferred_username']];
    return {
      pages,
      withoutPkce,
      tokens: ['id'],
      users,
      refreshed: undefined,
      revoked: undefined,
      ...(await end(idToken)),
    };
  }
  const tokens = await oidc.authorizationCodeGrant(party, new URL(url), {
    expectedState: state,
    expectedNonce: nonce,
    ...(verified && { pkceCodeVerifier: verifier }),
  });
  const claims = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(party, tokens.access_token, claims?.sub ?? '');
  const introspected = await oidc.tokenIntrospection(party, tokens.access_token);
  const users = [claims?.['preferred_username'], userinfo.preferred_username, introspected.sub];
  const refreshed = tokens.refresh_token === undefined ? undefined : await refreshTwice(party, tokens.refresh_token);
  await oidc.tokenRevocation(party, tokens.access_token);
  const { active: revoked } = await oidc.tokenIntrospection(party, tokens.access_token);
  return {
    pages,
    withoutPkce,
    tokens: [
      'access',
      ...(tokens.id_token === undefined ? [] : ['id']),
      ...(tokens.refresh_token === undefined ? [] : ['refresh']),
    ],
    users,
    refreshed,
    revoked,
    ...(await end(tokens.id_token ?? '')),
  };
}

/** Answers the pages of the org until it sends the browser to the app. */
async function fillIn(browser: Browser, first: Page): Promise<{ readonly pages: string[]; readonly url: string }> {
  const pages: string[] = [];
  let page = first;
  while (page.status !== 0) {
    const title = /<h1>(Sign in|.* (asks for access))/.exec(page.text);
    if (title === null || pages.length > 2) throw new Error(`${page.status} ${page.text}`);
    pages.push(title[2] ?? title[1] ?? '');
    page = await browser.submit(page, { identifier: 'ada@local.test', password: 'any', answer: 'allow' });
  }
  return { pages, url: page.url };
}

/** What a request is answered with: a page, or the error that the app gets. */
function answerOf({ status, url }: Page): string {
  if (status !== 0) return status === 200 ? 'a page' : `a page of status ${status}`;
  const { searchParams, hash } = new URL(url);
  return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error') ?? 'no error';
}

async function refreshTwice(party: oidc.Configuration, refreshToken: string): Promise<[string, string]> {
  const { refresh_token: next } = await oidc.refreshTokenGrant(party, refreshToken);
  const again = oidc.refreshTokenGrant(party, refreshToken);
  const isAccepted = await again.then(
    () => true,
    () => false,
  );
  return [
    next === refreshToken ? 'the same' : next === undefined ? 'nothing' : 'another',
    isAccepted ? 'accepted' : String((await refused(again))[1]),
  ];
}
