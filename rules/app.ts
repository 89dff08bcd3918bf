import type { EnvironmentRules } from '../okta-apps/shared/environment-rules';
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

/** The props of an OIDC web app with their defaults filled in. */
interface FullProps {
  readonly label: string;
  readonly redirectUris: readonly string[];
  readonly clientId?: string;
  readonly clientSecret: { readonly kind: 'okta' } | { readonly kind: 'variable'; readonly name: string };
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly refreshToken?: { readonly rotationType: string; readonly leeway: number };
  readonly tokenEndpointAuthMethod: string;
  readonly jwks?: readonly Jwk[];
  readonly jwksUri?: string;
  readonly pkceRequired: boolean;
  readonly postLogoutRedirectUris?: readonly string[];
  readonly initiateLogin?: { readonly uri: string; readonly mode: string; readonly scopes?: readonly string[] };
  readonly wildcardRedirect: string;
  readonly consentMethod: string;
  readonly issuerMode: string;
  readonly clientUri?: string;
  readonly logoUri?: string;
  readonly policyUri?: string;
  readonly tosUri?: string;
  readonly authenticationPolicy?: string;
  readonly userNameTemplate: string;
  readonly visibility: { readonly web: boolean; readonly ios: boolean; readonly autoSubmitToolbar: boolean };
  readonly implicitAssignment: boolean;
  readonly notes?: { readonly admin?: string; readonly endUser?: string };
  readonly frontchannelLogout?: { readonly uri: string; readonly sessionRequired: boolean };
  readonly network?: {
    readonly connection: string;
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
  };
  readonly status: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly preventDestroy: boolean;
  readonly assignTo?: { readonly groups: readonly string[] };
  readonly groupsClaim?: { readonly name: string; readonly filter?: string; readonly value: string };
  readonly baseUris?: readonly string[];
  readonly baseUriScopes?: readonly string[];
}

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
  readonly rules: EnvironmentRules;
  readonly apps: readonly AppSubject[];
  /** Every wish for a trusted origin. @default [] */
  readonly trustedOrigins?: readonly TrustedOriginSubject[];
  /** Every Terraform resource of the environment, its address as CDKTF makes it from the construct ids. */
  readonly resources: readonly { readonly stack: string; readonly path: string; readonly address: string }[];
}
