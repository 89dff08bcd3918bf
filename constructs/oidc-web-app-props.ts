import type { Jwk } from '../rules/app';
import type { ClientSecret } from './client-secret';
import type { OriginScope } from './trusted-origins';
import type { Criticality } from '../okta-apps/shared/ownership';
import type { Rotator } from '../okta-apps/shared/secret-settings';

export type { Jwk } from '../rules/app';
export type { Criticality } from '../okta-apps/shared/ownership';
export type { Rotator } from '../okta-apps/shared/secret-settings';

/** The grants that Okta lets a web app have. `password` is not among them. */
export type GrantType =
  | 'authorization_code'
  | 'implicit'
  | 'refresh_token'
  | 'client_credentials'
  | 'interaction_code'
  | 'urn:ietf:params:oauth:grant-type:saml2-bearer'
  | 'urn:ietf:params:oauth:grant-type:token-exchange'
  | 'urn:ietf:params:oauth:grant-type:device_code'
  | 'urn:okta:params:oauth:grant-type:otp'
  | 'urn:okta:params:oauth:grant-type:oob'
  | 'http://auth0.com/oauth/grant-type/mfa-otp'
  | 'http://auth0.com/oauth/grant-type/mfa-oob'
  | 'urn:openid:params:grant-type:ciba';

export type ResponseType = 'code' | 'token' | 'id_token';

/** How the app proves who it is. `none` is for apps that cannot keep a secret, which a web app can. */
export type TokenEndpointAuthMethod =
  | 'client_secret_basic' // in the Authorization header
  | 'client_secret_post' // in the body
  | 'client_secret_jwt' // signs with the secret
  | 'private_key_jwt';

/** When a refresh token is replaced. */
export interface RefreshToken {
  /** `ROTATE` gives a new token at each use, `STATIC` keeps one. @default 'ROTATE' */
  readonly rotationType?: 'ROTATE' | 'STATIC';
  /** Seconds, 0 to 60, that the old token still works after a rotation. @default - 30 for ROTATE, 0 for STATIC */
  readonly leeway?: number;
}

/** How a sign-in that starts at Okta reaches the app. */
export interface InitiateLogin {
  /** Okta opens this URI. */
  readonly uri: string;
  /**
   * `SPEC` opens it as OpenID Connect says, `OKTA` sends an ID token straight away. `DISABLED` keeps the URI, and only
   * the app starts sign-ins ("App Only" in the Admin Console).
   *
   * @default 'SPEC'
   */
  readonly mode?: 'SPEC' | 'OKTA' | 'DISABLED';
  /** Scopes for mode `OKTA`. @default - none */
  readonly scopes?: readonly string[];
}

/** Where the app shows on the end user's dashboard. */
export interface Visibility {
  /** @default false */
  readonly web?: boolean;
  /** @default false */
  readonly ios?: boolean;
  /** Sign in from the browser plugin's toolbar without a click. @default false */
  readonly autoSubmitToolbar?: boolean;
}

/** Single logout: Okta calls the app when the person signs out elsewhere. */
export interface FrontchannelLogout {
  readonly uri: string;
  /** Send the issuer and the session id along. @default false */
  readonly sessionRequired?: boolean;
}

/** From which network zones people may reach the app. */
export interface Network {
  readonly connection: 'ANYWHERE' | 'ZONE';
  /** Ids of zones, or `ALL_IP_ZONES`. @default - none */
  readonly include?: readonly string[];
  /** Ids of zones, or `ALL_IP_ZONES`. @default - none */
  readonly exclude?: readonly string[];
}

/** Groups of the person, in the ID token. @see https://developer.okta.com/docs/guides/customize-tokens-groups-claim/main/ */
export interface GroupsClaim {
  /** Name of the claim, such as `groups`. */
  readonly name: string;
  /** How group names are chosen by `value`. @default - `value` is an Okta expression */
  readonly filter?: 'EQUALS' | 'STARTS_WITH' | 'CONTAINS' | 'REGEX';
  readonly value: string;
}

/**
 * An OIDC web application in Okta. Names are those of Okta's Apps API.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
export interface OidcWebAppProps {
  /** The name that people see, 1 to 100 characters. */
  readonly label: string;

  /** Where Okta may send the browser with the code. Compared exactly; the order is kept, exact ones before wildcards. */
  readonly redirectUris: readonly string[];

  /**
   * 6 to 100 characters out of letters, digits and `$-_.+!*'(),`. Changing it makes another app.
   *
   * @default - the id that Okta gives the app
   */
  readonly clientId?: string;

  /** @default ClientSecret.generatedByOkta() */
  readonly clientSecret?: ClientSecret;

  /**
   * Another tool rotates the client secret: `okta-apps rotate` leaves it alone then. No tokens.
   *
   * @default - `okta-apps rotate`, when it is run
   */
  readonly rotatedBy?: Rotator;

  /** @default ['authorization_code'] */
  readonly grantTypes?: readonly GrantType[];

  /** @default - `code`, and for `implicit` also `token` and `id_token` */
  readonly responseTypes?: readonly ResponseType[];

  /** @default - ROTATE with 30 seconds when `refresh_token` is among the grants, else none */
  readonly refreshToken?: RefreshToken;

  /** @default 'client_secret_basic' */
  readonly tokenEndpointAuthMethod?: TokenEndpointAuthMethod;

  /** Public keys for `private_key_jwt`. @default - none */
  readonly jwks?: readonly Jwk[];

  /** Where Okta fetches the public keys for `private_key_jwt`. @default - none */
  readonly jwksUri?: string;

  /** Refuse sign-ins without PKCE (RFC 7636). @default true */
  readonly pkceRequired?: boolean;

  /** Where Okta may send the browser after sign-out. Compared exactly. @default - none */
  readonly postLogoutRedirectUris?: readonly string[];

  /** @default - sign-in starts at the app only */
  readonly initiateLogin?: InitiateLogin;

  /** `SUBDOMAIN` lets a redirect URI hold one `*` in the lowest label of its host. @default 'DISABLED' */
  readonly wildcardRedirect?: 'DISABLED' | 'SUBDOMAIN';

  /** `REQUIRED` asks the person before the app gets anything. @default 'TRUSTED' */
  readonly consentMethod?: 'TRUSTED' | 'REQUIRED';

  /** Which of the org's URLs is the issuer of ID tokens. @default 'ORG_URL' */
  readonly issuerMode?: 'ORG_URL' | 'CUSTOM_URL' | 'DYNAMIC';

  /** The app's home page. @default - none */
  readonly clientUri?: string;

  /** The app's logo on the consent page. @default - none */
  readonly logoUri?: string;

  /** The app's privacy policy. @default - none */
  readonly policyUri?: string;

  /** The app's terms of service. @default - none */
  readonly tosUri?: string;

  /**
   * The authentication policy that decides how people prove who they are: its id (`rst…`) or its name.
   *
   * @default - whatever the org has assigned; `skip_authentication_policy` keeps Terraform from re-assigning one
   */
  readonly authenticationPolicy?: string;

  /** Okta expression for the user name that the app gets. @default '${source.login}' */
  readonly userNameTemplate?: string;

  /** Where users see the app; a visible app needs `initiateLogin`. @default - hidden everywhere */
  readonly visibility?: Visibility;

  /** All users of the org may use the app without being assigned (Federation Broker Mode). @default false */
  readonly implicitAssignment?: boolean;

  /** Notes for administrators and for people who use the app, at most 250 characters each. @default - none */
  readonly notes?: { readonly admin?: string; readonly endUser?: string };

  /** @default - the app takes no part in single logout */
  readonly frontchannelLogout?: FrontchannelLogout;

  /** @default - the provider's own: anywhere */
  readonly network?: Network;

  /** No user can sign in to an `INACTIVE` app. @default 'ACTIVE' */
  readonly status?: 'ACTIVE' | 'INACTIVE';

  /** Values of your own that Okta keeps with the app; not encrypted. The key `okta-apps` is taken. @default - none */
  readonly profile?: Readonly<Record<string, unknown>>;

  /**
   * The team or person who owns the app, such as `Payments`: reviews and `okta-apps inventory` show it. Kept in the
   * app's profile in Okta, not encrypted. No tokens.
   *
   * @default - none
   */
  readonly owner?: string;

  /** How to reach the owner: an e-mail address, a channel or a page. Kept as `owner` is. No tokens. @default - none */
  readonly contact?: string;

  /** How much depends on the app. It changes no check. Kept as `owner` is. No tokens. @default - none */
  readonly criticality?: Criticality;

  /**
   * Terraform refuses a plan that would destroy or replace the app as long as it is in the code; one that is taken out,
   * or renamed, takes this along. Terraform must know it before it plans, so a token counts as true.
   *
   * @default - what the environment says, else false
   */
  readonly preventDestroy?: boolean;

  /**
   * Who may use the app: groups by name or by id (`00g…`), and no other user. Terraform then owns all of the app's group
   * assignments. A group may be a token, the list may not.
   *
   * @default - assignments are made elsewhere
   */
  readonly assignTo?: { readonly groups: readonly string[] };

  /**
   * Okta takes it with an API token only: the provider leaves it out, without a word, for a service app.
   *
   * @default - none
   */
  readonly groupsClaim?: GroupsClaim;

  /** Origins of the app that the org shall trust; see `TrustedOrigins`. No tokens. @default - none */
  readonly baseUris?: readonly string[];

  /** What the org allows to `baseUris`. `CORS` only when it is asked for here. No tokens. @default ['REDIRECT'] */
  readonly baseUriScopes?: readonly OriginScope[];
}
