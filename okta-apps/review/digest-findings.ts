import { reviewRules } from './change-rules/registry';
import type { HighFinding } from './approval';
import type { StackDigest } from './digest';
import type { Review, ReviewFinding } from './review-model';

const NEEDS_ORG: ReadonlySet<string> = new Set(reviewRules.filter(({ needsOrg }) => needsOrg).map(({ id }) => id));

/** The digests with the findings that people saw when they approved: an apply compares its own with those. */
export function withFindings(digests: readonly StackDigest[], { findings }: Review): readonly StackDigest[] {
  return digests.map((digest) => {
    const own = findings.filter(({ stack, severity }) => stack === digest.stack && severity !== 'info');
    return { ...digest, findings: [...new Set(own.flatMap(keysOf))].sort() };
  });
}

/** What of a review needs approvals, for one stack: `high`, and accepted by no waiver. */
export function highFindings({ findings }: Review, stack: string): readonly HighFinding[] {
  return findings
    .filter((finding) => finding.stack === stack && finding.severity === 'high' && finding.waiver === undefined)
    .map((finding) => ({
      keys: keysOf(finding),
      message: finding.address === undefined ? finding.message : `${finding.address}: ${finding.message}`,
      needsOrg: NEEDS_ORG.has(finding.rule),
    }));
}

/** One for each address, where a finding is about several. */
function keysOf({ rule, address = '', addresses = [address] }: ReviewFinding): readonly string[] {
  return addresses.map((one) => `${rule} ${one}`);
}
