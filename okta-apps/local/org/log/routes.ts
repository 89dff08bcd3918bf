import { DAY_MS } from '../../../shared/day';
import type { Answer, Call, Route } from '../call';
import { badValue, invalid } from '../errors';
import { pageOf, parseFilter } from '../lists';
import type { LogEvent } from './system-log';

const PAGE = { usual: 100, max: 1000 };
const WEEK_MS = 7 * DAY_MS;

/** What `filter` can ask of an event. */
const PROPERTIES: Readonly<Record<string, (event: LogEvent) => readonly string[]>> = {
  eventType: ({ eventType }) => [eventType],
  published: ({ published }) => [published],
  uuid: ({ uuid }) => [uuid],
  severity: ({ severity }) => [severity],
  'actor.id': ({ actor }) => [actor.id],
  'actor.type': ({ actor }) => [actor.type],
  'actor.alternateId': ({ actor }) => [actor.alternateId],
  'client.id': ({ client }) => (client.id === null ? [] : [client.id]),
  'outcome.result': ({ outcome }) => [outcome.result],
  'outcome.reason': ({ outcome }) => (outcome.reason === null ? [] : [outcome.reason]),
  'target.id': ({ target }) => target.map(({ id }) => id),
  'target.type': ({ target }) => target.map(({ type }) => type),
  'debugContext.debugData.clientAuthType': (event) => debugField(event, 'clientAuthType'),
  'debugContext.debugData.grantType': (event) => debugField(event, 'grantType'),
};

function debugField({ debugContext: { debugData } }: LogEvent, name: string): readonly string[] {
  const value = debugData[name];
  return value === undefined ? [] : [value];
}

/** Lists events: `since`, `until`, `filter`, `q`, `sortOrder`, `limit`, `after`. */
function listEvents(call: Call): Answer {
  const { query, org } = call;
  const until = timeIn(call, 'until') ?? org.now().getTime();
  const since = timeIn(call, 'since') ?? until - WEEK_MS;
  if (since > until) throw invalid('since', "since: 'since' must not be after 'until'.");
  const order = query.get('sortOrder') ?? 'ASCENDING';
  if (order !== 'ASCENDING' && order !== 'DESCENDING') throw badValue('sortOrder');
  const matches = parseFilter(query.get('filter'), PROPERTIES);
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/);
  const found = org.log.all().filter((event) => {
    const time = Date.parse(event.published);
    // Until a time, and not at it, as in Okta: two windows beside each other have no event in common.
    return time >= since && time < until + (query.has('until') ? 0 : 1) && matches(event) && hasAll(event, words);
  });
  const sorted = order === 'ASCENDING' ? found : found.reverse();
  const records = sorted.map((event) => ({ id: event.uuid, event }));
  return pageOf(call, records, ({ event }) => event, PAGE);
}

function hasAll(event: LogEvent, words: readonly string[]): boolean {
  if (words.every((word) => word === '')) return true;
  const text = JSON.stringify(event).toLowerCase();
  return words.every((word) => text.includes(word));
}

function timeIn(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalid(name, `${name}: '${name}' must be a timestamp of ISO 8601.`);
  return time;
}

export const logRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/logs', scope: 'okta.logs.read', handle: listEvents },
];
