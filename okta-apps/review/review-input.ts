import type { DocumentProblem } from '../document/problem';
import { UserError } from '../shared/errors';
import type { AppFiles } from '../shared/app-files';
import type { BorrowedFiles, ChangedFile } from '../shared/changed-file';
import type { KnownChange, Waiver } from '../shared/environment-rules';
import type { Exchanges } from '../shared/exchanges';
import type { StackPlaces } from '../shared/source-places';
import type { Severities } from './change-rules/evaluate';
import type { LookUp } from './look-ups';
import type { Diagnostic } from '../plan/diagnostics';
import type { Plan } from '../plan/plan';
import type { LostSetting } from '../resources/lost-settings';
import type { Settings } from './settings/setting-changes';
import type { SettingHistorySubject } from './change-rules/setting-rules';

/** How the changes of one environment are reviewed. Read from the base commit, never from the change. */
export interface ReviewRules {
  /** Severity by rule id, where it differs from the rule's own. @default {} */
  readonly severities?: Severities;
  /** @default [] */
  readonly waivers?: readonly Waiver[];
  /** @default [] */
  readonly known?: readonly KnownChange[];
}

/** One stack of the review: its plan, or why there is none. With neither it is unchanged and was not planned. */
export interface StackInput {
  /** `storefront-prod` */
  readonly stack: string;
  /** `prod` */
  readonly environment: string;
  /** People sign in there for their work. */
  readonly production: boolean;
  /** It was an `OktaStack` at the base and is none now. @default false */
  readonly noLongerReviewed?: boolean;
  /** Planned against a throwaway org. @default false */
  readonly rehearsal?: boolean;
  readonly plan?: Plan;
  /** Why there is no plan, in one sentence. */
  readonly failure?: string;
  /** What Terraform printed. @default [] */
  readonly diagnostics?: readonly Diagnostic[];
  /** The stack's `cdk.tf.json` at the base and at the head, as `JSON.parse` makes them. */
  readonly synthesized?: { readonly before?: unknown; readonly after?: unknown };
  /** Where the code declares what is in the stack. No digest has it. @default - it is not known */
  readonly places?: StackPlaces | 'unreadable';
  /** What is in the document, or beside it, that may not be there. @default [] */
  readonly documentProblems?: readonly DocumentProblem[];
  /** Places of what the change touches and a rehearsal left out. @default [] */
  readonly notRehearsed?: readonly string[];
  /** Requests that a rehearsal sent to base and head. @default - none were sent */
  readonly exchanges?: Exchanges;
  /** What the code looks up in the org, and what that is. @default [] */
  readonly lookUps?: readonly LookUp[];
  /** Active client secrets in Okta by Terraform address, where that was asked. @default {} */
  readonly activeSecrets?: Readonly<Record<string, number>>;
  /** What updates would lose, by Terraform address, where the org was asked. @default {} */
  readonly lostSettings?: Readonly<Record<string, readonly LostSetting[]>>;
  /** Why an updated app could not be read, by Terraform address. @default {} */
  readonly unreadApps?: Readonly<Record<string, string>>;
  /** The apply sets lost settings again. @default false */
  readonly restoresSettings?: boolean;
  /** What a reader must know of how this plan was made, such as providers that were left out. @default [] */
  readonly notes?: readonly string[];
}

export interface ReviewInput {
  /** The day of the review, `YYYY-MM-DD`: waivers expire by it. */
  readonly today: string;
  readonly stacks: readonly StackInput[];
  /** Stacks that were asked for and have no plan. @default [] */
  readonly unplanned?: readonly Pick<StackInput, 'stack' | 'environment'>[];
  /** Stacks that may touch Okta and that the tool does not run. @default [] */
  readonly unreviewed?: readonly string[];
  /** By environment, from the base commit. */
  readonly rules: Readonly<Record<string, ReviewRules>>;
  /** The same as the head would have it: where it is stricter it counts already. */
  readonly proposedRules?: Readonly<Record<string, ReviewRules>>;
  /** What the environments say at the base and in the change, to be compared. */
  readonly settings?: Settings;
  /** What was loosened at the base in the last 30 days. @default - it is not known */
  readonly settingHistory?: Pick<SettingHistorySubject, 'loosened' | 'notCompared'> | undefined;
  /** Paths that the change touches, from the project's root. @default [] */
  readonly changedFiles?: readonly string[];
  /** The same with the kinds of the files. @default [] */
  readonly changes?: readonly ChangedFile[];
  /** Which of them a team edits, and which packages of the repository the app loads. @default `DEFAULT_FILES` */
  readonly app?: AppFiles;
  /** What base and head share although it differs: its effect is in no plan. @default [] */
  readonly borrowed?: readonly BorrowedFiles[];
  /** Names of groups of local orgs, at the base and in the change. @default [] */
  readonly seedGroups?: readonly string[];
  /** Texts of the provider lock file at the base and at the head. */
  readonly lock?: { readonly before: string; readonly after: string };
  /** Values that must appear in no output. */
  readonly secrets: readonly string[];
}

/** The input of a review contradicts itself. */
export class ReviewError extends UserError {
  override readonly name = 'ReviewError';
}
