import { firstOf } from '../shared/lists';
import type { Headline, ReviewFinding, StackReview, Verdict } from './review-model';

function hasChange({ changes, outputs }: StackReview): boolean {
  return changes.length > 0 || outputs.length > 0;
}

function isHighDrift({ rule, severity }: Pick<ReviewFinding, 'rule' | 'severity'>): boolean {
  return rule.startsWith('drift/') && (severity === 'high' || severity === 'block');
}

/** What the review comes to, for exit codes. */
export function verdictOf(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): Verdict {
  const open = findings.filter(({ waiver }) => waiver === undefined);
  const refused = new Set(
    open.filter(({ rule }) => rule.startsWith('document/') || rule === 'review/undecidable').map(({ stack }) => stack),
  );
  // A stack that was not run because of its document is blocked: there is nothing that failed.
  if (open.some(({ rule, stack }) => rule === 'plan/failed' && !refused.has(stack))) return 'failed';
  if (open.some(({ severity }) => severity === 'block')) return 'blocked';
  // What is not in the plan can be a change all the same.
  const unplanned = findings.some(({ rule }) => rule === 'plan/incomplete' || rule === 'review/not-rehearsed');
  return unplanned || open.some(isHighDrift) || stacks.some(hasChange) ? 'changes' : 'nothing';
}

function harmless(stacks: readonly StackReview[], accepted: number): string {
  if (accepted > 0) return 'nothing is left to decide: what would need it was accepted by a waiver';
  if (stacks.some(hasChange)) return 'nothing was found that changes how people sign in';
  if (stacks.some(({ drift }) => drift.length > 0)) {
    return 'the plan changes nothing; what was changed outside of Terraform stays as it is';
  }
  return stacks.length === 0 ? 'there is no stack to review' : 'nothing changes';
}

/** What was changed outside Terraform, where the plan itself changes nothing. */
function outsideOnly(findings: readonly ReviewFinding[]): string {
  const drifted = findings.filter((finding) => finding.waiver === undefined && isHighDrift(finding));
  const places = drifted.map(({ prop, address }) => `${prop} of ${address ?? 'a resource'}`);
  return `${OUTSIDE}: ${firstOf([...new Set(places)], MOST_PLACES, 'below')}`;
}

/** How the headline begins where the plan changes nothing and somebody else changed what matters. */
export const OUTSIDE = 'the plan is empty, but this was changed outside Terraform';
const MOST_PLACES = 3;

/** The worst finding that nobody accepted, in words for the people who sign in. Findings come sorted, worst first. */
export function headlineOf(stacks: readonly StackReview[], findings: readonly ReviewFinding[]): Headline {
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
    means: isHighDrift(worst) && !stacks.some(hasChange) ? outsideOnly(findings) : worst.means,
  };
}
