import { counts } from '../plan/plan-json';
import { EXIT } from '../shared/exit-codes';
import type { PlanResult } from './plan-stacks';

/** One stack could not be planned: 1. Else one is blocked: 3. Else one has changes: 2. Else 0. */
export function exitCodeOf(results: readonly PlanResult[]): number {
  if (results.some((result) => 'failure' in result)) return EXIT.failed;
  const outcomes = results.map((result) => ('plan' in result ? result.plan.outcome : 'none'));
  if (outcomes.includes('blocked')) return EXIT.refused;
  return outcomes.includes('changes') ? EXIT.changes : EXIT.done;
}

/** With what the stacks were planned, one line for each set of tools. */
export function toolsText(results: readonly PlanResult[]): string {
  return [...new Set(results.map(({ tools }) => `Planned with ${tools}\n`))].join('');
}

/** The results as they stand in a JSON document: names and counts, never a value. */
export function planJson(results: readonly PlanResult[]): readonly object[] {
  return results.map((result) => {
    const { name, manifest } = result.stack;
    const head = { stack: name, environment: manifest.environment, tools: result.tools };
    if ('failure' in result) {
      const { message, diagnostics } = result.failure;
      return { ...head, outcome: 'failed', error: message, diagnostics };
    }
    const { outcome, changes, diagnostics } = result.plan;
    return { ...head, outcome, counts: counts(changes), changes, diagnostics };
  });
}
