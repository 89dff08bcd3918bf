import type { Finding, Rule, Violation } from '../../../rules/engine';
import type { ReviewSeverity } from '../severity';

/** A rule about a planned change: its effect on sign-in. */
export interface ChangeRule<S> extends Rule<S, ReviewSeverity> {
  /** Severity in environments that are not production. @default - `severity` */
  readonly outsideProduction?: ReviewSeverity;
  /** Severity of one finding, where they differ; `severity` is then the worst. @default - `severity` */
  readonly severityOf?: (violation: Violation, subject: S) => ReviewSeverity;
  /** Findings that say the same of one type in one stack become one, with all of their addresses. @default false */
  readonly grouped?: true;
  /** Only a plan of the real org can show it: a rehearsal has no drift and no values but those of the code. @default false */
  readonly needsOrg?: true;
  /** What it reports is not in the review: with such a finding nothing is green, waived or not. @default false */
  readonly leavesOut?: true;
  /** False for what a change says about its own review: such a finding is neither waived nor lowered. @default true */
  readonly waivable?: false;
}

/** Where a finding belongs. */
export interface Place {
  readonly environment?: string;
  readonly stack?: string;
  /** Terraform address, such as `okta_app_oauth.storefront-web`. */
  readonly address?: string;
  /** The app's label. */
  readonly app?: string;
}

/** What a rule looks at: each kind of subject adds its own parts. */
export interface Subject {
  readonly place: Place;
  /** Users sign in there for their work. */
  readonly production: boolean;
}

/** A finding and what a reviewer needs with it. */
export interface RuleFinding extends Finding<ReviewSeverity>, Place {
  readonly waivable: boolean;
  readonly grouped: boolean;
  /** Names of the attributes of `prop`, a type, that it is about. */
  readonly attributes?: readonly string[];
  /** What it says of its resource alone: a group of findings has that of each. */
  readonly detail?: string;
}
