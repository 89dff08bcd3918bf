import type { RuleTexts } from '../../rules/texts';
import type { Answered } from '../shared/exchanges';
import type { Waiver } from '../shared/environment-rules';
import type { Place } from './change-rules/change-rule';
import type { Difference } from './meaning/differences';
import type { Fate } from './meaning/intent';
import type { ParityRow } from './parity';
import type { Diagnostic } from '../plan/diagnostics';
import type { ChangeKind } from '../plan/plan';
import type { Ownership } from '../shared/ownership';
import type { SourcePlace } from '../shared/source-places';
import type { ReviewSeverity } from './severity';

/** What a rule says about one change, and whether that is accepted. */
export interface ReviewFinding extends Place, RuleTexts {
  readonly rule: string;
  readonly severity: ReviewSeverity;
  readonly production: boolean;
  /** The same as `impact`, for readers of the JSON that know this name. */
  readonly means: string;
  readonly prop: string;
  readonly must: string;
  /** The value as JSON text, cut when long. */
  readonly value: string;
  /** `fix` with its values, as one text. */
  readonly todo: string;
  /** Values of the slots in `fix`: `{command}` there is `command` here. */
  readonly slots?: Readonly<Record<string, string>>;
  /** What is true of this value alone. */
  readonly notes?: readonly string[];
  /** `<prop> must <must>, got <value>; <todo> [<rule>]` */
  readonly message: string;
  /** Where it is about several resources: their addresses, sorted; `address` is left out then. */
  readonly addresses?: readonly string[];
  /** The line of code that declares what it is about, at the head. @default - it is not known */
  readonly place?: SourcePlace;
  /** The waiver that accepts it; such a finding stops nothing. */
  readonly waiver?: Waiver;
  /** A waiver that would have accepted it, had it not expired. */
  readonly expiredWaiver?: Waiver;
}

/** One resource that a plan changes. */
export interface ChangeReview {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Label of the app, or of the app that it is a part of. */
  readonly app?: string;
  /** Address of the app that it is a part of. */
  readonly owner?: string;
  /** What a group, a policy, a zone or a user is called. */
  readonly name?: string;
  /** Who owns the app after the change, as the code says it; of a deleted app, before. */
  readonly ownership?: Ownership;
  readonly previousAddress?: string;
  readonly importing?: string;
  readonly deposed?: string;
  /** Attributes that force a replacement, or Terraform's reason. */
  readonly because: readonly string[];
  /** Attributes that only go back to what the code said all the time. */
  readonly reverted: readonly string[];
  /** Without those. */
  readonly differences: readonly Difference[];
}

/** One resource that was changed outside Terraform. */
export interface DriftReview {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Label of the app, or of the app that it is a part of. */
  readonly app?: string;
  /** Address of the app that it is a part of. */
  readonly owner?: string;
  /** What a group, a policy, a zone or a user is called. */
  readonly name?: string;
  readonly differences: readonly (Difference & { readonly fate: Fate })[];
}

/** A request that shows a finding: the org of the base and that of the head answer it differently. */
export interface Witness {
  readonly stack: string;
  readonly environment: string;
  readonly address?: string;
  /** Label of the app. */
  readonly app?: string;
  /** Rules whose findings it shows, sorted. */
  readonly rules: readonly string[];
  /** Method, path and the parameters that matter; no secrets. */
  readonly request: string;
  readonly before: Answered;
  readonly after: Answered;
}

/** The requests that a rehearsal sent to base and head. */
export interface ReviewedRequests {
  readonly sent: number;
  /** Those that show a finding, in the order of the stacks. */
  readonly shown: readonly Witness[];
}

/** `planned`; `stopped` in the middle by an error; `failed` without a plan; `unchanged` and not planned. */
export type Outcome = 'planned' | 'stopped' | 'failed' | 'unchanged';

export interface StackReview {
  readonly stack: string;
  readonly environment: string;
  readonly production: boolean;
  readonly rehearsal: boolean;
  readonly outcome: Outcome;
  readonly terraformVersion?: string;
  readonly failure?: string;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly changes: readonly ChangeReview[];
  readonly drift: readonly DriftReview[];
  readonly outputs: readonly { readonly name: string; readonly kind: ChangeKind }[];
  readonly notes: readonly string[];
}

/** One line of the matrix. */
export interface EnvironmentReview {
  readonly environment: string;
  readonly production: boolean;
  readonly rehearsal: boolean;
  readonly create: number;
  readonly change: number;
  readonly replace: number;
  readonly delete: number;
  readonly import: number;
  readonly drift: number;
  /** Findings that no waiver accepts, by severity. */
  readonly findings: Readonly<Record<ReviewSeverity, number>>;
  readonly waived: number;
  /** Stacks by outcome. */
  readonly stacks: Readonly<Record<Outcome, number>>;
}

/** `blocked`: a block finding that no waiver accepts; `failed`: some stack could not be planned. */
export type Verdict = 'nothing' | 'changes' | 'blocked' | 'failed';

/** The worst that happens to users. */
export interface Headline {
  readonly severity: ReviewSeverity | 'none';
  /** The rule that says so. */
  readonly rule?: string;
  readonly environment?: string;
  /** The app's label, else an address, else a stack. */
  readonly subject?: string;
  readonly means: string;
}

/** Something of a change that a review did not read, could not read, or did not understand. */
export interface NotLookedAt {
  /** `plan "resource_wishes"` */
  readonly what: string;
  /** Addresses, a stack or an environment. */
  readonly where: string;
  readonly why: string;
  /** The rule whose finding tells it. */
  readonly rule?: string;
}

/** A review that looked at everything. */
export interface WholeConclusion {
  readonly verdict: Verdict;
  readonly headline: Headline;
  readonly notLookedAt: readonly [];
}

/** A review that left something out never says that nothing changes. */
interface PartialConclusion {
  readonly verdict: Exclude<Verdict, 'nothing'>;
  readonly headline: Headline;
  readonly notLookedAt: readonly [NotLookedAt, ...NotLookedAt[]];
}

/** What a review comes to. */
export type Conclusion = WholeConclusion | PartialConclusion;

/** What a rehearsal compared, as full commit ids. */
interface Commits {
  readonly base: string;
  /** @default - the working tree */
  readonly head?: string;
  /** The project's folder, `infra/okta`. @default - the root of the repository */
  readonly folder?: string;
}

/** Everything that the renderers need; plain JSON, sorted, without secrets. */
export type Review = ReviewContents & Conclusion;

interface ReviewContents {
  readonly version: 1;
  readonly today: string;
  /** @default - it is no rehearsal */
  readonly commits?: Commits;
  /** Production last. */
  readonly environments: readonly EnvironmentReview[];
  /** Worst first; accepted ones last. */
  readonly findings: readonly ReviewFinding[];
  readonly parity: readonly ParityRow[];
  /** What requests show. @default - none were asked for */
  readonly requests?: ReviewedRequests;
  readonly stacks: readonly StackReview[];
}
