import { field, isList, isObject, object, type JsonObject } from '../shared/json';
import { ExpressionError, type Expression, type Step } from './expression';
import { originOf, type Origin } from './origin';
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
export interface Openings {
  readonly whole: readonly Whole[];
  /** Read inside of an expression, so that what becomes of it cannot be told. */
  readonly inside: readonly Origin[];
}

/** Locals that one value may lead through. Real code needs a handful, and each step can double the work. */
const MOST_LOCALS = 200;

const NONE: Openings = { whole: [], inside: [] };

/**
 * Finds what an expression of this document takes from outside of it. Locals are followed. A local that cannot be read
 * is a fault where it is written.
 */
export function openingsFinder(document: JsonObject): (expression: Expression, bound: ReadonlySet<string>) => Openings {
  const locals = object(field(document, 'locals'));
  let followed = 0;
  return (expression, bound) => {
    followed = 0;
    return look(expression, bound, new Set());
  };

  function look(expression: Expression, bound: ReadonlySet<string>, seen: ReadonlySet<string>): Openings {
    const inner = peeled(expression);
    const secret = decodedMember(inner);
    if (secret !== undefined) return { whole: [{ origin: secret, keys: [], decoded: true }], inside: [] };
    const reference = referenceOf(inner);
    if (reference === undefined || bound.has(reference.name) || !hasFixedSteps(reference, bound, seen)) {
      return { whole: [], inside: insideOf(expression, bound, seen) };
    }
    if (reference.name === 'local') return ofLocal(reference, seen);
    const origin = originOf(reference);
    return origin === undefined ? NONE : { whole: [{ origin, keys: [], decoded: false }], inside: [] };
  }

  /** An index that itself is open says nothing about which element is read. */
  function hasFixedSteps({ steps }: Reference, bound: ReadonlySet<string>, seen: ReadonlySet<string>): boolean {
    return steps.every((step) => step.kind !== 'index' || insideOf(step.key, bound, seen).length === 0);
  }

  function ofLocal(reference: Reference, seen: ReadonlySet<string>): Openings {
    const [first, ...rest] = reference.steps;
    const name = first?.kind === 'attribute' ? first.name : undefined;
    followed += 1;
    const lost = followed > MOST_LOCALS || name === undefined || seen.has(name) || !Object.hasOwn(locals, name);
    if (lost) return unknown(reference);
    return ofValue(locals[name], rest, new Set([...seen, name]));
  }

  function ofValue(value: unknown, steps: readonly Step[], seen: ReadonlySet<string>): Openings {
    if (typeof value === 'string') return ofText(value, steps, seen);
    const [step, ...rest] = steps;
    if (isList(value)) {
      if (step === undefined) return joined(value.map((item) => ofValue(item, [], seen)));
      const at = literalKey(step);
      return typeof at === 'number'
        ? ofValue(value[at], rest, seen)
        : { whole: [], inside: insideOfValue(value, seen) };
    }
    if (!isObject(value)) return NONE;
    if (Object.keys(value).some(isTemplate)) return { whole: [], inside: insideOfValue(value, seen) };
    if (step === undefined) {
      return joined(Object.entries(value).map(([key, member]) => below(key, ofValue(member, [], seen))));
    }
    const key = literalKey(step);
    if (typeof key !== 'string') return { whole: [], inside: insideOfValue(value, seen) };
    return ofValue(field(value, key), rest, seen);
  }

  function ofText(text: string, steps: readonly Step[], seen: ReadonlySet<string>): Openings {
    const expression = readable(text);
    const reference = referenceOf(peeled(expression));
    if (steps.length === 0) return look(expression, new Set(), seen);
    if (reference === undefined) return { whole: [], inside: insideOf(expression, new Set(), seen) };
    const { name } = reference;
    return look({ kind: 'access', of: { kind: 'name', name }, steps: [...reference.steps, ...steps] }, new Set(), seen);
  }

  function insideOf(expression: Expression, bound: ReadonlySet<string>, seen: ReadonlySet<string>): readonly Origin[] {
    return usesOf(expression, bound).references.flatMap((reference) => {
      if (reference.name !== 'local') return originOf(reference) ?? [];
      const { whole, inside } = ofLocal(reference, seen);
      return [...whole.map(({ origin }) => origin), ...inside];
    });
  }

  function insideOfValue(value: unknown, seen: ReadonlySet<string>): readonly Origin[] {
    if (typeof value === 'string') return insideOf(readable(value), new Set(), seen);
    if (isList(value)) return value.flatMap((item) => insideOfValue(item, seen));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, member]) => [
      ...insideOfValue(key, seen),
      ...insideOfValue(member, seen),
    ]);
  }
}

/** A local that does not exist or leads back to itself: Terraform refuses it, and nothing is known of it. */
function unknown(reference: Reference): Openings {
  const origin = originOf(reference);
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
  const origin = originOf(reference);
  return origin && { ...origin, text: `jsondecode(${origin.text})[${JSON.stringify(literalKey(step))}]` };
}
