import type { JsonObject } from '../../shared/json';
import type { Role } from './rights';

/** What the org is, beside what it holds. */
export interface OrgIdentity {
  readonly id: string;
  /** The API token of its super administrator. */
  readonly token: string;
  /** Signs access tokens. */
  readonly signingKey: string;
  readonly created: string;
}

/** All that the org holds. */
export interface State {
  readonly identity: OrgIdentity;
  readonly users: Records<User>;
  readonly tokens: Records<ApiToken>;
  readonly groups: Records<Group>;
  readonly policies: Records<Policy>;
  readonly apps: Records<App>;
  readonly trustedOrigins: Records<TrustedOrigin>;
  /** They sign the tokens of users. Empty until the first sign-in. */
  readonly signingKeys: Records<SigningKeyRecord>;
}

/** One change of a collection. */
export interface RecordChange {
  /** What was put there, or the id of what was deleted. */
  readonly to: { readonly id: string } | string;
  /** Makes all as before; later changes must have been undone already. */
  readonly undo: () => void;
}

/** What else names a record, such as the client ID of an app. */
interface Naming<T> {
  nameOf(record: T): string;
}

/** The records of one kind, by id, in the order in which they were made. Records are replaced, never changed in place. */
export class Records<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>();
  readonly #ids = new Map<string, string>();
  readonly #changed: (change: RecordChange) => void;
  readonly #naming: Naming<T> | undefined;

  /**
   * @param changed is told after every change
   * @param naming what else names a record, and no other one
   */
  constructor(changed: (change: RecordChange) => void, naming?: Naming<T>) {
    this.#changed = changed;
    this.#naming = naming;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** The record of this name, without looking at the others: an org may have ten thousand. */
  named(name: string): T | undefined {
    return this.#byId.get(this.#ids.get(name) ?? '');
  }

  all(): T[] {
    return [...this.#byId.values()];
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this.#byId.values()) if (matches(record)) return record;
    return undefined;
  }

  some(matches: (record: T) => boolean): boolean {
    return this.find(matches) !== undefined;
  }

  /** Adds a record, or replaces the one with its id at the same place in the order. */
  put(record: T): T {
    const before = this.#byId.get(record.id);
    this.#set(record);
    const undo = () => {
      if (before === undefined) this.#remove(record.id);
      else this.#set(before);
    };
    this.#changed({ to: record, undo });
    return record;
  }

  delete(id: string): void {
    const before = this.all();
    if (!this.#remove(id)) return;
    const undo = () => {
      // All of them, because what was deleted has a place in the order.
      this.#byId.clear();
      for (const record of before) this.#set(record);
    };
    this.#changed({ to: id, undo });
  }

  #set(record: T): void {
    this.#forgetName(record.id);
    this.#byId.set(record.id, record);
    const name = this.#naming?.nameOf(record);
    if (name !== undefined) this.#ids.set(name, record.id);
  }

  #remove(id: string): boolean {
    this.#forgetName(id);
    return this.#byId.delete(id);
  }

  #forgetName(id: string): void {
    const record = this.#byId.get(id);
    const name = record === undefined ? undefined : this.#naming?.nameOf(record);
    if (name !== undefined && this.#ids.get(name) === id) this.#ids.delete(name);
  }
}

/** A user as the org keeps it. */
export interface User {
  readonly id: string;
  readonly status: string;
  readonly created: string;
  readonly lastUpdated: string;
  readonly profile: {
    readonly firstName: string;
    readonly lastName: string;
    readonly login: string;
    readonly email: string;
  };
  readonly roles: readonly Role[];
}

/** An API token as the org keeps it: the id is the token's SHA-256. */
export interface ApiToken {
  readonly id: string;
  readonly userId: string;
}

/** A group as the org keeps it. */
export interface Group {
  readonly id: string;
  /** `OKTA_GROUP`, or `BUILT_IN` for `Everyone`. */
  readonly type: string;
  readonly created: string;
  readonly lastUpdated: string;
  readonly lastMembershipUpdated: string;
  /** With attributes of the org's own. */
  readonly profile: { readonly name: string; readonly description: string | null } & JsonObject;
  /** Ids of its users. */
  readonly members: readonly string[];
}

/** A policy as the org keeps it. */
export interface Policy {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly status: string;
  /** Made by Okta; exactly one access policy is, and new apps get it. */
  readonly system: boolean;
  /** Of its only rule. @default `2FA` */
  readonly factorMode?: '1FA' | '2FA';
  readonly created: string;
  readonly lastUpdated: string;
}

/** A trusted origin as the org keeps it. */
export interface TrustedOrigin {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly scopes: readonly { readonly type: string; readonly allowedOktaApps?: readonly string[] }[];
  readonly status: string;
  readonly created: string;
  readonly createdBy: string;
  readonly lastUpdated: string;
  readonly lastUpdatedBy: string;
}

/** A private key; the id is its `kid`. */
export interface SigningKeyRecord {
  readonly id: string;
  readonly jwk: Readonly<Record<string, unknown>>;
}

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
interface OAuthClient {
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
  /** Values of fields that this org does not know, of an app that it was given as a whole. */
  readonly beyond?: JsonObject;
}
