import type { ReviewSeverity } from '../review/severity';
import type { Ownership } from '../shared/ownership';

/**
 * What became of a declared object.
 * `same`: as declared. `changed`: some setting differs. `gone`: Okta had it and has it no longer. `not-applied`: no state
 * knows it and Okta does not have it. `unclear`: it is not known which object of Okta it is, or whether there is one.
 */
export type Answer = 'same' | 'changed' | 'gone' | 'not-applied' | 'unclear';

/** By what it is known which object of Okta a declared one is. */
export type KnownBy = 'state' | 'importFrom' | 'client ID' | 'label' | 'origin';

/** An apply that left a value in Okta, as its record says. */
interface ExplainingApply {
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly commit?: string;
  readonly job?: string;
}

/** One setting that differs. Values are those of JSON; what may be a secret is not among them. */
export interface FieldDrift {
  /** Attribute of Terraform, or the path of the setting in the app's JSON where no attribute holds it. */
  readonly field: string;
  /** What a person calls it. */
  readonly words: string;
  /** Undefined where it is not set. For a setting without attribute: what the next update by Terraform sets. */
  readonly declared?: unknown;
  readonly actual?: unknown;
  /** False where no attribute of okta/okta holds it: no plan shows it, and any update of the app resets it. */
  readonly inTerraform: boolean;
  /** What the reset of a setting without attribute does. @default - it has an attribute, or that is not known */
  readonly ifReset?: string;
  /** The apply that set the actual value. @default - no record of an apply explains it */
  readonly explainedBy?: ExplainingApply;
}

/** What a change means for users, in the words of the review's rules. */
export interface Meaning {
  readonly rule: string;
  readonly severity: ReviewSeverity;
  /** The attribute that it is about. */
  readonly field: string;
  readonly title: string;
  readonly impact: string;
  /** As JSON text, cut when long. */
  readonly value: string;
}

/** Who changed an object, as the system log says; or why it was not looked at. */
export type Who = LookedUp | { readonly looked: false; readonly why: string };

interface LookedUp {
  readonly looked: true;
  readonly events: readonly ChangeEvent[];
}

/** An event of the system log about an object. */
interface ChangeEvent {
  /** RFC 3339. */
  readonly at: string;
  /** Login or name of who did it. */
  readonly by: string;
  /** `application.lifecycle.update` */
  readonly event: string;
}

/** A group of an app: assigned in Okta and not declared, or the reverse. */
export interface GroupDrift {
  readonly group: string;
  readonly change: 'assigned' | 'removed';
}

/** Client secrets of one app. */
export interface SecretsSeen {
  readonly active: number;
  readonly inactive: number;
  /** Days since the oldest active one was created. */
  readonly oldestDays?: number;
}

/** A declared app, and what Okta has of it. */
export interface AppDrift {
  /** `storefront-prod/billing` */
  readonly app: string;
  readonly stack: string;
  readonly address: string;
  readonly label: string;
  readonly answer: Answer;
  /** Undefined where that is not known. */
  readonly id?: string;
  readonly knownBy?: KnownBy;
  /** RFC 3339: when Okta last changed it. */
  readonly lastUpdated?: string;
  /** As the code says it. @default - it says nothing */
  readonly ownership?: Ownership;
  readonly fields: readonly FieldDrift[];
  /** Worst first. */
  readonly meanings: readonly Meaning[];
  /** Whether the records of applies say where the actual values are from. `no record`: there is none of the stack. */
  readonly explained?: 'all' | 'some' | 'none' | 'no record';
  readonly who?: Who;
  /** Why the answer is what it is, and what to do. */
  readonly notes: readonly string[];
  /** With `--deep`. */
  readonly groups?: readonly GroupDrift[];
  /** With `--deep` and the rotate credential. */
  readonly secrets?: SecretsSeen;
}

/** An app of the org that no stack declares. */
export interface ExtraApp {
  readonly id: string;
  readonly label: string;
  readonly clientId: string;
  /** `web`, `native`, `browser`, `service` */
  readonly type: string;
  readonly status: string;
  /** RFC 3339. */
  readonly created: string;
  readonly lastUpdated: string;
}

/** A trusted origin that is not as declared, or that no stack declares. */
export interface OriginDrift {
  readonly origin: string;
  readonly answer: Exclude<Answer, 'same'> | 'extra';
  /** `origins-prod/https-shop-…`; undefined for an extra one. */
  readonly declaredAs?: string;
  readonly id?: string;
  readonly lastUpdated?: string;
  readonly fields: readonly FieldDrift[];
}

/** A value that is not compared although all was read. */
export interface NotCompared {
  /** `storefront-prod/billing` */
  readonly where: string;
  readonly field: string;
  readonly why:
    | 'only Terraform knows it'
    | 'ignore_changes'
    | 'left to Okta'
    | 'not in the list of apps'
    | 'shown to API tokens only';
}

/** Something that was asked for and could not be read. */
export interface NotLookedAt {
  readonly what: string;
  readonly where: string;
  readonly why: string;
}

/** What `okta-apps drift --json` prints. */
export interface DriftReport {
  readonly kind: 'okta-apps drift';
  readonly version: 1;
  readonly environment: string;
  /** `https://acme.okta.com` */
  readonly org: string;
  /** RFC 3339. */
  readonly at: string;
  /** `incomplete`: no drift was found, and something could not be read. */
  readonly verdict: 'same' | 'drift' | 'incomplete';
  readonly headline: string;
  /** Whether groups, groups claims and secrets were asked for. */
  readonly deep: boolean;
  /** Requests to the org. */
  readonly requests: number;
  readonly apps: readonly AppDrift[];
  readonly extra: readonly ExtraApp[];
  readonly origins: readonly OriginDrift[];
  readonly notCompared: readonly NotCompared[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** States that could not be read: apps of these stacks were recognized in another way. */
  readonly unreadStates: readonly { readonly stack: string; readonly why: string }[];
}
