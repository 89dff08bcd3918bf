import { diagnosticTexts, indented, type Diagnostic } from './diagnostics';
import type { Action, PlannedChange } from './plan-json';

const SIGNS: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  forget: '.',
  import: '<-',
  move: '->',
};

const ORDER = Object.keys(SIGNS) as readonly Action[];
/** More lines than this are not read in a terminal; `--json` has them all. */
const MOST_LINES = 200;

/** How many changes there are of each kind; kinds that do not occur are left out. */
export function counts(changes: readonly PlannedChange[]): Partial<Record<Action, number>> {
  const found: Partial<Record<Action, number>> = {};
  for (const action of ORDER) {
    const n = changes.filter((change) => change.action === action).length;
    if (n > 0) found[action] = n;
  }
  return found;
}

/** Such as `2 to create, 1 to update`. */
export function countsText(changes: readonly PlannedChange[]): string {
  const parts = Object.entries(counts(changes)).map(([action, n]) => `${String(n)} to ${action}`);
  return parts.length === 0 ? 'nothing to change' : parts.join(', ');
}

/** What is said of one stack's plan. */
export interface StackSummary {
  readonly stack: string;
  readonly outcome: 'none' | 'changes' | 'blocked';
  readonly changes: readonly PlannedChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan of one stack as text: a heading, one line for each change, what Terraform says about it. */
export function summaryText({ stack, outcome, changes, diagnostics }: StackSummary): string {
  const heading = outcome === 'blocked' ? `blocked (${countsText(changes)})` : headline(changes, outcome);
  const shown = changes.slice(0, MOST_LINES).map(changeText);
  const rest = changes.length - shown.length;
  const lines = [
    `${stack}: ${heading}`,
    ...shown,
    ...(rest > 0 ? [`      and ${String(rest)} more (--json lists all)`] : []),
    ...diagnosticTexts(diagnostics).map(indented),
  ];
  return `${lines.join('\n')}\n`;
}

/** Terraform can call for an apply without any change of an object, for instance of a check's result. */
function headline(changes: readonly PlannedChange[], outcome: 'none' | 'changes'): string {
  return changes.length === 0 && outcome === 'changes' ? 'only the state itself to update' : countsText(changes);
}

function changeText({ address, action, from, attributes }: PlannedChange): string {
  const names = attributes.map(({ name, sensitive, forcesReplacement }) => {
    const remarks = [...(sensitive ? ['sensitive'] : []), ...(forcesReplacement ? ['forces replacement'] : [])];
    return remarks.length > 0 ? `${name} (${remarks.join(', ')})` : name;
  });
  const moved = from === undefined ? [] : [`moved from ${from}`];
  const about = [...moved, ...names].join(', ');
  return `  ${SIGNS[action].padEnd(3)} ${action.padEnd(7)} ${address}${about && `: ${about}`}`;
}
