import type { StackDigest } from './digest';
import { visible } from './render/escape';

/** Why a stack is not applied. */
export type RefusalReason = 'errored' | 'not reviewed' | 'synthesized' | 'lock' | 'meaning' | 'blocked';

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
}

/** What the comparison comes to. */
export interface Approval {
  readonly refusals: readonly Refusal[];
  /** What a reviewer of a rehearsal could not see, one line each. */
  readonly notes: readonly string[];
}

/** More names than this are only counted. */
const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES).map(visible), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

/** What one list has that the other lacks, both ways. */
function differing(now: readonly string[], reviewed: readonly string[]): string {
  const [came, went] = [without(now, reviewed), without(reviewed, now)];
  const parts = [
    ...(came.length > 0 ? [`now also ${listed(came)}`] : []),
    ...(went.length > 0 ? [`no longer ${listed(went)}`] : []),
  ];
  return parts.join('; ');
}

function otherMeaning(now: StackDigest, reviewed: StackDigest): string | undefined {
  if (now.intent !== reviewed.intent) {
    return `the plan means something else than what was reviewed: ${differing(now.changes, reviewed.changes) || 'the same resources change, but to other values'}; review it again`;
  }
  if (reviewed.rehearsal || now.meaning === reviewed.meaning) return undefined;
  const drift = differing(now.drift, reviewed.drift);
  return drift === ''
    ? 'the plan means something else than what was reviewed: values that Okta holds are others than at the review; review it again'
    : `what was changed outside of Terraform is not what it was at the review: ${drift}; review it again`;
}

function refusalOf(
  { digest: now, blocking }: FreshPlan,
  reviewed: StackDigest | undefined,
): readonly [RefusalReason, string] | undefined {
  if (now.outcome !== 'planned') return ['errored', 'the plan is errored: Terraform does not apply it'];
  if (reviewed === undefined) {
    return ['not reviewed', 'nothing was reviewed: there is no digest of this stack; review its plan first'];
  }
  if (reviewed.outcome !== 'planned') {
    return ['not reviewed', 'nothing was reviewed: there was no whole plan at the review; review it again'];
  }
  if (now.synthesized !== reviewed.synthesized) {
    return ['synthesized', 'its cdk.tf.json is not the one that was reviewed; review this commit'];
  }
  if (reviewed.lock !== undefined && now.lock !== reviewed.lock) {
    return ['lock', 'its provider lock file is not the one that was reviewed; review this commit'];
  }
  const meaning = otherMeaning(now, reviewed);
  if (meaning !== undefined) return ['meaning', meaning];
  if (blocking.length > 0) {
    return ['blocked', `a finding stops it that no waiver accepts: ${blocking.map(visible).join(' · ')}`];
  }
  return undefined;
}

function noteOf({ digest: now }: FreshPlan, reviewed: StackDigest | undefined): readonly string[] {
  if (reviewed?.rehearsal !== true || now.drift.length === 0) return [];
  return [`${now.stack}: changed outside of Terraform, which the rehearsal could not show: ${listed(now.drift)}`];
}

/**
 * Compares what is about to be applied with what was reviewed. Stacks whose plan is empty need no approval: leave them
 * out.
 */
export function approve(fresh: readonly FreshPlan[], reviewed: readonly StackDigest[]): Approval {
  const digests = new Map(reviewed.map((digest) => [digest.stack, digest]));
  return {
    refusals: fresh.flatMap((plan) => {
      const { stack } = plan.digest;
      const refusal = refusalOf(plan, digests.get(stack));
      if (refusal === undefined) return [];
      const [reason, message] = refusal;
      return [{ stack, reason, message: `${stack}: ${message}` }];
    }),
    notes: fresh.flatMap((plan) => noteOf(plan, digests.get(plan.digest.stack))),
  };
}
