import type { KeptDigest, Reviewed, SecondLook, StackDigest } from './digest';
import { namesIn, refusalFor, REFUSALS, type Refusal, type Why } from './refusals';
import { isRehearsed } from '../resources/served-types';

/** The plan that is about to be applied. */
export interface FreshPlan {
  readonly digest: StackDigest;
  /** Messages of its `block` findings that no waiver accepts. */
  readonly blocking: readonly string[];
  /** Messages of its `high` findings that no waiver accepts, where no person is asked. @default - a person is, or none has to be */
  readonly undecided?: readonly string[];
  /** Its findings of `medium` and `high` that no waiver accepts. */
  readonly findings: readonly GatedFinding[];
  /** How many people other than the author its environment asks for. */
  readonly approvals: number;
  /** It changes nothing, so it needs no approval. @default false */
  readonly isEmpty?: boolean;
}

/** A finding that those who approved must have seen. */
export interface GatedFinding {
  /** As `StackDigest.findings` has them. */
  readonly keys: readonly string[];
  readonly message: string;
  readonly severity: 'high' | 'medium';
  /** Only a plan of the real org can show it. */
  readonly needsOrg: boolean;
  /** As `StackDigest.shown` has it. */
  readonly shown: string;
}

/** What the comparison comes to. */
export interface Approval {
  readonly refusals: readonly Refusal[];
  /** What a reviewer of a rehearsal could not see, one line each. */
  readonly notes: readonly string[];
}

/**
 * Says what of that which is about to be applied is refused.
 *
 * @param reviewed What it has to mean; undefined where nothing was reviewed before.
 */
export function approve(fresh: readonly FreshPlan[], reviewed: Reviewed | undefined): Approval {
  return {
    refusals: fresh.flatMap((plan) => {
      const why = whyNot(plan, reviewed);
      return why === undefined ? [] : [refusalFor(plan.digest.stack, why)];
    }),
    notes: fresh.flatMap((plan) => noteOf(plan, reviewedOf(plan.digest, reviewed))),
  };
}

/** The first of the reasons: what only the org shows says more than that the plan means something else. */
function whyNot(fresh: FreshPlan, reviewed: Reviewed | undefined): Why | undefined {
  const { digest: now, blocking, undecided = [], findings, isEmpty } = fresh;
  const digest = reviewedOf(now, reviewed);
  if (isEmpty) return digest === undefined ? undefined : otherConfiguration(now, digest);
  if (now.outcome !== 'planned') return REFUSALS.errored();
  const stopped = blocking.length > 0 ? REFUSALS.blocked(blocking) : undefined;
  if (reviewed === undefined) return stopped ?? (undecided.length > 0 ? REFUSALS.undecided(undecided) : undefined);
  if (digest === undefined) return REFUSALS.notListed();
  if (digest.outcome !== 'planned') return REFUSALS.notPlanned();
  const unseen = unseenFindings(findings, digest);
  const ofOrg = unseen.filter(({ needsOrg }) => needsOrg);
  const ofCode = unseen.filter(({ needsOrg }) => !needsOrg);
  return (
    otherConfiguration(now, digest) ??
    stopped ??
    (ofOrg.length > 0 ? notReleased(ofOrg, fresh, digest, reviewed.secondLook) : undefined) ??
    otherMeaning(now, digest) ??
    (ofCode.length > 0 ? REFUSALS.newFinding(messagesOf(ofCode)) : undefined) ??
    missingApproval(fresh, digest, reviewed.approvedBy)
  );
}

/** What was reviewed of this very stack: one of that name elsewhere is another. */
function reviewedOf(now: StackDigest, reviewed: Reviewed | undefined): KeptDigest | undefined {
  return reviewed?.digests.find(({ stack, environment }) => stack === now.stack && environment === now.environment);
}

/** What Terraform reads: an empty plan of another configuration is not what was reviewed either. */
function otherConfiguration(now: StackDigest, reviewed: KeptDigest): Why | undefined {
  if (now.synthesized !== reviewed.synthesized) {
    const openings = reviewed.openings && differing(now.openings ?? [], reviewed.openings);
    if (openings) return REFUSALS.otherOpenings(openings);
    // What a module says belongs to the configuration, so its file alone changes both.
    return now.assets === reviewed.assets ? REFUSALS.otherDocument() : REFUSALS.otherModule();
  }
  if (now.assets !== reviewed.assets) return REFUSALS.otherAssets();
  return reviewed.lock !== undefined && now.lock !== reviewed.lock ? REFUSALS.otherLock() : undefined;
}

/** Findings of the plan that those who approved have not seen; a digest of an older version lists none. */
function unseenFindings(findings: readonly GatedFinding[], { findings: seen }: KeptDigest): readonly GatedFinding[] {
  if (seen === undefined) return [];
  return findings.filter(
    ({ keys, severity, needsOrg }) => keys.some((key) => !seen.includes(key)) && (severity === 'high' || !needsOrg),
  );
}

/** Whether those who released the environment had seen this very plan with these findings. */
function notReleased(
  findings: readonly GatedFinding[],
  { digest: now, approvals }: FreshPlan,
  reviewed: KeptDigest,
  secondLook: SecondLook | undefined,
): Why | undefined {
  const messages = messagesOf(findings);
  const { stack, environment } = now;
  const look = secondLook?.digests.find((one) => one.stack === stack && one.environment === environment);
  const released = new Map(Object.entries(secondLook?.released ?? {})).get(environment);
  if (look === undefined || released === undefined) return REFUSALS.findingOfOrg(messages);
  const isShown = findings.every(({ shown }) => look.shown?.includes(shown) === true);
  const isSame =
    look.outcome === now.outcome && look.meaning === now.meaning && look.synthesized === now.synthesized && isShown;
  if (!isSame) return REFUSALS.otherThanShown(messages);
  const needed = Math.max(1, approvals, reviewed.approvals ?? 0);
  const releasedBy = needed === 1 ? released.by : released.withCode;
  if (releasedBy.length >= needed) return undefined;
  return REFUSALS.notReleased(messages, { environment, needed, releasedBy, code: released.code });
}

function messagesOf(findings: readonly GatedFinding[]): readonly string[] {
  return findings.map(({ message }) => message);
}

function otherMeaning(now: StackDigest, reviewed: KeptDigest): Why | undefined {
  if (now.intent === reviewed.intent && reviewed.values !== undefined && now.values !== reviewed.values) {
    return REFUSALS.otherValues();
  }
  if (now.intent !== reviewed.intent) {
    const what = differing(now.changes, reviewed.changes);
    if (what === undefined) return REFUSALS.notKept();
    if (!reviewed.rehearsal) return REFUSALS.otherPlan(what);
    const unseen = unrehearsed(now.changes);
    return unseen.length > 0 ? REFUSALS.notRehearsable(what, unseen) : REFUSALS.otherChanges(what);
  }
  if (reviewed.rehearsal || now.meaning === reviewed.meaning) return undefined;
  const drift = differing(now.drift, reviewed.drift);
  return drift ? REFUSALS.otherDrift(drift) : REFUSALS.otherOktaValues();
}

function missingApproval(
  { digest: { environment }, approvals }: FreshPlan,
  reviewed: KeptDigest,
  approvedBy: readonly string[] | undefined,
): Why | undefined {
  const needed = Math.max(approvals, reviewed.approvals ?? 0);
  if ((approvedBy?.length ?? 0) >= needed) return undefined;
  const missing = { environment, needed, approvedBy };
  return approvedBy === undefined ? REFUSALS.notAsked(missing) : REFUSALS.tooFew(missing);
}

/** What one list has that the other lacks, both ways; nothing is known of a list that was not kept. */
function differing(now: readonly string[], reviewed: readonly string[] | undefined): string | undefined {
  if (reviewed === undefined) return undefined;
  const [came, went] = [without(now, reviewed), without(reviewed, now)];
  const parts = [
    ...(came.length > 0 ? [`now also ${namesIn(came)}`] : []),
    ...(went.length > 0 ? [`no longer ${namesIn(went)}`] : []),
  ];
  return parts.join('; ');
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

/** Changes that no rehearsal plans; a line is such as `update aws_iam_role.deploy`. */
function unrehearsed(changes: readonly string[]): readonly string[] {
  return changes.filter((text) => !isRehearsed(text.split(' ')[1] ?? ''));
}

function noteOf({ digest: now, isEmpty }: FreshPlan, reviewed: KeptDigest | undefined): readonly string[] {
  if (isEmpty || reviewed?.rehearsal !== true || now.drift.length === 0) return [];
  return [`${now.stack}: changed outside Terraform, which the rehearsal could not show: ${namesIn(now.drift)}`];
}
