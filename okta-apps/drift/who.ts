import type { OrgClient } from '../okta/client';
import { anyOf, quoted, readLog, type LoggedEvent } from '../okta/system-log';
import { DAY_MS } from '../shared/day';
import type { AppDrift, Who } from './report';

/** Ids that one filter names; of more, every change of an app is read, and looked through here. */
const MOST_IDS = 20;
/** Okta keeps events for 90 days. */
const KEPT_MS = 90 * DAY_MS;
/** The log has whole events, the time of an app is rounded. */
const MARGIN_MS = 60_000;
/** One page: who did it is no reason for many requests. */
const MOST_EVENTS = 1000;
/** Of one app. */
const MOST_SHOWN = 5;

/**
 * Who changed or deleted apps, as the system log says, in one request. Signing in to an app is no change of it.
 *
 * @param now Milliseconds.
 */
export async function whoChanged(
  client: OrgClient,
  apps: readonly AppDrift[],
  now: number,
): Promise<ReadonlyMap<string, Who>> {
  const touched = apps.filter(
    ({ id, answer, groups = [] }) =>
      id !== undefined && (answer === 'changed' || answer === 'gone' || groups.length > 0),
  );
  if (touched.length === 0) return new Map();
  const ids = touched.flatMap(({ id }) => id ?? []);
  const targets = anyOf(ids.map((id) => `target.id eq ${quoted(id)}`));
  const changes = anyOf(
    ['application.lifecycle.', 'group.application_assignment.'].map((type) => `eventType sw "${type}"`),
  );
  const filter = ids.length > MOST_IDS ? changes : `${changes} and ${targets}`;
  const since = Math.max(now - KEPT_MS + MARGIN_MS, Math.min(...touched.map((app) => beginOf(app, now))));
  const reading = await readLog(client, { filter, since, until: now + MARGIN_MS, most: MOST_EVENTS });
  if (reading.kind === 'not looked at') {
    return new Map(ids.map((id) => [id, { looked: false, why: reading.why }] as const));
  }
  const done = reading.events.filter(({ result }) => result === 'SUCCESS');
  return new Map(
    touched.map((app): readonly [string, Who] => {
      const { id = '' } = app;
      const own = done.filter(({ time, targetIds }) => targetIds.includes(id) && time >= beginOf(app, now));
      if (own.length > 0) return [id, { looked: true, events: own.slice(0, MOST_SHOWN).map(eventOf) }];
      const why = reading.isComplete
        ? 'the system log has no event about it'
        : `the system log has too many events; those since ${new Date(reading.from).toISOString()} have none about it`;
      return [id, { looked: false, why }];
    }),
  );
}

/** The last change of an app is known; when it was deleted is not. */
function beginOf({ answer, lastUpdated, groups = [] }: AppDrift, now: number): number {
  const last = Date.parse(lastUpdated ?? '');
  const isKnown = answer === 'changed' && groups.length === 0 && !Number.isNaN(last);
  return isKnown ? last - MARGIN_MS : now - KEPT_MS + MARGIN_MS;
}

function eventOf({ time, eventType, actor }: LoggedEvent) {
  return { at: new Date(time).toISOString(), by: actor.name === '' ? actor.id : actor.name, event: eventType };
}
