import { isObject } from '../shared/json';
import { tooLongText } from '../shared/text-limit';
import type { PlanJson } from '../plan/plan-json';
import { failure, runPlain, StackFailure, type Runner, type StackRun } from './invoke';
import { PLAN_FILE } from './saved-plan';
import { wrapperAdvice } from './wrapper';

/** A saved plan as it is shown. It holds sensitive values in clear and stays in memory. */
export interface ShownPlan {
  readonly text: string;
  readonly json: PlanJson;
}

/**
 * Shows the saved plan.
 *
 * @throws StackFailure when it cannot be read, whole and alone.
 */
export async function showPlan(runner: Runner, run: StackRun): Promise<ShownPlan> {
  const result = await runPlain(runner, run, 'show', ['-json', PLAN_FILE]);
  if (result.tooLong) throw new StackFailure(`${run.stack}: the plan is too long to be read: ${tooLongText()}`, []);
  if (result.code !== 0) throw failure(runner, run, 'show', result, []);
  return { text: result.stdout, json: parseAnswer(runner, run, 'show', result.stdout) };
}

/**
 * Reads the JSON that a subcommand printed. What it printed is not quoted: it may hold secrets.
 *
 * @throws StackFailure when there is anything but one JSON object.
 */
export function parseAnswer({ binary }: Runner, { stack }: StackRun, subcommand: string, stdout: string): object {
  try {
    const answer: unknown = JSON.parse(stdout);
    if (isObject(answer)) return answer;
  } catch {
    // Told below.
  }
  const command = `"${binary.product === 'OpenTofu' ? 'tofu' : 'terraform'} ${subcommand} -json"`;
  const what = stdout.trim() === '' ? 'nothing' : 'something else than one JSON object';
  throw new StackFailure(`${stack}: ${command} printed ${what}. ${wrapperAdvice(binary.product)}`, []);
}
