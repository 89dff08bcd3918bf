import { Token } from 'cdktf';
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
