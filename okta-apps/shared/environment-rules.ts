/** What becomes of a violation at synth: an error stops it, a warning is printed, `off` is silence. */
export type Severity = 'error' | 'warning' | 'off';

/** An accepted finding. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /**
   * Terraform address of the app, such as `okta_app_oauth.storefront-web`; with the stack in front where two stacks
   * have one: `storefront-prod/okta_app_oauth.storefront-web`.
   */
  readonly address: string;
  /** Why this is right here. */
  readonly reason: string;
  /** Last day of validity, `YYYY-MM-DD`. Reviewed at plan review; never stops a synth, which must not depend on the day. */
  readonly expires: string;
}

/**
 * A type of resources, or one attribute of it, whose changes need no finding for a time, although the review does not
 * read what its values mean.
 */
export interface KnownChange {
  /** Name of the type in Terraform, such as `okta_group_memberships`; one type, without wildcards. */
  readonly type: string;
  /** @default - every attribute, and its creation and removal too */
  readonly attribute?: string;
  /** Why its changes need no finding here. */
  readonly reason: string;
  /** Last day of validity, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** How the rules apply to one environment; data in `env/`. */
export interface EnvironmentRules {
  /** Severity by rule id, where it differs from the rule's own. @default {} */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** @default [] */
  readonly waivers?: readonly Waiver[];
  /** Refuse hosts such as `example.com` or `localhost` in any URI. @default false */
  readonly forbidPlaceholderHosts?: boolean;
  /** Refuse apps that do not name their authentication policy. @default false */
  readonly requireAuthenticationPolicy?: boolean;
  /** Most redirect URIs that one app may have. @default - no limit */
  readonly maxRedirectUris?: number;
  /** Severity of a change by the id of its review rule, where it differs from the rule's own. @default {} */
  readonly reviewSeverities?: Readonly<Record<string, 'block' | 'high' | 'medium' | 'info'>>;
  /**
   * What the review accepts although it does not read it; never what gives power over the org. The review takes it from
   * the base of a change. @default []
   */
  readonly known?: readonly KnownChange[];
}
