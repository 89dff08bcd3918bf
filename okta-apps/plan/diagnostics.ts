import { field, isObject, textField, type JsonObject } from '../shared/json';
import { groupBy } from '../shared/lists';

/** What Terraform says is wrong, or may be. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** Terraform address, where it is about one resource. */
  readonly address?: string;
  /** What to do about it, where this tool knows that; in the grammar of a rule's `fix`. */
  readonly fix?: string;
}

/** One line of Terraform's `-json` output, as far as it is used here. */
export type UiMessage =
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'done'; readonly address: string; readonly action: string }
  | { readonly type: 'errored'; readonly address: string; readonly at: number }
  | { readonly type: 'other' };

const OTHER: UiMessage = { type: 'other' };

/**
 * Reads one line of `terraform plan|apply -json`. A line that is not one of its messages is `other`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function parseUiLine(line: string): UiMessage {
  if (!line.startsWith('{')) return OTHER;
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return OTHER;
  }
  const {
    type,
    diagnostic,
    hook,
    '@timestamp': at,
  } = message as {
    type?: unknown;
    '@timestamp'?: unknown;
    diagnostic?: unknown;
    hook?: { resource?: { addr?: unknown }; action?: unknown };
  };
  if (type === 'diagnostic' && isObject(diagnostic)) return { type, diagnostic: diagnosticOf(diagnostic) };
  if (type === 'apply_complete') {
    return { type: 'done', address: text(hook?.resource?.addr), action: text(hook?.action) };
  }
  if (type === 'apply_errored') {
    return { type: 'errored', address: text(hook?.resource?.addr), at: Date.parse(text(at)) };
  }
  return OTHER;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A diagnostic as Terraform writes it as JSON; what is not marked as a warning counts as an error. */
export function diagnosticOf(raw: JsonObject): Diagnostic {
  const [address, fix] = [textField(raw, 'address'), textField(raw, 'fix')];
  return {
    severity: field(raw, 'severity') === 'warning' ? 'warning' : 'error',
    summary: text(field(raw, 'summary')),
    detail: text(field(raw, 'detail')),
    ...(address !== undefined && { address }),
    ...(fix !== undefined && { fix }),
  };
}

/**
 * Errors with which Terraform refuses a plan that it has computed; any other error means that there is no whole plan.
 * OpenTofu words them alike.
 */
const REFUSALS = new Set([
  'Instance cannot be destroyed',
  'Resource precondition failed',
  'Resource postcondition failed',
  'Module output value precondition failed',
]);

/** Whether these errors say that the plan is known and refused. */
export function isRefusal(diagnostics: readonly Diagnostic[]): boolean {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ summary }) => REFUSALS.has(summary));
}

/**
 * One block of text for each different thing that is said: its summary with the addresses it is about, and its detail
 * indented below.
 */
export function diagnosticTexts(diagnostics: readonly Diagnostic[]): readonly string[] {
  const alike = groupBy(diagnostics, ({ severity, summary, detail, fix }) =>
    JSON.stringify([severity, summary, detail, fix]),
  );
  return [...alike.values()].map((group) => {
    const { severity, summary, detail, fix } = group[0] as Diagnostic;
    const addresses = group.flatMap(({ address }) => address ?? []);
    const named = addresses.join(', ');
    const head = `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}${named && ` (${named})`}`;
    const todo = fix === undefined ? '' : indented(asSentence(fix));
    return [head, indented(detail.trim()), todo].filter((part) => part !== '').join('\n');
  });
}

/** What to do, where it does not follow on a rule's words. */
function asSentence(fix: string): string {
  return `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`;
}

/** The text two columns to the right; empty lines stay empty. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
