import { isObject, list, inner, textField, type JsonObject } from '../shared/json';
import { Secret } from '../shared/secret';
import { clipped } from '../shared/visible-text';
import { CallError } from './call-error';
import { rawPages, type OrgClient } from './client';

/** What a service app needs to read the system log. Nothing of Terraform's does, so it is optional everywhere. */
export const LOGS_SCOPE = 'okta.logs.read';

/** One event, with what is used of it. Events may hold secrets, so nothing else is kept. */
export interface LoggedEvent {
  /** Milliseconds. */
  readonly time: number;
  readonly eventType: string;
  /** `SUCCESS`, `FAILURE`, … */
  readonly result: string;
  readonly reason: string;
  /** `name` is on one line, and empty where Okta has none. */
  readonly actor: { readonly id: string; readonly type: string; readonly name: string };
  readonly targetIds: readonly string[];
  /**
   * The hash of the client secret of a request (`debugData.clientSecret`). `debugData` is no contract, so it is compared
   * and never relied on.
   *
   * @default - the event has none
   */
  readonly secretHash?: Secret;
}

/** The latest events of a window, latest first; or why there are none. */
export type LogReading =
  | {
      readonly kind: 'read';
      readonly events: readonly LoggedEvent[];
      /** Milliseconds; later than what was asked for when there are more events than were read. */
      readonly from: number;
      readonly to: number;
      /** Whether these are all events of the window that was asked for. */
      readonly isComplete: boolean;
    }
  | NotLookedAt;

/** Nothing was looked at. */
export interface NotLookedAt {
  readonly kind: 'not looked at';
  readonly why: string;
  /** The credential may not, so asking again is of no use. */
  readonly isRefused: boolean;
}

/** Which events are read. */
export interface LogQuery {
  /** Okta's filter expression. */
  readonly filter: string;
  /** Milliseconds. */
  readonly since: number;
  readonly until: number;
  /** @default 5,000 */
  readonly most?: number;
}

/** As many as Okta gives at once. */
const PAGE = 1000;
const MOST = 5 * PAGE;
const SHORTEST_HASH = 16;

/**
 * Reads the latest events of a window, page by page. What is counted in them is "at least": there may be more, and Okta
 * writes an event some seconds after what it tells of. That the log cannot be read is no error: it is a reading, too.
 *
 * @see https://developer.okta.com/docs/reference/system-log-query/
 */
export async function readLog(client: OrgClient, query: LogQuery): Promise<LogReading> {
  const { since, until, most = MOST } = query;
  try {
    const { events, isWhole } = await client.call(async (sdk) => {
      const found: unknown[] = [];
      for await (const event of rawPages(sdk, pathOf(query))) {
        if (event === null) continue;
        if (found.length === most) return { events: found, isWhole: false };
        found.push(event);
      }
      return { events: found, isWhole: true };
    });
    const known = events.map(eventOf).filter((event) => event !== undefined);
    const oldest = known.at(-1)?.time ?? since;
    const isComplete = isWhole && known.length === events.length;
    return { kind: 'read', events: known, from: isComplete ? since : oldest, to: until, isComplete };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { kind: 'not looked at', why: whyNot(error), isRefused: error.status === 401 || error.status === 403 };
  }
}

/** A text of a filter expression. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** `(a eq "x" or b eq "y")` */
export function anyOf(terms: readonly string[]): string {
  return `(${terms.join(' or ')})`;
}

function pathOf({ filter, since, until, most = MOST }: LogQuery): string {
  const query = new URLSearchParams({
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    sortOrder: 'DESCENDING',
    limit: String(Math.min(PAGE, most + 1)),
    filter,
  });
  return `/api/v1/logs?${query.toString()}`;
}

function whyNot({ status, message }: CallError): string {
  return status === 403
    ? `the credential may not read it (${message}); a service app needs the scope ${LOGS_SCOPE}, and a user a role that sees it`
    : message;
}

function eventOf(value: unknown): LoggedEvent | undefined {
  if (!isObject(value)) return undefined;
  const eventType = textField(value, 'eventType');
  const time = Date.parse(textField(value, 'published') ?? '');
  if (eventType === undefined || Number.isNaN(time)) return undefined;
  const actor = part(value, 'actor');
  const outcome = part(value, 'outcome');
  const hash = inner(value, 'debugContext', 'debugData', 'clientSecret');
  return {
    time,
    eventType,
    result: textField(outcome, 'result') ?? '',
    reason: clipped(textField(outcome, 'reason') ?? ''),
    actor: {
      id: textField(actor, 'id') ?? '',
      type: textField(actor, 'type') ?? '',
      name: clipped(textField(actor, 'displayName') ?? textField(actor, 'alternateId') ?? ''),
    },
    targetIds: list(value['target'])
      .map((target) => inner(target, 'id'))
      .filter((id) => typeof id === 'string'),
    // Every secret is masked in what is printed, and a short text is a part of many words.
    ...(typeof hash === 'string' && hash.length >= SHORTEST_HASH && { secretHash: new Secret(hash) }),
  };
}

function part(object: JsonObject, name: string): JsonObject {
  const found = object[name];
  return isObject(found) ? found : {};
}
