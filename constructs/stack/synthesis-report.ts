import type { Problem } from './check-stack';

/** What a synth came to. */
export interface Outcome {
  readonly problems: readonly Problem[];
  /** Names of the stacks that were written. */
  readonly stacks: readonly string[];
  /** What else to know, such as an environment that was not asked for and could not be built. */
  readonly warnings: readonly string[];
  /** Why nothing could be checked at all. */
  readonly error?: string;
}

/** Prints the outcome: as JSON on standard output when a program asks for it, else the problems on standard error. */
export function report(outcome: Outcome): void {
  if (process.env['OKTA_APPS_FORMAT'] === 'json') process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else process.stderr.write(asText(outcome));
}

/** One line a problem; the last line says what became of the synth. Empty when there is nothing to say. */
function asText({ problems, warnings, error }: Outcome): string {
  if (error !== undefined) return `error: ${error}\n`;
  const told = problems.filter(({ waiver }) => waiver === undefined);
  const lines = [
    ...warnings.map((warning) => `warning: ${warning}`),
    ...told.map(
      ({ environment, app, message, severity }) =>
        `${severity}: [${[environment, app].filter((part) => part !== '').join(' ')}] ${message}`,
    ),
  ];
  if (lines.length === 0) return '';
  const errors = told.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    lines.push(`${count(errors, 'error')}: nothing was written. Each rule is explained in docs/rules.md.`);
  return `${lines.join('\n')}\n`;
}

function count(n: number, word: string): string {
  return `${String(n)} ${word}${n === 1 ? '' : 's'}`;
}
