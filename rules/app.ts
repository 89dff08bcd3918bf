import type { APP_PROPS, Prop } from '../okta-apps/shared/app-props';
import type { EnvironmentRules } from '../okta-apps/shared/environment-rules';
import type { ListedProvider } from '../okta-apps/shared/listed-providers';
import type { Known } from '../okta-apps/shared/unknown';

/** A public key as `jwks` takes it. RSA has `e` and `n`, EC `x` and `y` (and `crv`). @see https://www.rfc-editor.org/rfc/rfc7517 */
export interface Jwk {
  readonly kty: 'RSA' | 'EC';
  /** Names the key; unique within the app. */
  readonly kid: string;
  readonly e?: string;
  readonly n?: string;
  readonly x?: string;
  readonly y?: string;
  readonly crv?: string;
  /** Checked and, as `alg` and `crv`, not sent: the provider has no attribute for it. */
  readonly use?: 'sig' | 'enc';
  readonly alg?: string;
}

/** Every value of `T`, and every value inside it, may be known to Terraform only. */
type Knowable<T> = T extends string | number | boolean
  ? Known<T>
  : T extends readonly (infer E)[]
    ? Known<readonly Knowable<E>[]>
    : Known<{ readonly [K in keyof T]: Knowable<T[K]> }>;

/** What a client secret is to the rules: where it comes from. */
type Secret = { readonly kind: 'okta' } | { readonly kind: 'variable'; readonly name: string };

/** What a prop holds, by what the table says of it. */
type TypeOf<P extends Prop> = P extends { readonly members: infer M extends Readonly<Record<string, Prop>> }
  ? P['type'] extends 'keys'
    ? readonly Jwk[]
    : Props<M>
  : {
      text: string;
      truth: boolean;
      number: number;
      list: readonly string[];
      set: readonly string[];
      object: object;
      json: Readonly<Record<string, unknown>>;
      keys: readonly Jwk[];
      secret: Secret;
    }[P['type']];

type Optional<T> = { [K in keyof T]: T[K] extends { readonly optional: true } ? K : never }[keyof T];
type Props<T extends Readonly<Record<string, Prop>>> = {
  readonly [K in Exclude<keyof T, Optional<T>>]: TypeOf<T[K]>;
} & { readonly [K in Optional<T>]?: TypeOf<T[K]> };

/** The props of an OIDC web app with their defaults filled in. */
type FullProps = Props<typeof APP_PROPS>;

/**
 * The props as the rules see them: tokens replaced by `UNKNOWN`.
 * The types say what is right; what a caller cast past the compiler may hold anything, and no rule may throw on it.
 */
export type AppProps = {
  readonly [K in keyof FullProps]: K extends 'profile' ? Known<FullProps[K]> : Knowable<FullProps[K]>;
};

/** One app, as the app rules see it. */
export interface AppSubject {
  /** Construct path, such as `storefront-prod/storefront-web`. */
  readonly path: string;
  /** Construct path of its stack. @default - the first part of `path` */
  readonly stack?: string;
  /** Terraform address, such as `okta_app_oauth.storefront-web`. */
  readonly address: string;
  readonly props: AppProps;
  /** What the app's environment says about the rules. */
  readonly rules: EnvironmentRules;
  /** How Terraform authenticates when it applies the app. @default - not known */
  readonly appliedBy?: 'api-token' | 'service-app';
  /** The providers besides okta/okta that its environment lists. @default - not known */
  readonly providers?: readonly ListedProvider[];
}

/** One wish for a trusted origin, and who has it. */
export interface TrustedOriginSubject {
  /** Construct path. */
  readonly path: string;
  readonly prop: string;
  /** As it was written. */
  readonly origin: string;
  readonly scopes: readonly string[];
  readonly name?: string;
  /** Id of the origin that Okta has already. */
  readonly importFrom?: string;
}

/** All apps of one environment, as the environment rules see them. */
export interface EnvironmentSubject {
  readonly name: string;
  readonly production: boolean;
  readonly local: boolean;
  /** `https://acme.okta.com` */
  readonly orgUrl: string;
  /** One text per stack that says where its state is; equal texts are the same state. */
  readonly states: readonly { readonly stack: string; readonly state: string }[];
  /** Origins that the environment's apps are served from. */
  readonly origins: readonly string[];
  /** The environment as `env/` says it. @default - not known */
  readonly declaration?: unknown;
  /** The variables and client IDs of its credentials; none where it is local. @default [] */
  readonly credentials?: readonly { readonly prop: string; readonly value: string }[];
  /** Apps that stacks ask the origins of, and that `apps` does not have. @default [] */
  readonly missingApps?: readonly string[];
  /** Every member of every entry of `apps`. @default [] */
  readonly values?: readonly { readonly app: string; readonly member: string }[];
  readonly rules: EnvironmentRules;
  readonly apps: readonly AppSubject[];
  /** Every wish for a trusted origin. @default [] */
  readonly trustedOrigins?: readonly TrustedOriginSubject[];
  /** Every Terraform resource of the environment, its address as CDKTF makes it from the construct ids. */
  readonly resources: readonly { readonly stack: string; readonly path: string; readonly address: string }[];
}
