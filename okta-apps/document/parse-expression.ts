import type { Entry, Expression, ForExpression, Step } from './expression';
import type { Scanner } from './scanner';

/** Operators from the loosest to the tightest; the longer one of two that begin alike comes first. */
const OPERATORS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['>=', '<=', '>', '<'],
  ['+', '-'],
  ['*', '/', '%'],
];

const CONSTANTS = new Map<string, true | false | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads a text in quotes or a heredoc, which is a template of its own. */
export type ReadQuoted = (scanner: Scanner) => Expression;

/**
 * Reads one expression and leaves the scanner behind it.
 *
 * @throws ExpressionError with the place of what cannot be read.
 */
export function readExpression(scanner: Scanner, readQuoted: ReadQuoted): Expression {
  return conditional();

  function conditional(): Expression {
    return scanner.deeper(() => {
      const condition = binary(0);
      if (!scanner.take('?')) return condition;
      const then = conditional();
      scanner.expect(':');
      return { kind: 'conditional', condition, then, otherwise: conditional() };
    });
  }

  function binary(level: number): Expression {
    const operators = OPERATORS[level];
    if (operators === undefined) return unary();
    const left = binary(level + 1);
    const operator = operators.find((candidate) => takeOperator(candidate));
    return operator === undefined ? left : rest(left, operator, operators, level);
  }

  /** Each operator of a chain nests what is before it, so a chain counts for its length. */
  function rest(left: Expression, operator: string, operators: readonly string[], level: number): Expression {
    return scanner.deeper(() => {
      const all: Expression = { kind: 'binary', operator, left, right: binary(level + 1) };
      const next = operators.find((candidate) => takeOperator(candidate));
      return next === undefined ? all : rest(all, next, operators, level);
    });
  }

  function takeOperator(operator: string): boolean {
    scanner.skip();
    if (operator === '%' && scanner.looksAt('%{')) return false;
    return scanner.take(operator);
  }

  function unary(): Expression {
    scanner.skip();
    for (const operator of ['!', '-'] as const) {
      if (!scanner.take(operator)) continue;
      return scanner.deeper(() => ({ kind: 'unary', operator, operand: unary() }));
    }
    return withSteps(term());
  }

  function term(): Expression {
    scanner.skip();
    if (scanner.looksAt('"') || scanner.looksAt('<<')) return readQuoted(scanner);
    if (scanner.take('(')) return parentheses();
    if (scanner.take('[')) return scanner.nested(false, tuple);
    if (scanner.take('{')) return scanner.nested(true, object);
    const number = scanner.number();
    if (number !== undefined) return { kind: 'literal', value: number };
    const start = scanner.at;
    const name = scanner.identifier();
    if (name === undefined)
      return scanner.fail(scanner.atEnd ? 'the expression ends too early' : 'no expression begins');
    const called = calledFrom(name);
    if (called !== undefined) return called;
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return { kind: 'literal', value: constant };
    if (name === 'for' || name === 'in') return scanner.fail(`"${name}" is no name`, start);
    return { kind: 'name', name };
  }

  /** A call of the function that begins with this name: comments may be in front of its parenthesis. */
  function calledFrom(first: string): Expression | undefined {
    let name = first;
    while (scanner.take('::')) {
      const part = scanner.identifier() ?? scanner.fail('the name of a function is missing');
      name += `::${part}`;
    }
    if (scanner.take('(')) return scanner.nested(false, () => call(name));
    return name === first ? undefined : scanner.fail('"(" is missing');
  }

  function call(name: string): Expression {
    const args: Expression[] = [];
    while (!scanner.take(')')) {
      args.push(conditional());
      if (scanner.take('...')) {
        scanner.expect(')');
        return { kind: 'call', name, args, spread: true };
      }
      if (scanner.take(')')) break;
      scanner.expect(',');
    }
    return { kind: 'call', name, args, spread: false };
  }

  function parentheses(): Expression {
    return scanner.nested(false, () => {
      const inner = conditional();
      scanner.expect(')');
      return { kind: 'parentheses', inner };
    });
  }

  function tuple(): Expression {
    if (scanner.takeWord('for')) return loop(']', false);
    const items: Expression[] = [];
    while (!scanner.take(']')) {
      items.push(conditional());
      if (scanner.take(']')) break;
      scanner.expect(',');
    }
    return { kind: 'tuple', items };
  }

  function object(): Expression {
    scanner.skipLines();
    if (scanner.takeWord('for')) return scanner.nested(false, () => loop('}', true));
    const entries: Entry[] = [];
    while (!takeAfterLines('}')) {
      entries.push(entry());
      scanner.skip();
      if (scanner.looksAt('}') || scanner.looksAt('\n')) continue;
      scanner.expect(',');
    }
    return { kind: 'object', entries };
  }

  function takeAfterLines(text: string): boolean {
    scanner.skipLines();
    return scanner.take(text);
  }

  function entry(): Entry {
    const key = conditional();
    if (!scanner.take('=')) scanner.expect(':');
    // A bare word is the key itself; in parentheses it is a reference.
    return { key: key.kind === 'name' ? { kind: 'literal', value: key.name } : key, value: conditional() };
  }

  function loop(end: string, ofObject: boolean): ForExpression {
    const first = loopName();
    const second = scanner.take(',') ? loopName() : undefined;
    if (!scanner.takeWord('in')) scanner.fail('"in" is missing');
    const collection = conditional();
    scanner.expect(':');
    const head = conditional();
    if (ofObject) scanner.expect('=>');
    const result = ofObject ? conditional() : head;
    const grouped = ofObject && scanner.take('...');
    const condition = scanner.takeWord('if') ? conditional() : undefined;
    scanner.expect(end);
    return {
      kind: 'for',
      ...(second !== undefined && { key: first }),
      value: second ?? first,
      collection,
      ...(ofObject && { resultKey: head }),
      result,
      grouped,
      ...(condition !== undefined && { condition }),
    };
  }

  function loopName(): string {
    return scanner.identifier() ?? scanner.fail('the name of a loop variable is missing');
  }

  function withSteps(of: Expression): Expression {
    const steps: Step[] = [];
    for (let step = nextStep(); step !== undefined; step = nextStep()) steps.push(step);
    return steps.length === 0 ? of : { kind: 'access', of, steps };
  }

  function nextStep(): Step | undefined {
    scanner.skip();
    if (scanner.looksAt('...')) return undefined;
    if (scanner.take('.')) return attribute();
    if (!scanner.take('[')) return undefined;
    return scanner.nested(false, (): Step => {
      if (scanner.take('*')) {
        scanner.expect(']');
        return { kind: 'splat' };
      }
      const key = conditional();
      scanner.expect(']');
      return { kind: 'index', key };
    });
  }

  /** What follows a dot: a name, a splat, or the number of an element in the old way. */
  function attribute(): Step {
    if (scanner.take('*')) return { kind: 'splat' };
    const index = scanner.digits();
    if (index !== undefined) return { kind: 'index', key: { kind: 'literal', value: index } };
    const name = scanner.identifier();
    return name === undefined ? scanner.fail('the name of an attribute is missing') : { kind: 'attribute', name };
  }
}
