import type { OrgClient } from './client';
import type { Secret } from '../shared/secret';
import { anyOf, quoted, readLog, type LoggedEvent, type NotLookedAt } from './system-log';

/** One request of a client for tokens, as the system log has it. */
export interface TokenRequest {
  /** Milliseconds. */
  readonly time: number;
  /** `refused`: the client did not authenticate. Other refusals, such as an expired code, say nothing of a secret. */
  readonly outcome: 'granted' | 'refused';
  /** The hash of the secret that was sent. @default - the event has none */
  readonly secretHash?: Secret;
}

/** The latest requests of a client within a window, latest first; or why there are none. */
export type TokenRequests =
  | {
      readonly kind: 'read';
      readonly requests: readonly TokenRequest[];
      /** Milliseconds. */
      readonly from: number;
      readonly to: number;
      /** Whether these are all of the window that was asked for. */
      readonly isComplete: boolean;
    }
  | NotLookedAt;

/**
 * One event for each request: a grant has an access token, also where it has others. The types without one are written for
 * failures; the last one is written after several.
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
const GRANTS = ['app.oauth2.token.grant.access_token', 'app.oauth2.as.token.grant.access_token'];
const FAILURES = ['app.oauth2.token.grant', 'app.oauth2.as.token.grant'];
const MANY_FAILURES = 'app.oauth2.invalid_client_credentials';

/** Reasons of a failure that tell of the client. Okta documents none of them. */
const OF_CLIENT = /client|secret|credential/i;

/**
 * What the system log says of the requests of a client for tokens. Introspections, by which secrets are verified, are not
 * among them.
 *
 * @param window Milliseconds.
 */
export async function tokenRequests(
  client: OrgClient,
  { clientId, appId }: { readonly clientId: string; readonly appId: string },
  window: { readonly since: number; readonly until: number },
): Promise<TokenRequests> {
  const ids = [...new Set([clientId, appId])];
  const filter = [
    anyOf(ids.flatMap((id) => ['client.id', 'actor.id'].map((property) => `${property} eq ${quoted(id)}`))),
    anyOf([...GRANTS, ...FAILURES, MANY_FAILURES].map((type) => `eventType eq ${quoted(type)}`)),
  ].join(' and ');
  const reading = await readLog(client, { filter, ...window });
  if (reading.kind === 'not looked at') return reading;
  const { events, from, to, isComplete } = reading;
  return { kind: 'read', requests: events.flatMap(requestsIn), from, to, isComplete };
}

function requestsIn({ time, eventType, result, reason, secretHash }: LoggedEvent): readonly TokenRequest[] {
  const outcome = outcomeOf(eventType, result, reason);
  return outcome === undefined ? [] : [{ time, outcome, ...(secretHash && { secretHash }) }];
}

function outcomeOf(eventType: string, result: string, reason: string): TokenRequest['outcome'] | undefined {
  if (eventType === MANY_FAILURES) return 'refused';
  if (result === 'SUCCESS') return GRANTS.includes(eventType) ? 'granted' : undefined;
  return OF_CLIENT.test(reason) ? 'refused' : undefined;
}
