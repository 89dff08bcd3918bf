import type { PlanOutcome } from '../plan/plan-outcome';
import { EXIT } from '../shared/exit-codes';
import { firstOf } from '../shared/lists';
import { isRuleFailure } from './change-rules/evaluate';
import { reviewRules } from './change-rules/registry';
import type {
  Conclusion,
  Headline,
  NotLookedAt,
  ReviewFinding,
  StackReview,
  Verdict,
  WholeConclusion,
} from './review-model';

/**
 * What a review comes to: computed here only, from what was found and from what was not looked at. The types of
 * `Conclusion` have no "nothing changes" for a review that left something out.
 *
 * @param findings Sorted, worst first.
 */
export function conclude(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): Conclusion {
  const [first, ...rest] = notLookedAtIn(stacks, findings);
  const verdict = verdictOf(stacks, findings);
  const headline = headlineOf(stacks, findings);
  if (first === undefined) return { verdict, headline, notLookedAt: [] };
  const notLookedAt = [first, ...rest] as const;
  return {
    verdict: verdict === 'nothing' ? 'changes' : verdict,
    headline: headline.severity === 'none' ? unlooked(first, rest.length) : headline,
    notLookedAt,
  };
}

/** Everything was looked at. */
export function isWhole(conclusion: Conclusion): conclusion is WholeConclusion {
  return conclusion.notLookedAt.length === 0;
}

const EXITS: Readonly<Record<Verdict, number>> = {
  nothing: EXIT.done,
  failed: EXIT.failed,
  changes: EXIT.changes,
  blocked: EXIT.refused,
};

/**
 * How a command ends that reviews.
 *
 * @param outcomes What Terraform says of the plans, where it was run: an empty review of a plan that changes something
 * is no success.
 */
export function exitCodeOf({ verdict }: Pick<Conclusion, 'verdict'>, outcomes: readonly PlanOutcome[] = []): number {
  return verdict === 'nothing' && outcomes.includes('changes') ? EXIT.changes : EXITS[verdict];
}

/** How a check run ends: green is for what was looked at as a whole. `neutral` stops no merge. */
export type CheckConclusion = 'success' | 'neutral' | 'failure';

export function checkConclusionOf(conclusion: Conclusion): CheckConclusion {
  if (conclusion.verdict === 'failed' || conclusion.verdict === 'blocked') return 'failure';
  return isWhole(conclusion) ? 'success' : 'neutral';
}

const LEAVING_OUT: ReadonlySet<string> = new Set(reviewRules.filter(({ leavesOut }) => leavesOut).map(({ id }) => id));

/** A waiver accepts that something was not looked at; it was not looked at all the same. */
function notLookedAtIn(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): readonly NotLookedAt[] {
  const found = findings
    .filter((finding) => LEAVING_OUT.has(finding.rule) || isRuleFailure(finding))
    .map(({ rule, impact, prop, value, address, addresses, stack, environment }) => ({
      what: `${prop} ${value}`,
      where: addresses?.join(', ') ?? address ?? stack ?? environment ?? 'the review',
      why: impact,
      rule,
      stack,
    }));
  const told = new Set(found.map(({ stack }) => stack));
  const unplanned = stacks
    .filter(({ stack, outcome }) => (outcome === 'failed' || outcome === 'stopped') && !told.has(stack))
    .map(({ stack, failure }) => ({ what: 'plan', where: stack, why: failure ?? 'there is no whole plan' }));
  return [...found.map(({ what, where, why, rule }) => ({ what, where, why, rule })), ...unplanned];
}

function unlooked({ what, where, why, rule }: NotLookedAt, more: number): Headline {
  const others = more === 0 ? '' : ` (and ${more} more)`;
  return {
    severity: 'info',
    ...(rule !== undefined && { rule }),
    subject: where,
    means: `not everything was looked at: ${what}${others}; ${why}`,
  };
}

function verdictOf(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): Verdict {
  const open = findings.filter(({ waiver }) => waiver === undefined);
  const refused = new Set(
    open.filter(({ rule }) => rule.startsWith('document/') || rule === 'review/undecidable').map(({ stack }) => stack),
  );
  // A stack that was not run because of its document is blocked: there is nothing that failed.
  if (open.some(({ rule, stack }) => rule === 'plan/failed' && !refused.has(stack))) return 'failed';
  if (open.some(({ severity }) => severity === 'block')) return 'blocked';
  return open.some(isHighDrift) || stacks.some(hasChange) ? 'changes' : 'nothing';
}

function hasChange({ changes, outputs }: StackReview): boolean {
  return changes.length > 0 || outputs.length > 0;
}

function isHighDrift({ rule, severity }: Pick<ReviewFinding, 'rule' | 'severity'>): boolean {
  return rule.startsWith('drift/') && (severity === 'high' || severity === 'block');
}

function harmless(stacks: readonly StackReview[], accepted: number): string {
  if (accepted > 0) return 'nothing is left to decide: what would need it was accepted by a waiver';
  if (stacks.some(hasChange)) return 'nothing was found that changes how people sign in';
  if (stacks.some(({ drift }) => drift.length > 0)) {
    return 'the plan changes nothing; what was changed outside Terraform stays as it is';
  }
  return stacks.length === 0 ? 'there is no stack to review' : 'nothing changes';
}

/** What was changed outside Terraform, where the plan itself changes nothing. */
function outsideOnly(findings: readonly ReviewFinding[]): string {
  const drifted = findings.filter((finding) => finding.waiver === undefined && isHighDrift(finding));
  const places = drifted.map(({ prop, address }) => `${prop} of ${address ?? 'a resource'}`);
  return `${OUTSIDE}: ${firstOf([...new Set(places)], MOST_PLACES, 'below')}`;
}

/** How the headline begins where the plan changes nothing, and what matters was changed outside Terraform. */
export const OUTSIDE = 'the plan is empty, but this was changed outside Terraform';
const MOST_PLACES = 3;

/** The worst finding that no waiver accepts, and what it means for users. Findings come sorted, worst first. */
function headlineOf(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): Headline {
  const worst = findings.find(({ waiver, severity }) => waiver === undefined && severity !== 'info');
  if (worst === undefined) {
    const accepted = findings.filter(({ waiver, severity }) => waiver !== undefined && severity !== 'info').length;
    return { severity: 'none', means: harmless(stacks, accepted) };
  }
  const subject = worst.app ?? worst.address ?? worst.stack;
  return {
    severity: worst.severity,
    rule: worst.rule,
    ...(worst.environment !== undefined && { environment: worst.environment }),
    ...(subject !== undefined && { subject }),
    means: isHighDrift(worst) && !stacks.some(hasChange) ? outsideOnly(findings) : worst.impact,
  };
}
