import { documentRules } from './change-rules/document-rules';
import { review } from './review';
import type { ReviewInput, StackInput } from './review-input';
import type { ReviewFinding } from './review-model';

const IDS: ReadonlySet<string> = new Set(documentRules.map(({ id }) => id));

/** A stack before it is planned. */
export type UnplannedStack = Pick<StackInput, 'stack' | 'environment' | 'production' | 'documentProblems'>;

/** What stops stacks before anything is run for them: findings about their documents that no waiver accepts. */
export function documentFindings(
  stacks: readonly UnplannedStack[],
  { rules, today, secrets }: Pick<ReviewInput, 'rules' | 'today' | 'secrets'>,
): readonly ReviewFinding[] {
  if (stacks.every(({ documentProblems = [] }) => documentProblems.length === 0)) return [];
  const { findings } = review({ stacks, rules, today, secrets });
  return findings.filter(({ rule, waiver }) => IDS.has(rule) && waiver === undefined);
}
