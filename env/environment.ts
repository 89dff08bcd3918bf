import type { EnvironmentRules } from '../rules/environment-rules';

/**
 * An SSWS API token.
 *
 * @see https://developer.okta.com/docs/guides/create-an-api-token/main/
 */
export interface ApiTokenCredential {
  readonly type: 'api-token';
  /** Name of the environment variable that holds the token; never the token. */
  readonly tokenVariable: string;
}

/**
 * An API Services app that signs its token requests with a private key.
 *
 * @see https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
 */
export interface ServiceAppCredential {
  readonly type: 'service-app';
  readonly clientId: string;
  readonly privateKeyId?: string;
  /** Name of the environment variable that holds the PEM private key; never the key. */
  readonly privateKeyVariable: string;
  readonly scopes: readonly string[];
}

export type Credential = ApiTokenCredential | ServiceAppCredential;

/** Where the state of an environment's stacks is kept. `{stack}` in a path, key or name becomes the stack's name. */
export type Backend =
  | { readonly type: 'local'; /** Relative to the stack's folder. */ readonly path: string }
  | {
      readonly type: 's3';
      readonly bucket: string;
      readonly key: string;
      readonly region: string;
      readonly kmsKeyId?: string;
    }
  | { readonly type: 'gcs'; readonly bucket: string; readonly prefix: string }
  | {
      readonly type: 'azurerm';
      readonly resourceGroupName: string;
      readonly storageAccountName: string;
      readonly containerName: string;
      readonly key: string;
    }
  | { readonly type: 'pg'; readonly schemaName: string }
  | { readonly type: 'http'; readonly address: string; readonly lock?: boolean }
  | {
      readonly type: 'hcp';
      readonly organization: string;
      readonly workspace: string;
      readonly hostname?: string;
    };

/** What differs for one app from environment to environment. */
export interface AppValues {
  /** Scheme, host and port that the app is served from, such as `https://shop.example.org`. */
  readonly origins: readonly string[];
  /** Ids of the network zones that people may come from. @default - anywhere */
  readonly networkZones?: readonly string[];
  /** Groups whose names begin so go into the ID token; only where an API token applies. @default - none */
  readonly groupPrefix?: string;
}

/**
 * Buckets in which Okta counts requests, as far as Terraform's reads fall into them: a path with all that is below it,
 * unless a more special one has it. `other` stands for the rest of the management API.
 */
export type RateLimitBucket = '/api/v1/apps' | '/api/v1/apps/{id}' | '/api/v1/groups' | '/api/v1/groups/{id}' | 'other';

/**
 * How much an org answers. The Admin Console shows an org's own figures under Reports, Rate Limits.
 *
 * @see https://developer.okta.com/docs/reference/rate-limits/
 */
export interface RateLimits {
  /**
   * Requests per minute by bucket.
   *
   * @default - the least of Okta's paid plans: 100 for `/api/v1/apps`, 500 for `/api/v1/apps/{id}` and
   * `/api/v1/groups`, 600 for the others
   */
  readonly perMinute?: Readonly<Partial<Record<RateLimitBucket, number>>>;
  /**
   * Percent of each limit that one API token or service app may use, 1 to 100. A run that is estimated above it gets
   * `max_api_capacity` for it, by which okta/okta waits for the next minute before Okta refuses. That holds for
   * everything the constructs make; resources of the provider's newer half (such as `okta_app_signon_policy`) may not
   * obey it, and through `http_proxy` nothing does.
   *
   * @default 50, which Okta gives a new token or app
   * @see https://registry.terraform.io/providers/okta/okta/latest/docs#max_api_capacity-1
   */
  readonly percent?: number;
}

/** One Okta org and its settings: plain values, no logic, no secret. */
export interface Environment {
  /** Letters, digits and `-`; becomes the end of every stack's name. */
  readonly name: string;
  /** People sign in here for their work: origins of other environments may not appear in it. */
  readonly production: boolean;
  /** True for the org on this machine: built only when it is named, run against the local org. @default false */
  readonly local?: boolean;
  readonly org: {
    /** `acme` of `https://acme.okta.com`. */
    readonly name: string;
    /** `okta.com`, `oktapreview.com`, `okta-emea.com`. */
    readonly baseUrl: string;
    /** @default - Okta's figures for paid plans, half of them for one credential */
    readonly rateLimits?: RateLimits;
  };
  /** Plans read only; applies write. Two credentials, so that a pull request never holds the second. */
  readonly credentials: {
    readonly plan: Credential;
    readonly apply: Credential;
    /** For the stack of trusted origins, which need a higher admin role. @default - `apply` */
    readonly applyOrigins?: Credential;
  };
  readonly backend: Backend;
  /** Terraform version constraint for okta/okta. */
  readonly providerVersion: string;
  /** Terraform refuses plans that would destroy or replace an app that is still in the code. */
  readonly preventDestroy: boolean;
  /**
   * How many people other than the author of a change must have approved it before it is applied. With one or more,
   * `okta-apps apply` takes nothing but what was reviewed, unless a person at a terminal says yes.
   *
   * @default 0
   */
  readonly approvals?: number;
  /** Severities, waivers and limits of the rules. @default - every rule as docs/rules.md says */
  readonly rules?: EnvironmentRules;
  /** By app name. */
  readonly apps: Readonly<Record<string, AppValues>>;
}
