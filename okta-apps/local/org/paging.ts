import type { Answer, Call } from './call';
import { invalid } from './errors';

/** How many records a page has. */
export interface PageSize {
  /** Without `limit`. */
  readonly usual: number;
  readonly max: number;
}

/**
 * One page of a list, with its `Link` header: `self` always, `next` when more follow.
 * `after` names the last record of the page before; one that is no longer there begins anew.
 */
export function pageOf<T extends { readonly id: string }>(
  call: Call,
  records: readonly T[],
  render: (record: T) => unknown,
  size: PageSize = { usual: Infinity, max: Infinity },
): Answer {
  const limit = pageLimit(call, size);
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
