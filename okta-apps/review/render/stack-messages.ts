import type { Diagnostic } from '../../plan/diagnostics';
import type { Review, StackReview } from '../review-model';

/** Something that Terraform or this tool says of stacks; what it says of several is one. */
export interface StackMessage {
  readonly kind: 'failure' | 'error' | 'warning' | 'note';
  /** Lines, none of them empty. */
  readonly lines: readonly string[];
  readonly stacks: readonly string[];
}

/** Failures first, notes last. */
export function stackMessages({ stacks }: Review): readonly StackMessage[] {
  const found = new Map<string, StackMessage & { readonly stacks: string[] }>();
  for (const kind of ['failure', 'error', 'warning', 'note'] as const) {
    for (const stack of stacks) {
      for (const lines of linesOf(kind, stack)) {
        const key = JSON.stringify([kind, lines]);
        const known = found.get(key) ?? { kind, lines, stacks: [] };
        found.set(key, known);
        if (known.stacks.at(-1) !== stack.stack) known.stacks.push(stack.stack);
      }
    }
  }
  return [...found.values()];
}

function linesOf(
  kind: StackMessage['kind'],
  { failure, errors, warnings, notes }: StackReview,
): readonly (readonly string[])[] {
  switch (kind) {
    case 'failure':
      return failure === undefined ? [] : [[failure]];
    case 'note':
      return notes.map((note) => [note]);
    case 'error':
      return errors.map(linesOfDiagnostic);
    case 'warning':
      return warnings.map(linesOfDiagnostic);
  }
}

function linesOfDiagnostic({ summary, detail, address }: Diagnostic): readonly string[] {
  return [address, summary, detail].filter((text) => text !== undefined && text !== '') as readonly string[];
}
