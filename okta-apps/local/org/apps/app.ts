import type { Role } from '../rights';

/** A secret of an app. The newest of them is the one that app answers show. */
export interface ClientSecret {
  readonly id: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly secret: string;
  readonly created: string;
  readonly lastUpdated: string;
}

/** An app's assignment of a group, in the order of assignment. */
export interface GroupAssignment {
  readonly id: string;
  readonly priority: number;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly lastUpdated: string;
}

/** An app's assignment of a user. */
export interface UserAssignment {
  readonly id: string;
  readonly scope: 'USER' | 'GROUP';
  readonly created: string;
  readonly lastUpdated: string;
  readonly userName: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** An Okta scope that an administrator granted to an app. */
export interface ScopeGrant {
  readonly id: string;
  readonly scopeId: string;
  readonly created: string;
  readonly createdBy: string;
}

/** `credentials.oauthClient` without the secret. */
export interface OAuthClient {
  readonly autoKeyRotation: boolean;
  readonly client_id: string;
  readonly token_endpoint_auth_method: string;
  readonly pkce_required: boolean;
}

/** `settings.oauthClient`: what is always there by name, what is absent when unset as further keys. */
export interface OAuthSettings {
  readonly client_uri: string | null;
  readonly logo_uri: string | null;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly response_types: readonly string[];
  readonly grant_types: readonly string[];
  readonly application_type: string;
  readonly initiate_login_uri?: string;
  readonly frontchannel_logout_uri?: string;
  readonly participate_slo?: boolean;
  readonly issuer_mode: string;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  readonly jwks_uri?: string;
  /** Kept while the grant is away, shown only with it. */
  readonly refresh_token?: { readonly rotation_type: string; readonly leeway: number };
  readonly idp_initiated_login: { readonly mode: string; readonly default_scope: readonly string[] };
  readonly dpop_bound_access_tokens: boolean;
  readonly [other: string]: unknown;
}

/** An OIDC app as the org keeps it: what Okta returns, without what it derives (links, the secret). */
export interface App {
  readonly id: string;
  readonly label: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly created: string;
  readonly lastUpdated: string;
  readonly accessibility: Readonly<Record<string, unknown>>;
  readonly visibility: Readonly<Record<string, unknown>>;
  readonly credentials: {
    readonly userNameTemplate: Readonly<Record<string, unknown>>;
    readonly signing: { readonly kid: string };
    readonly oauthClient: OAuthClient;
  };
  readonly settings: {
    readonly app: Readonly<Record<string, unknown>>;
    readonly oauthClient: OAuthSettings;
    readonly [other: string]: unknown;
  };
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly policyId: string;
  readonly appLinkId: string;
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly secrets: readonly ClientSecret[];
  readonly groups: readonly GroupAssignment[];
  readonly users: readonly UserAssignment[];
  /** Okta scopes that a service app may ask for. */
  readonly grants: readonly ScopeGrant[];
  /** Admin roles of a service app. */
  readonly roles: readonly Role[];
  /** Media type of an uploaded logo; the picture itself is not kept. */
  readonly logo?: string;
}

/** The auth methods that need a client secret. */
export const SECRET_METHODS: readonly string[] = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];

/** The secret that app answers show: the most recently created one. */
export function newestSecret(app: App): ClientSecret | undefined {
  return app.secrets.at(-1);
}
