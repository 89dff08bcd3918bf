import { Fn, propertyAccess, Token } from 'cdktf';
import { UNKNOWN } from '../../okta-apps/shared/unknown';

/** What begins a template in the literal parts of a text. CDKTF writes its tokens as `${TfToken[…]}`. */
const TEMPLATE = /\$\{(?!TfToken\[)/g;
/** A dollar sign right before a token: Terraform would read the two as an escape. */
const DOLLAR_BEFORE_TOKEN = /\$(?=\$\{TfToken\[)/g;

/**
 * A literal as Terraform must read it to give it back unchanged: `${` and `%{` would start a template.
 * In a string that holds a token, the token is left alone.
 */
export function literal<T>(value: T): T {
  if (typeof value !== 'string') return value;
  const escaped = value.replace(TEMPLATE, '$$$${').replaceAll('%{', '%%{');
  return escaped.replace(DOLLAR_BEFORE_TOKEN, '${"$$"}') as T & string;
}

/** A list in its own order, its literals escaped. Anything else, such as a list token, is left alone. */
export function literals<T>(values: T): T {
  if (!Array.isArray(values) || Token.isUnresolved(values)) return values;
  return values.map((value: unknown) => literal(value)) as T & unknown[];
}

/**
 * A list that Okta treats as a set: sorted and without duplicates, so that two ways to write it are one plan.
 * Tokens come last, in the order they were written.
 */
export function literalSet<T>(values: T): T {
  if (!Array.isArray(values) || Token.isUnresolved(values)) return values;
  const all: readonly unknown[] = values;
  const known = all.filter((value) => !Token.isUnresolved(value));
  const tokens = all.filter((value) => Token.isUnresolved(value));
  return [...literals([...new Set(known)].sort()), ...tokens] as T & unknown[];
}

/** In place of a token where there can be none: refused by its type, in these words. */
export const NOT_WRITTEN_OUT = Symbol('a value that only Terraform knows');

/** The value with every token in it replaced by the marker. */
export function hideTokens(value: unknown, marker: symbol = UNKNOWN): unknown {
  if (Token.isUnresolved(value)) return marker;
  if (Array.isArray(value)) return value.map((element) => hideTokens(element, marker));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideTokens(inner, marker)]));
}

/** True when a token is the value or is anywhere in it. */
export function holdsToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsToken);
}

/** Stands for a member that has no default: Terraform leaves an attribute out that is null, which CDKTF cannot write. */
export const LEFT_OUT = Symbol('null');

/**
 * An object that only Terraform knows, as an object whose members only Terraform knows, so that each becomes an
 * attribute of its own. A member may have its name as in the props or, as CDKTF writes the values of variables and as
 * Terraform has it, with underscores; one that is not there has its default. Anything else is left alone.
 */
export function openToken<T>(value: T, defaults: Readonly<Record<string, unknown>>): T {
  if (!Token.isUnresolved(value)) return value;
  const members = Object.entries(defaults).map(([name, otherwise]) => {
    const names = [...new Set([name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)])];
    const last: unknown = otherwise === LEFT_OUT ? Fn.one([]) : otherwise;
    return [name, Fn.try([...names.map((its) => propertyAccess(value, [its])), last]) as unknown];
  });
  return Object.fromEntries(members) as T;
}

/**
 * Runs `build` without the stack traces that CDKTF takes for every token it makes, which are never read and which
 * cost most of the time of building a large stack. An error thrown inside keeps its stack.
 */
export function withoutTokenStacks<T>(build: () => T): T {
  const capture = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace');
  Error.captureStackTrace = (target: object) => {
    Object.defineProperty(target, 'stack', { value: '', configurable: true, writable: true });
  };
  try {
    return build();
  } finally {
    if (capture) Object.defineProperty(Error, 'captureStackTrace', capture);
  }
}
