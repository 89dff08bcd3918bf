import type { JsonObject } from '../../shared/json';

/** A trusted origin of the org that an app's redirect URIs are at. */
export interface SourceOrigin {
  /** Okta's id (`tos…`). */
  readonly id: string;
  readonly name: string;
  /** `https://shop.acme.com` */
  readonly origin: string;
  /** Such as `CORS` and `REDIRECT`. */
  readonly scopes: readonly string[];
}

/** The groups claim of an app's ID token, as the prop `groupsClaim` has it. */
export interface SourceClaim {
  readonly name: string;
  /** Such as `STARTS_WITH`; undefined for an expression. */
  readonly filter?: string;
  readonly value: string;
}

/** What a person has to know of an adopted app, or do. */
export interface SourceFlag {
  readonly kind: 'rotate-secret' | 'user-assignments' | 'trusted-origins';
  /** One sentence without the app's label and without a secret. */
  readonly message: string;
}

/** An app that a source gives, with what its own JSON does not hold. */
export interface SourceApp {
  /** As `GET /api/v1/apps/{id}` answers it, without a client secret. */
  readonly app: JsonObject;
  /** Names of the assigned groups, by priority; undefined where the source does not tell. */
  readonly groups?: readonly string[];
  /** Trusted origins that the app's redirect URIs are at; undefined where the source does not tell. */
  readonly origins?: readonly SourceOrigin[];
  /** Undefined without a claim, and where the source does not tell. */
  readonly groupsClaim?: SourceClaim;
  /** How many client secrets are active; undefined where that was not looked at. */
  readonly activeSecrets?: number;
  /** Its administrator roles; undefined where that was not looked at. */
  readonly roles?: readonly string[];
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
}
