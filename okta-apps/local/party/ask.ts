/** A key pair of a relying party, as JWKs. */
export interface PartyKey {
  readonly kid: string;
  readonly publicKey: Readonly<Record<string, unknown>>;
  readonly privateKey: Readonly<Record<string, unknown>>;
}

/** How a client proves who it is. */
export interface ClientProof {
  readonly clientId: string;
  /** `token_endpoint_auth_method` */
  readonly method: string;
  readonly secret: string | undefined;
  readonly key: PartyKey | undefined;
}

/** What a user's browser asks for at the authorization endpoint. */
export interface SignInAsk {
  readonly redirectUri: string;
  readonly responseType: string;
  readonly withChallenge: boolean;
  /** Login of the user. */
  readonly login: string;
}

/** What is asked once the user is signed in; the last request is the one that counts. */
export type End =
  | { readonly kind: 'sign-in' }
  /** The user is not asked for consent. */
  | { readonly kind: 'no-consent' }
  | { readonly kind: 'tokens' }
  | { readonly kind: 'client-credentials' }
  | { readonly kind: 'refresh' }
  /** A refresh token is used a second time, this many seconds after its first use. */
  | { readonly kind: 'refresh-again'; readonly seconds: number }
  | { readonly kind: 'sign-out'; readonly to: string }
  /** The user starts the app from Okta, at this path of the org. @see https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin */
  | { readonly kind: 'start'; readonly path: string; readonly to: string }
  /** The session ends, and the app is told at this address. @see https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout */
  | { readonly kind: 'session-end'; readonly to: string };

/** One request to an org, with all that comes before it. */
export interface Ask {
  readonly client: ClientProof;
  readonly signIn: SignInAsk;
  readonly end: End;
}
