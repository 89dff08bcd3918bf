import { OktaError } from './errors';

type Values<T> = Readonly<Record<string, (record: T) => readonly string[]>>;

const OPERATORS: Readonly<Record<string, (has: string, asked: string) => boolean>> = {
  eq: (has, asked) => has === asked,
  sw: (has, asked) => has.startsWith(asked),
  gt: (has, asked) => has > asked,
  ge: (has, asked) => has >= asked,
  lt: (has, asked) => has < asked,
  le: (has, asked) => has <= asked,
};

/**
 * Reads Okta's filter expressions: `property operator "value"`, joined by `and` or `or` (`and` binds tighter).
 * @param properties what can be asked for, with the values that a record has for it
 * @returns whether a record matches; without an expression every one does
 * @throws OktaError E0000031 when the expression cannot be read
 */
export function parseFilter<T>(text: string | null, properties: Values<T>): (record: T) => boolean {
  if (text === null || text.trim() === '') return () => true;
  const anyOf = split(text, 'or').map((part) => split(part, 'and').map((term) => parseTerm(term, properties)));
  return (record) => anyOf.some((allOf) => allOf.every((matches) => matches(record)));
}

/** Splits at a word outside quotes. */
function split(text: string, word: string): string[] {
  const parts = [''];
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|\s+|[^\s"]+|"/g) ?? []) {
    if (token.toLowerCase() === word) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${token}`);
  }
  return parts;
}

function parseTerm<T>(term: string, properties: Values<T>): (record: T) => boolean {
  const [, property = '', operator = '', asked] = /^\s*([\w.]+)\s+(\w+)\s+"((?:[^"\\]|\\.)*)"\s*$/.exec(term) ?? [];
  const values = Object.hasOwn(properties, property) ? properties[property] : undefined;
  const matches = Object.hasOwn(OPERATORS, operator.toLowerCase()) ? OPERATORS[operator.toLowerCase()] : undefined;
  if (values === undefined || matches === undefined || asked === undefined) throw new OktaError('E0000031');
  const value = asked.replace(/\\(.)/g, '$1');
  return (record) => values(record).some((has) => matches(has, value));
}
