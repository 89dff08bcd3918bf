import { writeFileSync } from 'node:fs';
import { UserError } from '../../okta-apps/shared/errors';
import { counted } from '../../okta-apps/shared/lists';
import { plainOutput } from '../../okta-apps/shared/plain-output';
import type { PlacedProblem } from './check-stack';
import { problemLines } from './same-problems';

/** What a synth came to. */
export interface Outcome {
  readonly problems: readonly PlacedProblem[];
  /** Names of the stacks that were written. */
  readonly stacks: readonly string[];
  /** What else to know, such as an environment that was not asked for and could not be built. */
  readonly warnings: readonly string[];
  /** Why nothing could be checked at all. */
  readonly error?: string;
}

/** The file that gets the outcome as JSON. Its own, because the app may print what it likes. */
const DOCUMENT = 'OKTA_APPS_DOCUMENT';

/**
 * Writes the outcome as JSON to the file that a program asks for, else prints the problems on standard error, and sets
 * the exit code of the process.
 */
export function report(outcome: Outcome): void {
  const file = process.env[DOCUMENT];
  if (file !== undefined) writeFileSync(file, JSON.stringify(outcome));
  else process.stderr.write(plainOutput(asText(outcome), process.env, process.stderr.isTTY));
  if (isRefused(outcome)) process.exitCode = 1;
}

/** True when nothing may be written. */
export function isRefused({ problems, error }: Outcome): boolean {
  return error !== undefined || problems.some(isError);
}

/**
 * Ends `app.synth()` before anything is written. Its problems were printed, so it has no stack that would be printed
 * below them; the message has them for code that catches it.
 */
export class SynthesisError extends UserError {
  override readonly name = 'SynthesisError';
  override readonly stack = '';

  constructor(outcome: Outcome) {
    super(asText(outcome).trimEnd());
  }
}

/** One line a problem, whatever environments have it; the last line says what became of the synth. Empty when there is nothing to say. */
function asText({ problems, warnings, error }: Outcome): string {
  if (error !== undefined) return `error: ${error}\n`;
  const told = problems.filter(({ waiver }) => waiver === undefined);
  const lines = [...warnings.map((warning) => `warning: ${warning}`), ...problemLines(told)];
  if (lines.length === 0) return '';
  const errors = problemLines(problems.filter(isError)).length;
  if (errors > 0)
    lines.push(`${counted(errors, 'error')}: nothing was written. Each rule is explained in docs/rules.md.`);
  return `${lines.join('\n')}\n`;
}

function isError({ severity, waiver }: PlacedProblem): boolean {
  return severity === 'error' && waiver === undefined;
}
