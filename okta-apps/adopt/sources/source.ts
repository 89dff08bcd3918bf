import type { JsonObject } from '../../shared/json';
import type { AppContext } from '../app-props';

/** What a person has to know of an adopted app, or do. */
export interface SourceFlag {
  readonly kind: 'rotate-secret' | 'user-assignments';
  /** One sentence without the app's label and without a secret. */
  readonly message: string;
}

/** An app that a source gives, with what its own JSON does not hold. */
export interface SourceApp extends AppContext {
  /** As `GET /api/v1/apps/{id}` answers it, without a client secret. */
  readonly app: JsonObject;
  /**
   * Trusted origins that the app's URIs are at, as `GET /api/v1/trustedOrigins/{id}` answers them; undefined where the
   * source does not tell.
   */
  readonly origins?: readonly JsonObject[];
  readonly flags: readonly SourceFlag[];
  /** Why it cannot be adopted, beyond what the above tells: one sentence each. Empty where nothing speaks against it. */
  readonly obstacles: readonly string[];
}

/** What a source has for one environment. */
export interface SourceApps {
  /** In the source's order. */
  readonly apps: readonly SourceApp[];
  /** What was skipped or not looked at, in one line each, for the person who runs the command. */
  readonly notes: readonly string[];
  /** Trusted origins that the code of the environment declares already. @default - not asked, because no app has one */
  readonly declaredOrigins?: readonly string[];
}
