import { field, inner, isList, isObject, object } from '../shared/json';
import { ExpressionError, type Expression, type Step } from './expression';
import { originOf, type Origin } from './origin';
import { moduleScope, type Scope } from './modules/embedded';
import { isTemplate, parseTemplate } from './parse-template';
import { usesOf, type Reference } from './uses';

/** An opening that is a whole value, or several of them where a local is a list or an object. */
export interface Whole {
  readonly origin: Origin;
  /** What stands between the place and the value: keys of the local's object. Elements of lists add nothing. */
  readonly keys: readonly string[];
  /** The value is one member of the JSON text that the origin holds. */
  readonly decoded: boolean;
}

/** What a value takes from outside of the document. */
interface Openings {
  readonly whole: readonly Whole[];
  /** Read inside of an expression, so that what becomes of it cannot be told. */
  readonly inside: readonly Origin[];
}

/** Locals, arguments and outputs that one value may lead through. Real code needs a handful, and each can double the work. */
const MOST_STEPS = 200;

const NONE: Openings = { whole: [], inside: [] };

/** Finds what an expression of a scope takes from outside of the document. */
export type FindOpenings = (expression: Expression, bound: ReadonlySet<string>, scope: Scope) => Openings;

/** Where a value is written, and the names that led there. */
interface At {
  readonly scope: Scope;
  readonly bound: ReadonlySet<string>;
  readonly seen: ReadonlySet<string>;
}

/**
 * Finds what expressions of a document take from outside of it. Locals are followed, and so are the arguments and the
 * outputs of modules that were read. What cannot be read is a fault where it is written.
 */
export function openingsFinder(): FindOpenings {
  let followed = 0;
  return (expression, bound, scope) => {
    followed = 0;
    return look(expression, { scope, bound, seen: new Set() });
  };

  function look(expression: Expression, at: At): Openings {
    const inside = peeled(expression);
    // In a module the variable is an argument of its caller.
    const secret = at.scope.caller === undefined ? decodedMember(inside) : undefined;
    if (secret !== undefined) return { whole: [{ origin: secret, keys: [], decoded: true }], inside: [] };
    const reference = referenceOf(inside);
    if (reference === undefined || at.bound.has(reference.name) || !hasFixedSteps(reference, at)) {
      return { whole: [], inside: insideOf(expression, at) };
    }
    return ofWritten(reference, at) ?? ofOrigin(reference, at);
  }

  function ofOrigin(reference: Reference, { scope }: At): Openings {
    const origin = originOf(reference, scope.prefix);
    return origin === undefined ? NONE : { whole: [{ origin, keys: [], decoded: false }], inside: [] };
  }

  /** An index that itself is open says nothing about which element is read. */
  function hasFixedSteps({ steps }: Reference, at: At): boolean {
    return steps.every((step) => step.kind !== 'index' || insideOf(step.key, at).length === 0);
  }

  /** What the document itself writes under a name; undefined for what is outside of it. */
  function ofWritten(reference: Reference, { scope, seen }: At): Openings | undefined {
    const written = writtenAt(reference, scope);
    if (written === undefined) return undefined;
    const { key, value, steps, scope: where } = written;
    followed += 1;
    if (key === undefined || followed > MOST_STEPS || seen.has(key)) return unknown(reference, scope);
    return ofValue(value, steps, { scope: where, bound: NO_NAMES, seen: new Set([...seen, key]) });
  }

  function ofValue(value: unknown, steps: readonly Step[], at: At): Openings {
    if (typeof value === 'string') return ofText(value, steps, at);
    const [step, ...rest] = steps;
    if (isList(value)) {
      if (step === undefined) return joined(value.map((item) => ofValue(item, [], at)));
      const index = literalKey(step);
      return typeof index === 'number'
        ? ofValue(value[index], rest, at)
        : { whole: [], inside: insideOfValue(value, at) };
    }
    if (!isObject(value)) return NONE;
    if (Object.keys(value).some(isTemplate)) return { whole: [], inside: insideOfValue(value, at) };
    if (step === undefined) {
      return joined(Object.entries(value).map(([key, member]) => below(key, ofValue(member, [], at))));
    }
    const key = literalKey(step);
    if (typeof key !== 'string') return { whole: [], inside: insideOfValue(value, at) };
    return ofValue(field(value, key), rest, at);
  }

  function ofText(text: string, steps: readonly Step[], at: At): Openings {
    const expression = readable(text);
    const reference = referenceOf(peeled(expression));
    if (steps.length === 0) return look(expression, at);
    if (reference === undefined) return { whole: [], inside: insideOf(expression, at) };
    const { name } = reference;
    return look({ kind: 'access', of: { kind: 'name', name }, steps: [...reference.steps, ...steps] }, at);
  }

  function insideOf(expression: Expression, at: At): readonly Origin[] {
    return usesOf(expression, at.bound).references.flatMap((reference) => {
      const written = ofWritten(reference, at);
      if (written === undefined) return originOf(reference, at.scope.prefix) ?? [];
      return [...written.whole.map(({ origin }) => origin), ...written.inside];
    });
  }

  function insideOfValue(value: unknown, at: At): readonly Origin[] {
    if (typeof value === 'string') return insideOf(readable(value), at);
    if (isList(value)) return value.flatMap((item) => insideOfValue(item, at));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, member]) => [...insideOfValue(key, at), ...insideOfValue(member, at)]);
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** A value that a reference leads to, and what is read of it. Without a `key` it is not known which value that is. */
interface Written {
  readonly key: string | undefined;
  readonly value: unknown;
  readonly steps: readonly Step[];
  readonly scope: Scope;
}

/** Locals, and of modules that were read the arguments and the outputs; undefined for every other name. */
function writtenAt({ name, steps }: Reference, scope: Scope): Written | undefined {
  const [first, ...rest] = steps;
  const label = first?.kind === 'attribute' ? first.name : undefined;
  const lost: Written = { key: undefined, value: undefined, steps: [], scope };
  if (name === 'local') {
    const locals = object(field(scope.document, 'locals'));
    if (label === undefined || !Object.hasOwn(locals, label)) return lost;
    return { key: `${scope.prefix}local.${label}`, value: locals[label], steps: rest, scope };
  }
  if (name === 'var' && scope.caller !== undefined) {
    const variables = object(field(scope.document, 'variable'));
    if (label === undefined || !Object.hasOwn(variables, label)) return lost;
    const { body, scope: caller } = scope.caller;
    const value = field(body, label) ?? inner(variables, label, 'default');
    return { key: `${scope.prefix}var.${label}`, value, steps: rest, scope: caller };
  }
  const module = name === 'module' && label !== undefined ? moduleScope(scope, label) : undefined;
  if (module === undefined) return undefined;
  const [output, ...more] = rest[0]?.kind === 'index' ? rest.slice(1) : rest;
  const wanted = output?.kind === 'attribute' ? output.name : undefined;
  const body = wanted === undefined ? undefined : inner(module.document, 'output', wanted);
  if (wanted === undefined || body === undefined) return lost;
  return { key: `${module.prefix}output.${wanted}`, value: inner(body, 'value'), steps: more, scope: module };
}

/** A name that does not exist or leads back to itself: Terraform refuses it, and nothing is known of it. */
function unknown(reference: Reference, { prefix }: Scope): Openings {
  const origin = originOf(reference, prefix);
  return origin === undefined ? NONE : { whole: [], inside: [origin] };
}

function readable(text: string): Expression {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionError) return { kind: 'literal', value: null };
    throw error;
  }
}

function joined(all: readonly Openings[]): Openings {
  return { whole: all.flatMap(({ whole }) => whole), inside: all.flatMap(({ inside }) => inside) };
}

function below(key: string, { whole, inside }: Openings): Openings {
  return { whole: whole.map((one) => ({ ...one, keys: [key, ...one.keys] })), inside };
}

function peeled(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? peeled(expression.inner) : expression;
}

function referenceOf(expression: Expression): Reference | undefined {
  if (expression.kind === 'name') return { name: expression.name, steps: [] };
  if (expression.kind !== 'access' || expression.of.kind !== 'name') return undefined;
  return { name: expression.of.name, steps: expression.steps };
}

function literalKey(step: Step): string | number | undefined {
  if (step.kind === 'attribute') return step.name;
  if (step.kind !== 'index' || step.key.kind !== 'literal') return undefined;
  const { value } = step.key;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** `jsondecode(var.secrets)["billing"]`: one member of a variable that holds the secrets of several apps. */
function decodedMember(expression: Expression): Origin | undefined {
  if (expression.kind !== 'access' || expression.of.kind !== 'call') return undefined;
  const { of: call, steps } = expression;
  const [step, second] = steps;
  const [argument, more] = call.args;
  if (call.name !== 'jsondecode' || call.spread || argument === undefined || more !== undefined) return undefined;
  if (step === undefined || second !== undefined || typeof literalKey(step) !== 'string') return undefined;
  const reference = referenceOf(argument);
  if (reference?.name !== 'var' || reference.steps.length !== 1) return undefined;
  const origin = originOf(reference, '');
  return origin && { ...origin, text: `jsondecode(${origin.text})[${JSON.stringify(literalKey(step))}]` };
}
