import { clipped } from '../shared/visible-text';
import { changeWord, differenceLines } from '../review/render/words';
import { reasonWords } from '../review/meaning/reasons';
import type { ChangeReview, ReviewFinding } from '../review/review-model';
import { TestPlan } from './test-plan';

function changeLines(change: ChangeReview): string[] {
  const { address, because, previousAddress, importing, differences } = change;
  const about = [
    ...because.map((reason) => `because: ${reasonWords(reason)}`),
    ...(previousAddress === undefined ? [] : [`moved from ${previousAddress}`]),
    ...(importing === undefined ? [] : [`import of ${importing}`]),
  ];
  return [
    [`${changeWord(change)} ${address}`, ...about].map(clipped).join(' · '),
    ...differences.flatMap((difference) => differenceLines(difference, clipped)).map((line) => `  ${line}`),
  ];
}

function findingLine({ severity, address, message }: ReviewFinding): string {
  return clipped(`${severity}${address === undefined ? '' : ` ${address}`}: ${message}`);
}

/** Shows a plan in a snapshot: the changes with what they change, then the findings. */
export const testPlanSerializer = {
  test: (value: unknown): boolean => value instanceof TestPlan,
  serialize: (value: unknown): string => {
    const { changes, findings, notes } = value as TestPlan;
    const lines = [
      ...(changes.length === 0 ? ['no change'] : changes.flatMap(changeLines)),
      ...findings.map(findingLine),
      ...notes.map((note) => clipped(`note: ${note}`)),
    ];
    return lines.join('\n');
  },
};
