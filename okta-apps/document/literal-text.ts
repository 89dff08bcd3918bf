import { field, inner, isObject } from '../shared/json';
import { ExpressionError, type Expression, type Step } from './expression';
import type { Scope } from './modules/embedded';
import { escapedText, parseTemplate } from './parse-template';

/** Locals that may lead to one text. */
const MOST_LOCALS = 20;

/** What one instance of a block has as `each`. */
export interface Instance {
  /** Its key in `for_each`; undefined where the block has none. */
  readonly key?: string | undefined;
  readonly forEach?: unknown;
}

/**
 * The text that the code itself determines: as it is written, by way of locals and of arguments of modules, or as the
 * instance's own `each`. Undefined for everything that has to be computed.
 *
 * @param scope where the text is written.
 */
export function literalText(scope: Scope, text: string, instance: Instance = {}): string | undefined {
  return follow(scope, text, MOST_LOCALS);

  function follow(where: Scope, value: unknown, left: number): string | undefined {
    if (typeof value !== 'string' || left === 0) return undefined;
    const expression = read(value);
    if (expression?.kind === 'literal') return typeof expression.value === 'string' ? expression.value : undefined;
    if (expression?.kind !== 'access' || expression.of.kind !== 'name') return undefined;
    const names = namesOf(expression.steps);
    if (names === undefined) return undefined;
    if (expression.of.name === 'local')
      return follow(where, inner(field(where.document, 'locals'), ...names), left - 1);
    if (expression.of.name === 'var') return ofArgument(where, names, left);
    // Of a caller, `each` is the instance of the module, which is not known here.
    return expression.of.name === 'each' && where === scope
      ? follow(where, ofEach(names, instance), left - 1)
      : undefined;
  }

  function ofArgument({ document, caller }: Scope, names: readonly string[], left: number): string | undefined {
    const [name = ''] = names;
    if (caller === undefined) return undefined;
    if (Object.hasOwn(caller.body, name)) return follow(caller.scope, inner(caller.body, ...names), left - 1);
    const [, ...rest] = names;
    return follow(caller.scope, inner(document, 'variable', name, 'default', ...rest), left - 1);
  }
}

/** `each.value` of a set is its key; of an object that the code writes, the member. */
function ofEach(names: readonly string[], { key, forEach }: Instance): unknown {
  if (key === undefined) return undefined;
  const [name, ...rest] = names;
  if (name === 'key' && rest.length === 0) return escapedText(key);
  if (name !== 'value') return undefined;
  if (isObject(forEach)) return inner(forEach, key, ...rest);
  return rest.length === 0 && typeof forEach === 'string' && /^\$\{\s*toset\(/.test(forEach)
    ? escapedText(key)
    : undefined;
}

function read(text: string): Expression | undefined {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function namesOf(steps: readonly Step[]): readonly string[] | undefined {
  const names = steps.flatMap((step) => {
    if (step.kind === 'attribute') return [step.name];
    return step.kind === 'index' && step.key.kind === 'literal' && typeof step.key.value === 'string'
      ? [step.key.value]
      : [];
  });
  return names.length === steps.length ? names : undefined;
}
