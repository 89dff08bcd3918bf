import type { Answer, Call } from './call';
import { invalid, OktaError } from './errors';

type Values<T> = Readonly<Record<string, (record: T) => readonly string[]>>;

const OPERATORS: Readonly<Record<string, (has: string, asked: string) => boolean>> = {
  eq: (has, asked) => has === asked,
  sw: (has, asked) => has.startsWith(asked),
  gt: (has, asked) => has > asked,
  ge: (has, asked) => has >= asked,
  lt: (has, asked) => has < asked,
  le: (has, asked) => has <= asked,
};

/** Far more than any request needs; what is nested without an end would use up the stack. */
const MOST_GROUPS = 50;

type Matches<T> = (record: T) => boolean;

/**
 * Reads Okta's filter expressions: `property operator "value"`, joined by `and` or `or` (`and` binds tighter), and grouped
 * by parentheses.
 * @param properties what can be asked for, with the values that a record has for it
 * @returns whether a record matches; without an expression every one does
 * @throws OktaError E0000031 when the expression cannot be read
 */
export function parseFilter<T>(text: string | null, properties: Values<T>): Matches<T> {
  if (text === null || text.trim() === '') return () => true;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+|"/g) ?? [];
  if (tokens.filter((token) => token === '(').length > MOST_GROUPS) throw new OktaError('E0000031');
  let at = 0;
  const joined = (word: string, one: () => Matches<T>, join: (all: readonly Matches<T>[]) => Matches<T>) => () => {
    const all = [one()];
    for (; tokens[at]?.toLowerCase() === word; all.push(one())) at += 1;
    return join(all);
  };
  const term = (): Matches<T> => {
    if (tokens[at] !== '(') return parseTerm(tokens.slice(at, (at += 3)), properties);
    at += 1;
    const inside = anyOf();
    if (tokens[at] !== ')') throw new OktaError('E0000031');
    at += 1;
    return inside;
  };
  const allOf = joined('and', term, (all) => (record) => all.every((matches) => matches(record)));
  const anyOf = joined('or', allOf, (all) => (record) => all.some((matches) => matches(record)));
  const whole = anyOf();
  if (at < tokens.length) throw new OktaError('E0000031');
  return whole;
}

function parseTerm<T>([property = '', word = '', text = '']: readonly string[], properties: Values<T>): Matches<T> {
  const values = Object.hasOwn(properties, property) ? properties[property] : undefined;
  const operator = word.toLowerCase();
  const matches = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  const asked = /^"(.*)"$/s.exec(text)?.[1];
  if (values === undefined || matches === undefined || asked === undefined) throw new OktaError('E0000031');
  const value = asked.replace(/\\(.)/g, '$1');
  return (record) => values(record).some((has) => matches(has, value));
}

/** Links of `self` and `next` each repeat the query, and Node's HTTP client refuses headers above 16 KiB. */
const LONGEST_QUERY = 7_000;

/** How many records a page has. */
export interface PageSize {
  /** Without `limit`. */
  readonly usual: number;
  readonly max: number;
}

/**
 * One page of a list, with its `Link` header: `self` always, `next` when more follow.
 * `after` names the last record of the page before; one that no longer exists begins with the first page.
 * @throws OktaError 400 when a client could not read the links, however many records there are
 */
export function pageOf<T extends { readonly id: string }>(
  call: Call,
  records: readonly T[],
  render: (record: T) => unknown,
  size: PageSize = { usual: Infinity, max: Infinity },
): Answer {
  const limit = pageLimit(call, size);
  if (call.query.toString().length > LONGEST_QUERY) {
    const most = String(LONGEST_QUERY);
    throw invalid('query', `query: 'query' must have at most ${most} characters, because links repeat it.`);
  }
  const after = call.query.get('after');
  const start = after === null ? 0 : records.findIndex(({ id }) => id === after) + 1;
  const page = records.slice(start, start + limit);
  const links = [link(call, after, 'self')];
  const last = page.at(-1);
  if (last !== undefined && start + page.length < records.length) links.push(link(call, last.id, 'next'));
  return { status: 200, body: page.map(render), headers: { link: links.join(', ') } };
}

/** `limit` of a request; above the most it is the most, as in Okta. */
function pageLimit(call: Call, { usual, max }: PageSize): number {
  const text = call.query.get('limit');
  if (text === null || text === '-1') return usual;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw invalid('limit', `limit: 'limit' must be a whole number above 0.`);
  return Math.min(limit, max);
}

function link(call: Call, after: string | null, rel: string): string {
  const query = new URLSearchParams(call.query);
  if (after !== null) query.set('after', after);
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  return `<${call.org.url()}${call.path}${search}>; rel="${rel}"`;
}
