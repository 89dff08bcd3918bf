import type { OrgClient } from './client';
import { anyOf, quoted, readLog, type LoggedEvent, type NotLookedAt } from './system-log';

/** What the system log says of the latest change of an app. */
interface LastChange {
  /** Milliseconds. */
  readonly time: number;
  /** `{ name: "Ada Lovelace", type: "User" }`, `{ name: "terraform-prod", type: "PublicClientApp" }` */
  readonly by: LoggedEvent['actor'];
  /** `application.lifecycle.update` */
  readonly eventType: string;
}

/** The latest change of each object that has one in the window; or why no one looked. */
export type LastChanges =
  | {
      readonly kind: 'read';
      readonly changes: ReadonlyMap<string, LastChange>;
      /** Milliseconds; later than what was asked for when there are more events than were read. */
      readonly from: number;
      readonly to: number;
      /** Whether an object without a change has none in the window that was asked for. */
      readonly isComplete: boolean;
    }
  | NotLookedAt;

/**
 * Starts of the types that tell of a change of an app, its client, its secrets or its groups, or of a trusted origin.
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
const CHANGES = [
  'application.lifecycle.',
  'app.oauth2.client.lifecycle.',
  'app.oauth2.credentials.lifecycle.',
  'group.application_assignment.',
  'security.trusted_origin.',
];

/** A longer expression would make the address of the request too long; then all changes of the window are read. */
const MOST_IDS = 20;

/**
 * Who changed apps or trusted origins last, and when: at most six requests, however many there are.
 *
 * @param ids Okta's ids of them.
 * @param window Milliseconds.
 */
export async function lastChanges(
  client: OrgClient,
  ids: readonly string[],
  window: { readonly since: number; readonly until: number },
): Promise<LastChanges> {
  const { since, until } = window;
  if (ids.length === 0) return { kind: 'read', changes: new Map(), from: since, to: until, isComplete: true };
  const types = anyOf(CHANGES.map((type) => `eventType sw ${quoted(type)}`));
  const targets = ids.length > MOST_IDS ? [] : [anyOf(ids.map((id) => `target.id eq ${quoted(id)}`))];
  const reading = await readLog(client, { filter: [types, ...targets].join(' and '), since, until });
  if (reading.kind === 'not looked at') return reading;
  const changes = new Map<string, LastChange>();
  // Latest first, so the first one of an object is its last one.
  for (const { time, actor: by, eventType, targetIds, result } of reading.events) {
    if (result !== 'SUCCESS') continue;
    for (const id of targetIds) if (ids.includes(id) && !changes.has(id)) changes.set(id, { time, by, eventType });
  }
  const { from, to, isComplete } = reading;
  return { kind: 'read', changes, from, to, isComplete };
}
