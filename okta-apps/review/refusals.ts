import { counted, firstOf, listed } from '../shared/lists';
import { visible } from '../shared/visible-text';

/** Why a stack is not applied. */
type RefusalReason =
  | 'rehearsal'
  | 'errored'
  | 'not reviewed'
  | 'synthesized'
  | 'assets'
  | 'lock'
  | 'meaning'
  | 'finding'
  | 'blocked'
  | 'approval'
  | 'replay'
  | 'altered'
  | 'too old'
  | 'exists'
  | 'record'
  | 'unread';

/** One stack that is not applied; the message is one line that begins with its name. */
export interface Refusal {
  readonly stack: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

/** Why, and what a person does next: never "review it again" where another review would say the same. */
export type Why = readonly [reason: RefusalReason, what: string, next: string];

export function refusalFor(stack: string, [reason, what, next]: Why): Refusal {
  return { stack, reason, message: `${stack}: ${what}; ${next}` };
}

/** Of more names than this the plan has the others. */
const MOST_NAMES = 5;

export function namesIn(names: readonly string[]): string {
  return firstOf(names.map(visible), MOST_NAMES, 'in the plan');
}

const TERMINAL = 'apply this stack at a terminal, without --reviewed';
const WAIVE = 'accept it with a waiver in env/ and have that reviewed';
const SAME_COMMIT =
  'synthesize this commit again and compare: where it differs from run to run, the code reads something that changes, ' +
  'such as the time or the environment; write that value into the code';
const ELSE = 'the plan does not match what was reviewed';

/** Who approved, of how many an environment asks for. */
export interface Approvals {
  readonly environment: string;
  readonly needed: number;
  /** Undefined when the server was not asked. */
  readonly approvedBy: readonly string[] | undefined;
}

/** Who released a CI environment, of how many have to. */
export interface MissingReleases {
  readonly environment: string;
  readonly needed: number;
  readonly releasedBy: readonly string[];
  /** Of the second look. */
  readonly code: string;
}

/** Every reason by which the comparison with the review refuses a plan. */
export const REFUSALS = {
  errored: (): Why => [
    'errored',
    'the plan is errored: Terraform does not apply it',
    'correct what Terraform says above, and run this again',
  ],
  notListed: (): Why => [
    'not reviewed',
    'nothing was reviewed: there is no digest of this stack',
    'make the file of --reviewed for this stack too: okta-apps reviewed',
  ],
  notPlanned: (): Why => [
    'not reviewed',
    'nothing was reviewed: there was no whole plan at the review',
    'correct what the review says of this stack, and merge that',
  ],
  otherDocument: (): Why => ['synthesized', 'its cdk.tf.json is not the one that was reviewed', SAME_COMMIT],
  otherModule: (): Why => [
    'synthesized',
    'the files of its assets, such as a module that its cdk.tf.json calls, are not those that were reviewed',
    SAME_COMMIT,
  ],
  otherOpenings: (what: string): Why => [
    'synthesized',
    `it leaves other values open than what was reviewed: ${what}`,
    SAME_COMMIT,
  ],
  otherAssets: (): Why => ['assets', 'the files of its assets are not those that were reviewed', SAME_COMMIT],
  otherLock: (): Why => [
    'lock',
    'its provider lock file is not the one that was reviewed',
    'apply with the lock file of the reviewed commit',
  ],
  blocked: (messages: readonly string[]): Why => [
    'blocked',
    `a finding stops it that no waiver accepts: ${messages.map(visible).join(' · ')}`,
    'revert that, or accept it with a waiver in env/ and have that reviewed',
  ],
  undecided: (messages: readonly string[]): Why => [
    'finding',
    `it has findings of severity high, nothing was reviewed, and no person is asked: ${messages.map(visible).join(' · ')}`,
    'give --reviewed with the file of "okta-apps reviewed", accept each with a waiver in env/ that gives the reason, or ' +
      'run this at a terminal without --auto-approve and --json',
  ],
  newFinding: (messages: readonly string[]): Why => [
    'finding',
    `the plan has a finding that the review did not have: ${messages.map(visible).join(' · ')}`,
    `${WAIVE}, or ${TERMINAL}`,
  ],
  findingOfOrg: (messages: readonly string[]): Why => ['finding', ofOrg(messages), `${WAIVE}, or ${TERMINAL}`],
  otherThanShown: (messages: readonly string[]): Why => [
    'finding',
    `the plan is not the one of the second look, and has findings that only the org shows: ${messages.map(visible).join(' · ')}`,
    `re-run all jobs of this run for a second look of this plan, and release it with its code; or ${WAIVE}, or ${TERMINAL}`,
  ],
  notReleased: (messages: readonly string[], { environment, needed, releasedBy, code }: MissingReleases): Why => [
    'finding',
    `${ofOrg(messages)}; ${environment} asks for ${counted(needed, 'release')} of its CI environment after the second ` +
      `look, and ${releasedBy.length === 0 ? 'none counts' : `only that of ${listed(releasedBy.map(visible))} counts`}`,
    `re-run this job and let ${counted(needed - releasedBy.length, 'reviewer')} who had no part in it and did not start the ` +
      `run release it (on GitLab: approve its deployment) with the comment ${code}; or ${WAIVE}, or ${TERMINAL}`,
  ],
  otherValues: (): Why => [
    'meaning',
    `${ELSE}: the same resources are created, but with other values than those in the code`,
    `find out what changes them, such as another provider or a state that was edited; if the plan is right, ${TERMINAL}`,
  ],
  notKept: (): Why => [
    'meaning',
    `${ELSE}; the review had no room to keep what changes`,
    'compare the plan above with the review; make the file of --reviewed with okta-apps reviewed, which keeps it',
  ],
  notRehearsable: (what: string, changes: readonly string[]): Why => [
    'meaning',
    `${ELSE}: ${what || 'other values'}; a rehearsal cannot plan ${namesIn(changes)}, so another review shows no more`,
    TERMINAL,
  ],
  otherChanges: (what: string): Why => [
    'meaning',
    `${ELSE}: ${what || 'the same resources change, but to other values'}`,
    'compare the plan above with the review; where an apply was interrupted, or Okta or the state was changed since, no ' +
      `review of the code can show it: if the plan is right, ${TERMINAL}`,
  ],
  otherPlan: (what: string): Why => [
    'meaning',
    `${ELSE}: ${what || 'the same resources change, but to other values'}`,
    PLAN_AGAIN,
  ],
  otherOktaValues: (): Why => ['meaning', `${ELSE}: values in Okta have changed since the review`, PLAN_AGAIN],
  otherDrift: (what: string): Why => [
    'meaning',
    `what was changed outside Terraform is not what it was at the review: ${what}`,
    PLAN_AGAIN,
  ],
  notAsked: ({ environment, needed }: Approvals): Why => [
    'approval',
    `${asksFor(environment, needed)}, and the file does not say who approved`,
    'make the file of --reviewed with "okta-apps reviewed"',
  ],
  tooFew: ({ environment, needed, approvedBy = [] }: Approvals): Why => [
    'approval',
    `${asksFor(environment, needed)}, and ${approvedBy.length === 0 ? 'none of them' : `only ${approvedBy.map(visible).join(', ')}`} ` +
      'approved what was merged',
    `let ${needed - approvedBy.length} more approve it and re-run all jobs of this run, or ${TERMINAL}`,
  ],
} as const;

function ofOrg(messages: readonly string[]): string {
  return `the plan of the org shows what no review of the code can show: ${messages.map(visible).join(' · ')}`;
}

/** The digest is of a plan of the org, so another plan and its review do show the difference. */
const PLAN_AGAIN = 'plan and review it once more: okta-apps plan, then okta-apps review --digests <file>';

function asksFor(environment: string, needed: number): string {
  return `${environment} asks for ${counted(needed, 'approval')} by people other than the author`;
}
