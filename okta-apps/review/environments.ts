import { groupBy } from '../shared/lists';
import type { EnvironmentReview, Outcome, ReviewFinding, StackReview } from './review-model';
import { SEVERITIES, type ReviewSeverity } from './severity';

const OUTCOMES: readonly Outcome[] = ['planned', 'stopped', 'failed', 'unchanged'];

/** The matrix: one line per environment, in the order of the stacks. */
export function environmentsOf(
  stacks: readonly StackReview[],
  findings: readonly ReviewFinding[],
): EnvironmentReview[] {
  const found = groupBy(findings, ({ environment }) => environment ?? '');
  return [...groupBy(stacks, ({ environment }) => environment)].map(([environment, own]) =>
    oneEnvironment(environment, own, found.get(environment) ?? []),
  );
}

function counts<K extends string>(keys: readonly K[], of: (key: K) => number): Readonly<Record<K, number>> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, number>;
}

function oneEnvironment(
  environment: string,
  stacks: readonly StackReview[],
  findings: readonly ReviewFinding[],
): EnvironmentReview {
  const changes = stacks.flatMap((stack) => stack.changes);
  const kinds = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const open = findings.filter(({ waiver }) => waiver === undefined);
  return {
    environment,
    production: stacks.some(({ production }) => production),
    rehearsal: stacks.some(({ rehearsal }) => rehearsal),
    create: kinds('create'),
    change: kinds('update'),
    replace: kinds('replace'),
    delete: kinds('delete'),
    import: changes.filter(({ importing }) => importing !== undefined).length,
    drift: stacks.reduce((sum, { drift }) => sum + drift.length, 0),
    findings: counts<ReviewSeverity>(SEVERITIES, (severity) => open.filter((one) => one.severity === severity).length),
    waived: findings.length - open.length,
    stacks: counts<Outcome>(OUTCOMES, (outcome) => stacks.filter((stack) => stack.outcome === outcome).length),
  };
}
