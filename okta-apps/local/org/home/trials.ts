import { randomBytes } from 'node:crypto';
import type * as Oidc from 'openid-client';
import type { Answer, OrgContext } from '../call';
import { forgetOldest } from '../forget-oldest';
import type { App } from '../records';
import { claimsOfJwt } from '../sign-in/jwt-claims';
import { partyFor, redirectUriFor, scopeFor } from './trial-party';

/** How many sign-ins are kept. */
const MOST = 100;

/** A sign-in that was started on a page of the org, which takes the place of the app. */
export interface Trial {
  readonly id: string;
  readonly app: App;
  readonly redirectUri: string;
  readonly scope: string;
  /** What it came to; undefined until the org has answered. */
  readonly outcome: Promise<Outcome> | undefined;
}

/** What the app would have: the claims of its tokens, or why it has none. */
export type Outcome =
  | {
      readonly idToken: Claims;
      readonly accessToken: Claims;
      readonly expiresIn: number | undefined;
      readonly hasRefreshToken: boolean;
    }
  | { readonly error: string; readonly description: string };

export type Claims = Readonly<Record<string, unknown>>;

interface Pending extends Trial {
  /** In a cookie of the browser that started it. */
  readonly key: string;
  readonly party: Oidc.Configuration;
  readonly checks: {
    readonly pkceCodeVerifier: string;
    readonly expectedState: string;
    readonly expectedNonce: string;
  };
  outcome: Promise<Outcome> | undefined;
}

/**
 * Sign-ins from the org's own pages: a small relying party that sends the request of an app, and takes the answer before
 * the browser leaves for the redirect URI of the app. So it needs no port of the app, and works for URIs of other hosts.
 */
export class Trials {
  readonly #org: OrgContext;
  readonly #all = new Map<string, Pending>();

  constructor(org: OrgContext) {
    this.#org = org;
  }

  /** Starts a sign-in. @returns where the browser goes, with the cookie by which it is known later */
  async start(app: App): Promise<Answer> {
    const oidc = await import('openid-client');
    const party = await partyFor(oidc, app, this.#org.url());
    const [id, key, redirectUri, scope] = [newName(), newName(), redirectUriFor(app) ?? '', scopeFor(app)];
    const checks = {
      pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
      expectedState: oidc.randomState(),
      expectedNonce: oidc.randomNonce(),
    };
    const url = oidc.buildAuthorizationUrl(party, {
      redirect_uri: redirectUri,
      scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
    });
    this.#keep({ id, key, app, redirectUri, scope, party, checks, outcome: undefined });
    const cookie = `${this.#cookie(id)}=${key}; Path=/apps; HttpOnly; SameSite=Lax; Max-Age=3600`;
    return { status: 303, headers: { location: url.href, 'set-cookie': cookie, 'cache-control': 'no-store' } };
  }

  /** Sends the browser to the org's page when an answer would have sent it to the app, in a sign-in that was started there. */
  intercept(answer: Answer): Answer {
    const location = answer.headers?.['location'];
    if (typeof location !== 'string' || this.#all.size === 0 || !URL.canParse(location)) return answer;
    const url = new URL(location);
    const state = url.searchParams.get('state');
    const trial = [...this.#all.values()].find(({ checks }) => checks.expectedState === state);
    if (trial === undefined || !location.startsWith(trial.redirectUri)) return answer;
    trial.outcome ??= outcomeOf(trial, url);
    return { ...answer, headers: { ...answer.headers, location: `/apps/${trial.app.id}/sign-in/${trial.id}` } };
  }

  /** A sign-in of this browser. */
  find(id: string, cookies: string): Trial | undefined {
    const trial = this.#all.get(id);
    const has = cookies.split(/;\s*/).includes(`${this.#cookie(id)}=${trial?.key ?? ''}`);
    return has ? trial : undefined;
  }

  #cookie(id: string): string {
    return `trial-${this.#org.state.identity.id}-${id}`;
  }

  #keep(trial: Pending): void {
    this.#all.set(trial.id, trial);
    forgetOldest(this.#all, MOST);
  }
}

function newName(): string {
  return randomBytes(16).toString('hex');
}

/** Exchanges the code as the app would. Nothing of the tokens is kept but their claims. */
async function outcomeOf({ party, checks, redirectUri, app }: Pending, url: URL): Promise<Outcome> {
  const oidc = await import('openid-client');
  // The library takes the URI from the URL, as a parser writes it; Okta compares the text that was asked for.
  party[oidc.customFetch] = async (address, options) => {
    if (options.body instanceof URLSearchParams && options.body.has('redirect_uri'))
      options.body.set('redirect_uri', redirectUri);
    return await fetch(address, options as RequestInit);
  };
  try {
    const { dpop_bound_access_tokens: isBound } = app.settings.oauthClient;
    const proof = isBound ? { DPoP: oidc.getDPoPHandle(party, await oidc.randomDPoPKeyPair()) } : undefined;
    const tokens = await oidc.authorizationCodeGrant(party, url, checks, undefined, proof);
    return {
      idToken: tokens.claims() ?? {},
      accessToken: claimsOfJwt(tokens.access_token),
      expiresIn: tokens.expires_in,
      hasRefreshToken: tokens.refresh_token !== undefined,
    };
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
      return { error: error.error, description: error.error_description ?? '' };
    if (error instanceof oidc.WWWAuthenticateChallengeError) {
      const { error: code = 'invalid_client', error_description: description = '' } = error.cause[0]?.parameters ?? {};
      return { error: code, description };
    }
    return { error: 'not accepted by the client library', description: error instanceof Error ? error.message : '' };
  }
}
