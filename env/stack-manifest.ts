import type { Credential, RateLimits } from './environment';
import type { EnvironmentRules } from '../rules/environment-rules';

/**
 * What the tool must know of a stack besides its `cdk.tf.json`; written next to it as `okta-apps.json`.
 * Holds names only, never a value of a credential or secret.
 */
export interface StackManifest {
  readonly version: 1;
  /** Such as `storefront-prod`. */
  readonly stack: string;
  readonly environment: string;
  readonly production: boolean;
  readonly local: boolean;
  readonly org: { readonly name: string; readonly baseUrl: string; readonly rateLimits?: RateLimits };
  /** How many people other than the author must have approved what is applied. */
  readonly approvals: number;
  readonly credentials: { readonly plan: Credential; readonly apply: Credential };
  /** `{ variable, address }` of every client secret that is chosen at birth. */
  readonly birthSecrets: readonly { readonly variable: string; readonly address: string }[];
  readonly rules: EnvironmentRules;
  /** It was rehearsed, by code that nobody may have approved: `okta-apps apply` refuses it. No synth writes this. */
  readonly rehearsal?: true;
}
