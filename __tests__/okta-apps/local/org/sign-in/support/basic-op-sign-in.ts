import * as oidc from 'openid-client';
import type { Browser, Page } from '../../../../../../okta-apps/local/party/browser';
import { startSignIn } from './relying-party';

/** A sign-in from its request to its tokens. */
export interface Flow {
  readonly tokens: oidc.TokenEndpointResponse;
  readonly claims: oidc.IDToken;
  /** Whether the user had to type who they are. */
  readonly asked: boolean;
  readonly browser: Browser;
  /** Where the org sent the browser, with the code. */
  readonly url: URL;
  readonly verifier: string;
}

/** Signs ada in and exchanges the code. @param more parameters of the request; an empty one is left out */
export async function flow(
  party: oidc.Configuration,
  more: Readonly<Record<string, string>> = {},
  inBrowser?: Browser,
): Promise<Flow> {
  const { page, browser, verifier } = await startSignIn(party, more, inBrowser);
  return await finish(party, more, { page, browser, verifier });
}

/** Fills in the page, if there is one, and exchanges the code. */
export async function finish(
  party: oidc.Configuration,
  more: Readonly<Record<string, string>>,
  { page, browser, verifier }: { readonly page: Page; readonly browser: Browser; readonly verifier: string },
): Promise<Flow> {
  const asked = page.status === 200;
  const back = asked ? await browser.submit(page, { identifier: 'ada@local.test', password: 'any' }) : page;
  if (back.status !== 0) throw new Error(`${back.status} ${back.text}`);
  const url = new URL(back.url);
  const tokens = await oidc.authorizationCodeGrant(party, url, {
    expectedState: 'some-state',
    ...(more['nonce'] !== '' && { expectedNonce: 'some-nonce' }),
    ...(more['code_challenge'] !== '' && { pkceCodeVerifier: verifier }),
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('there is no ID token');
  return { tokens, claims, asked, browser, url, verifier };
}

/** What the app is told in place of a code. */
export function errorIn({ status, url }: Page): Record<string, string | null> {
  if (status !== 0) throw new Error(`a page of status ${status}`);
  const { searchParams } = new URL(url);
  return { error: searchParams.get('error'), state: searchParams.get('state'), code: searchParams.get('code') };
}
