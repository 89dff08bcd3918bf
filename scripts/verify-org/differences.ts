import { isObject } from '../../okta-apps/shared/json';
import type { Answer } from './step';

/**
 * Values that mean something; of all others only the type counts, because ids, times, addresses and the names of an
 * org's own things are different in every org.
 */
const MEANINGFUL = ['errorCode', 'errorSummary', 'status', 'type', 'client_secret'];

/** Replaces what only one org has in a text (its ids, its secrets) by a name that both have. */
export type Naming = (text: string) => string;

/** An answer with the names that its org's ids and secrets go by. */
export interface Named {
  readonly answer: Answer;
  readonly naming: Naming;
}

/**
 * How an org's answer is different from the local one, one line each: the status, fields that are there or not, types,
 * and values that mean something.
 */
export function differences(local: Named, other: Named): readonly string[] {
  const [expected, got] = [local.answer.status, other.answer.status];
  if (expected !== got) return [`status ${got}${errorOf(other)} where the local org has ${expected}`];
  return compare({ local: local.answer.body, other: other.answer.body }, '', [local.naming, other.naming]);
}

function errorOf({ answer: { body }, naming }: Named): string {
  const { errorCode, errorSummary } = (body ?? {}) as { errorCode?: unknown; errorSummary?: unknown };
  const words = [errorCode, errorSummary].filter((text) => typeof text === 'string');
  return words.length === 0 ? '' : ` (${naming(words.join(': '))})`;
}

interface Pair {
  readonly local: unknown;
  readonly other: unknown;
}

function compare({ local, other }: Pair, path: string, namings: readonly [Naming, Naming]): readonly string[] {
  const at = path === '' ? 'the body' : path;
  const [expected, got] = [typeOf(local), typeOf(other)];
  if (expected !== got) return [`${at}: ${got} where the local org has ${expected}`];
  if (Array.isArray(local) && Array.isArray(other)) {
    if (local.length !== other.length) return [`${at}: ${other.length} items where the local org has ${local.length}`];
    return local.flatMap((item, i) => compare({ local: item, other: other[i] }, `${path}[${i}]`, namings));
  }
  if (isObject(local) && isObject(other)) {
    const keys = [...new Set([...Object.keys(local), ...Object.keys(other)])].sort();
    return keys.flatMap((key) => {
      const inner = path === '' ? key : `${path}.${key}`;
      if (!(key in other)) return [`${inner}: is not there, the local org has it (${typeOf(local[key])})`];
      if (!(key in local)) return [`${inner}: is there (${typeOf(other[key])}), the local org does not have it`];
      return compare({ local: local[key], other: other[key] }, inner, namings);
    });
  }
  if (typeof local !== 'string' || typeof other !== 'string') return [];
  const [before, after] = [namings[0](local), namings[1](other)];
  const key = path.split('.').at(-1) ?? '';
  return before === after || !MEANINGFUL.includes(key) ? [] : [`${at}: "${after}" where the local org has "${before}"`];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`;
}
