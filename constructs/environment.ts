import type { OidcWebAppProps } from './oidc-web-app-props';
import type { TrustedOriginProps } from './trusted-origins';
import type { EnvironmentRules } from '../okta-apps/shared/environment-rules';
import type { EnvironmentSeed } from '../okta-apps/shared/environment-seed';
import type { ListedProvider, ProviderAlias } from '../okta-apps/shared/listed-providers';
import type { SecretSettings } from '../okta-apps/shared/secret-settings';
import type { Credential, RateLimits } from '../okta-apps/shared/stack-manifest';

export type { EnvironmentSeed, SeedGroup, SeedUser } from '../okta-apps/shared/environment-seed';
export type { ListedProvider, ProviderAlias } from '../okta-apps/shared/listed-providers';
export type {
  AwsSecretsManagerSink,
  DotenvSink,
  ExecSink,
  GitHubActionsSink,
  SecretSettings,
  SecretSink,
  VaultSink,
} from '../okta-apps/shared/secret-settings';
export type {
  ApiTokenCredential,
  Credential,
  RateLimitBucket,
  RateLimits,
  ServiceAppCredential,
} from '../okta-apps/shared/stack-manifest';

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

/**
 * What differs for one app from environment to environment. A project adds values of its own by
 * `declare module 'okta-oidc-cdktf' { interface AppValues { … } }`.
 */
export interface AppValues {
  /** Scheme, host and port that the app is served from, such as `https://shop.example.org`. */
  readonly origins: readonly string[];
  /** Ids of the network zones that people may come from. @default - anywhere */
  readonly networkZones?: readonly string[];
  /** Groups whose names begin so go into the ID token; only where an API token applies. @default - none */
  readonly groupPrefix?: string;
  /**
   * Okta's id of the app (`0oa…`), where its org has it already and no apply has taken it into the state yet; for
   * `importFrom` of `OidcWebApp`. `okta-apps adopt` writes it. @default - none
   */
  readonly importFrom?: string;
  /**
   * Origins of the app that its org trusts already, each with its id there; for `TrustedOrigins`. `okta-apps adopt` writes
   * them. @default - none
   */
  readonly trustedOrigins?: readonly TrustedOriginProps[];
  /** Props of the app that are others in this environment, such as its label. @default - none */
  readonly props?: Partial<OidcWebAppProps>;
  /** Where the app publishes its public keys in this environment. @default - it has a client secret, or its stack says where */
  readonly jwksUri?: string;
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
    /** For client secrets: it reads and replaces them, which the others need not. @default - `apply` */
    readonly rotate?: Credential;
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
  /**
   * Accounts of the CI system, such as `mona`, whose approval counts here. Where they are given, no other approval does.
   * They also count where the CI system does not say who pushed to a branch or whose account an e-mail address is.
   *
   * @default - everyone who may write to the repository
   */
  readonly approvers?: readonly string[];
  /**
   * Names of environment variables that Terraform gets besides those that it always gets: `PATH`, temporary folders,
   * locale, proxies, what the type of the backend reads, one credential and the secrets of apps. Such as `TF_LOG` or
   * `KRB5CCNAME`.
   *
   * @default - no others
   */
  readonly passVariables?: readonly string[];
  /**
   * File to which every apply appends its record, one line of JSON: what was applied, by whom and as approved by whom.
   * `okta-apps rotate` appends a line for each phase of an app.
   * Relative to the folder of `cdktf.json`; its name ends in `.jsonl`. It should be a place that the CI job may append to and not rewrite.
   *
   * @default - only the copy in `cdktf.out/records`, or with `--assembly` in `okta-apps-records`
   */
  readonly records?: string;
  /**
   * Providers besides okta/okta that the stacks may use, such as the one that a secret comes from. Each is a program
   * that runs at plan and apply, so a change that uses one can only be merged when its base lists it.
   *
   * @default - none
   */
  readonly providers?: readonly ListedProvider[];
  /**
   * Further blocks of okta/okta, by their alias: for resources that need another credential of the same org.
   *
   * @default - none
   */
  readonly providerAliases?: readonly ProviderAlias[];
  /**
   * Where the client secrets of apps are handed to, and after how many days they are due. Settings only: a sink takes its
   * credentials from the variables of the tool that it belongs to, such as `VAULT_TOKEN`.
   *
   * @default - nowhere, and secrets do not expire
   */
  readonly secrets?: SecretSettings;
  /** Severities, waivers and limits of the rules. @default - every rule as docs/rules.md says */
  readonly rules?: EnvironmentRules;
  /**
   * Users and groups of the org on this machine; only where `local` is true. What the org has besides stays.
   *
   * @default - only its administrator and the group `Everyone`
   */
  readonly seed?: EnvironmentSeed;
  /** By app name. */
  readonly apps: Readonly<Record<string, AppValues>>;
}
