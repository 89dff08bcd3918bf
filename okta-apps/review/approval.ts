import { counted, firstOf } from '../shared/lists';
import type { KeptDigest, Reviewed, StackDigest } from './digest';
import { isRehearsed } from '../resources/served-types';
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
  | 'exists';

/** One stack that is not applied; the message is one line that begins with its name. */
export interface Refusal {
  readonly stack: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

/** The plan that is about to be applied. */
export interface FreshPlan {
  readonly digest: StackDigest;
  /** Messages of its `block` findings that no waiver accepts. */
  readonly blocking: readonly string[];
  /** Its `high` findings that no waiver accepts. */
  readonly high: readonly HighFinding[];
  /** How many people other than the author its environment asks for. */
  readonly approvals: number;
  /** It changes nothing, so it needs no approval. @default false */
  readonly isEmpty?: boolean;
}

/** A finding that needs approvals. */
export interface HighFinding {
  /** As `StackDigest.findings` has them. */
  readonly keys: readonly string[];
  readonly message: string;
  /** Only a plan of the real org can show it. */
  readonly needsOrg: boolean;
}

/** What the comparison comes to. */
export interface Approval {
  readonly refusals: readonly Refusal[];
  /** What a reviewer of a rehearsal could not see, one line each. */
  readonly notes: readonly string[];
}

/** Of more names than this the plan has the others. */
const MOST_NAMES = 5;

function first(names: readonly string[]): string {
  return firstOf(names.map(visible), MOST_NAMES, 'in the plan');
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

/** What one list has that the other lacks, both ways; nothing is known of a list that was not kept. */
function differing(now: readonly string[], reviewed: readonly string[] | undefined): string | undefined {
  if (reviewed === undefined) return undefined;
  const [came, went] = [without(now, reviewed), without(reviewed, now)];
  const parts = [
    ...(came.length > 0 ? [`now also ${first(came)}`] : []),
    ...(went.length > 0 ? [`no longer ${first(went)}`] : []),
  ];
  return parts.join('; ');
}

/** The code is the one that was reviewed, so another review of it would find the same. */
const COMPARE = 'look at the plan above, find what changes these values, and have that reviewed';

const ELSE = 'the plan means something else than what was reviewed';

/** Changes that no rehearsal plans; a line is such as `update aws_iam_role.deploy`. */
function unrehearsed(changes: readonly string[]): readonly string[] {
  return changes.filter((text) => !isRehearsed(text.split(' ')[1] ?? ''));
}

function notByRehearsal(changes: readonly string[]): string {
  return (
    `a rehearsal cannot plan ${first(changes)}, so reviewing it again does not help: ` +
    'apply this stack at a terminal, without --reviewed'
  );
}

function otherMeaning(now: StackDigest, reviewed: KeptDigest): string | undefined {
  if (now.intent === reviewed.intent && reviewed.values !== undefined && now.values !== reviewed.values) {
    return `${ELSE}: the same resources are created, but with other values than the code says; ${COMPARE}`;
  }
  if (now.intent !== reviewed.intent) {
    const what = differing(now.changes, reviewed.changes);
    if (what === undefined) return `${ELSE}; the review had no room to keep what changes; review it again`;
    const unseen = reviewed.rehearsal ? unrehearsed(now.changes) : [];
    if (unseen.length > 0) return `${ELSE}: ${what || 'other values'}; ${notByRehearsal(unseen)}`;
    return `${ELSE}: ${what || 'the same resources change, but to other values'}; review it again`;
  }
  if (reviewed.rehearsal || now.meaning === reviewed.meaning) return undefined;
  const drift = differing(now.drift, reviewed.drift);
  return drift === undefined || drift === ''
    ? `${ELSE}: values that Okta holds are others than at the review; review it again`
    : `what was changed outside of Terraform is not what it was at the review: ${drift}; review it again`;
}

function missingApproval(
  needed: number,
  { environment }: StackDigest,
  approvedBy: readonly string[] | undefined,
): string | undefined {
  if ((approvedBy?.length ?? 0) >= needed) return undefined;
  const asks = `${environment} asks for ${counted(needed, 'approval')} by people other than the author`;
  if (approvedBy === undefined) {
    return `${asks}, and nobody asked who approved; make the file of --reviewed with "okta-apps reviewed"`;
  }
  const who = approvedBy.length === 0 ? 'nobody' : `only ${approvedBy.map(visible).join(', ')}`;
  const more = needed - approvedBy.length;
  return `${asks}, and ${who} approved what was merged; let ${more} more approve it and run this again, or apply it at a terminal`;
}

type Why = readonly [RefusalReason, string];

function otherThanReviewed(now: StackDigest, reviewed: KeptDigest | undefined): Why | undefined {
  if (reviewed === undefined) {
    return ['not reviewed', 'nothing was reviewed: there is no digest of this stack; review its plan first'];
  }
  if (reviewed.outcome !== 'planned') {
    return ['not reviewed', 'nothing was reviewed: there was no whole plan at the review; review it again'];
  }
  const configuration = otherConfiguration(now, reviewed);
  if (configuration !== undefined) return configuration;
  const meaning = otherMeaning(now, reviewed);
  return meaning === undefined ? undefined : ['meaning', meaning];
}

/** What Terraform reads: an empty plan of another configuration is not what was reviewed either. */
function otherConfiguration(now: StackDigest, reviewed: KeptDigest): Why | undefined {
  if (now.synthesized !== reviewed.synthesized) {
    return ['synthesized', 'its cdk.tf.json is not the one that was reviewed; review this commit'];
  }
  if (now.assets !== reviewed.assets) {
    return ['assets', 'the files of its assets are not those that were reviewed; review this commit'];
  }
  if (reviewed.lock !== undefined && now.lock !== reviewed.lock) {
    return ['lock', 'its provider lock file is not the one that was reviewed; review this commit'];
  }
  return undefined;
}

const ACCEPT = 'take that back, or accept it with a waiver in env/ and have that reviewed';

/** Findings of the plan that those who approved have not seen; a digest of an older version lists none. */
function unseenFindings(high: readonly HighFinding[], reviewed: KeptDigest | undefined): string | undefined {
  const seen = reviewed?.findings;
  if (seen === undefined) return undefined;
  const unseen = high.filter(({ keys }) => keys.some((key) => !seen.includes(key)));
  if (unseen.length === 0) return undefined;
  const list = unseen.map(({ message }) => visible(message)).join(' · ');
  const what = unseen.every(({ needsOrg }) => needsOrg)
    ? 'the plan of the org shows what no review of the code can show'
    : 'the plan has a finding that the review did not have';
  return `${what}: ${list}; accept it with a waiver in env/ and have that reviewed, or apply it at a terminal`;
}

/** What was reviewed of this very stack: one of that name elsewhere is another. */
function reviewedOf(now: StackDigest, reviewed: Reviewed | undefined): KeptDigest | undefined {
  return reviewed?.digests.find(({ stack, environment }) => stack === now.stack && environment === now.environment);
}

function refusalOf(
  { digest: now, blocking, high, approvals, isEmpty }: FreshPlan,
  reviewed: Reviewed | undefined,
): Why | undefined {
  if (isEmpty) {
    const known = reviewedOf(now, reviewed);
    return known === undefined ? undefined : otherConfiguration(now, known);
  }
  if (now.outcome !== 'planned') return ['errored', 'the plan is errored: Terraform does not apply it'];
  const digest = reviewedOf(now, reviewed);
  const other = reviewed === undefined ? undefined : otherThanReviewed(now, digest);
  if (other !== undefined) return other;
  if (blocking.length > 0) {
    const findings = blocking.map(visible).join(' · ');
    return ['blocked', `a finding stops it that no waiver accepts: ${findings}; ${ACCEPT}`];
  }
  if (reviewed === undefined) return undefined;
  const unseen = unseenFindings(high, digest);
  if (unseen !== undefined) return ['finding', unseen];
  const missing = missingApproval(Math.max(approvals, digest?.approvals ?? 0), now, reviewed.approvedBy);
  return missing === undefined ? undefined : ['approval', missing];
}

function noteOf({ digest: now, isEmpty }: FreshPlan, reviewed: KeptDigest | undefined): readonly string[] {
  if (isEmpty || reviewed?.rehearsal !== true || now.drift.length === 0) return [];
  return [`${now.stack}: changed outside of Terraform, which the rehearsal could not show: ${first(now.drift)}`];
}

/**
 * Says what of that which is about to be applied is refused.
 *
 * @param reviewed What it has to mean; undefined where nothing was reviewed before.
 */
export function approve(fresh: readonly FreshPlan[], reviewed: Reviewed | undefined): Approval {
  return {
    refusals: fresh.flatMap((plan) => {
      const { stack } = plan.digest;
      const refusal = refusalOf(plan, reviewed);
      if (refusal === undefined) return [];
      const [reason, message] = refusal;
      return [{ stack, reason, message: `${stack}: ${message}` }];
    }),
    notes: fresh.flatMap((plan) => noteOf(plan, reviewedOf(plan.digest, reviewed))),
  };
}
