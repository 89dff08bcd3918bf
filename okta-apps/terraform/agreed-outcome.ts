import { isObject } from '../shared/json';
import { diagnosticTexts, indented, type Diagnostic } from '../plan/diagnostics';
import { outcomeShown, type PlanOutcome } from '../plan/plan-outcome';
import { StackFailure, type Runner, type StackRun } from './invoke';
import { wrapperAdvice } from './wrapper';

/** Exit codes of `terraform plan -detailed-exitcode` that mean success. */
const OUTCOMES: ReadonlyMap<number | null, PlanOutcome> = new Map([
  [0, 'none'],
  [2, 'changes'],
]);

const SAYS: Readonly<Record<PlanOutcome, string>> = { none: 'no changes', changes: 'changes' };

/**
 * The outcome of a plan, from two signals that must agree: the exit code, and the saved plan as it is shown. One alone
 * is not believed, because a wrapper around Terraform turns "changes" into success, and an empty list may be a list
 * that was not read.
 *
 * @throws StackFailure when they do not agree.
 */
export function agreedOutcome(
  { binary }: Runner,
  { stack }: StackRun,
  code: number | null,
  plan: unknown,
): PlanOutcome {
  const [byCode, shown] = [OUTCOMES.get(code), outcomeShown(plan)];
  if (byCode === shown) return shown;
  if (byCode === 'none' && hasOnlyDeferred(plan)) {
    throw new StackFailure(
      `${stack}: ${binary.product} puts every change off to a later plan, so there is nothing that it could apply now; ` +
        'apply first what these changes wait for',
      [],
    );
  }
  throw new StackFailure(
    `${stack}: ${binary.product} plan ended with exit code ${String(code)}, which means ${SAYS[byCode ?? 'none']}, but ` +
      `the plan that it saved has ${SAYS[shown]}. The outcome is unknown. ${wrapperAdvice(binary.product)}`,
    [],
  );
}

/** Terraform calls such a plan empty, although it is not done with the configuration. */
function hasOnlyDeferred(plan: unknown): boolean {
  if (!isObject(plan)) return false;
  const rest = Object.entries(plan).filter(([key]) => !key.startsWith('deferred_'));
  return outcomeShown(plan) === 'changes' && outcomeShown(Object.fromEntries(rest)) === 'none';
}

/**
 * Checks that a plan which ended with success did succeed.
 *
 * @param saved Whether it wrote the plan.
 * @throws StackFailure
 */
export function checkSuccess(
  { binary }: Runner,
  { stack }: StackRun,
  { code, diagnostics, saved }: { code: number | null; diagnostics: readonly Diagnostic[]; saved: boolean },
): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && saved) return;
  const what = errors.length > 0 ? 'reported errors' : 'saved no plan';
  const message = `${stack}: ${binary.product} plan ended with exit code ${String(code)}, which means success, but ${what}`;
  const said = errors.length === 0 ? '' : `\n${indented(diagnosticTexts(errors).join('\n'))}\n `;
  throw new StackFailure(`${message}.${said} ${wrapperAdvice(binary.product)}`, errors);
}
