import type { Expression, Step, TemplatePart } from './expression';

/** A name that an expression reads, with what follows it: `var` and `.x`. */
export interface Reference {
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Call = Extract<Expression, { kind: 'call' }>;

/** Everything that an expression reads and calls, at any depth. */
export interface Uses {
  readonly references: readonly Reference[];
  readonly calls: readonly Call[];
}

/** Names by which Terraform reaches what is outside of the expression; no loop variable is taken for one of them. */
export const ROOTS: ReadonlySet<string> = new Set(
  'count data each ephemeral local module output path resource self terraform var action check run'.split(' '),
);

/** @param bound variables of loops around the expression: they are no references. */
export function usesOf(expression: Expression, bound: ReadonlySet<string> = new Set()): Uses {
  const references: Reference[] = [];
  const calls: Call[] = [];
  visit(expression, bound);
  return { references, calls };

  function visit(at: Expression, names: ReadonlySet<string>): void {
    switch (at.kind) {
      case 'literal':
        return;
      case 'name': {
        reference(at.name, [], names);
        return;
      }
      case 'access':
        if (at.of.kind === 'name') reference(at.of.name, at.steps, names);
        else visit(at.of, names);
        {
          at.steps.forEach((step) => {
            if (step.kind === 'index') visit(step.key, names);
          });
          return;
        }
      case 'call':
        calls.push(at);
        {
          all(at.args, names);
          return;
        }
      case 'template': {
        parts(at.parts, names);
        return;
      }
      case 'tuple': {
        all(at.items, names);
        return;
      }
      case 'object': {
        at.entries.forEach(({ key, value }) => {
          all([key, value], names);
        });
        return;
      }
      case 'for':
        visit(at.collection, names);
        {
          all([at.resultKey, at.result, at.condition], withNames(names, at.key, at.value));
          return;
        }
      case 'unary': {
        visit(at.operand, names);
        return;
      }
      case 'binary': {
        all([at.left, at.right], names);
        return;
      }
      case 'conditional': {
        all([at.condition, at.then, at.otherwise], names);
        return;
      }
      case 'parentheses': {
        visit(at.inner, names);
        return;
      }
    }
  }

  function all(expressions: readonly (Expression | undefined)[], names: ReadonlySet<string>): void {
    for (const one of expressions) if (one !== undefined) visit(one, names);
  }

  function parts(list: readonly TemplatePart[], names: ReadonlySet<string>): void {
    for (const part of list) {
      if (part.kind === 'value') visit(part.expression, names);
      else if (part.kind === 'if') {
        visit(part.condition, names);
        parts(part.then, names);
        parts(part.otherwise, names);
      } else if (part.kind === 'for') {
        visit(part.collection, names);
        parts(part.parts, withNames(names, part.key, part.value));
      }
    }
  }

  function reference(name: string, steps: readonly Step[], names: ReadonlySet<string>): void {
    if (ROOTS.has(name) || !names.has(name)) references.push({ name, steps });
  }
}

function withNames(names: ReadonlySet<string>, ...more: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set([...names, ...more.filter((name) => name !== undefined)]);
}
