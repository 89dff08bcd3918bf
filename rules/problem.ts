import type { Severity } from '../okta-apps/shared/environment-rules';
import type { Waiver } from '../okta-apps/shared/environment-rules';

/** A finding at its place: what a person needs to fix it. */
export interface Problem {
  /** Name of the environment; empty for a stack that belongs to none. */
  readonly environment: string;
  /** Construct path of the app (`storefront-prod/storefront-web`), or of what else it is about. */
  readonly app: string;
  readonly address: string;
  readonly prop: string;
  /** The value as JSON text, cut when long. */
  readonly value: string;
  readonly todo: string;
  readonly rule: string;
  readonly severity: Severity;
  /** `<prop> must <must>, got <JSON value>; <todo> [<rule id>]` */
  readonly message: string;
  /** The waiver that accepts it; such a problem stops nothing. */
  readonly waiver?: Waiver;
}
