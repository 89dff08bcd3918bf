import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientOptions } from '../okta/client';
import { RequestPace } from '../okta/request-pace';
import type { RateLimits } from '../shared/stack-manifest';

/** What Okta gives a new credential. */
const PERCENT = 50;

/** One request, with its waits for two windows of a rate limit. */
export const PACED_CLIENT = { timeoutMs: 150_000, maxRetries: 5 } as const satisfies ClientOptions;

/**
 * Keeps requests to the apps of an org within its share of the limits. The org of this machine has no limits.
 *
 * @param stop Ends a wait. @default - a wait ends by time only
 */
export function paceOf(
  { percent = PERCENT, perMinute }: RateLimits = {},
  local: boolean,
  stop?: AbortSignal,
): RequestPace {
  const options = local ? { percent: 100, perMinute: Infinity } : { percent, perMinute: perMinute?.['/api/v1/apps'] };
  if (stop === undefined) return new RequestPace(options);
  const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal: stop });
  return new RequestPace({ ...options, time: { now: Date.now, wait } });
}
