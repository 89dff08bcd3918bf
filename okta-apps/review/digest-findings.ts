import { reviewRules } from './change-rules/registry';
import type { GatedFinding } from './approval';
import { sha256, type StackDigest } from './digest';
import type { Review, ReviewFinding } from './review-model';

const NEEDS_ORG: ReadonlySet<string> = new Set(reviewRules.filter(({ needsOrg }) => needsOrg).map(({ id }) => id));

/** The digests with the findings that people saw when they approved: an apply compares its own with those. */
export function withFindings(digests: readonly StackDigest[], { findings }: Review): readonly StackDigest[] {
  return digests.map((digest) => {
    const own = findings.filter(({ stack, severity }) => stack === digest.stack && severity !== 'info');
    return { ...digest, findings: [...new Set(own.flatMap(keysOf))].sort() };
  });
}

/** The same for a plan of the org, with the texts that people saw before they released a CI environment. */
export function withShown(digests: readonly StackDigest[], review: Review): readonly StackDigest[] {
  return withFindings(digests, review).map((digest) => {
    const own = review.findings.filter(({ stack }) => stack === digest.stack);
    return { ...digest, shown: [...new Set(own.map(shownHash))].sort() };
  });
}

/** An org may change so that the same rule says something else of the same address. */
function shownHash(finding: ReviewFinding): string {
  const { severity, message } = finding;
  return sha256([severity, message, keysOf(finding)]);
}

/** What of a review those who approve must have seen, for one stack: accepted by no waiver. */
export function gatedFindings({ findings }: Review, stack: string): readonly GatedFinding[] {
  return findings.flatMap((finding): readonly GatedFinding[] => {
    const { stack: own, severity, waiver, address, message, rule } = finding;
    if (own !== stack || waiver !== undefined || (severity !== 'high' && severity !== 'medium')) return [];
    return [
      {
        keys: keysOf(finding),
        message: address === undefined ? message : `${address}: ${message}`,
        severity,
        needsOrg: NEEDS_ORG.has(rule),
        shown: shownHash(finding),
      },
    ];
  });
}

/** One for each address, where a finding is about several. */
function keysOf({ rule, address = '', addresses = [address] }: ReviewFinding): readonly string[] {
  return addresses.map((one) => `${rule} ${one}`);
}
