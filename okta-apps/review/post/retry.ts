import { setTimeout as sleep } from 'node:timers/promises';

/** How a failed request may be tried again. */
export interface Failure {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** Headers in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Patience {
  /** Tries in all. */
  readonly tries: number;
  /** First wait in milliseconds; each further one is twice as long. */
  readonly firstMs: number;
  /** Longest single wait in milliseconds; a server that asks for more is not waited for. */
  readonly longestMs: number;
}

export const PATIENCE: Patience = { tries: 5, firstMs: 1_000, longestMs: 60_000 };

function seconds(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) || value < 0 ? undefined : value;
}

/** A rate limit answers 429, or 403 with a header that says when to come back. */
function isRateLimit({ status, headers }: Failure): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0');
}

/**
 * How long to wait before the next try, in milliseconds; undefined when another try is of no use.
 *
 * @param attempt 0 after the first.
 * @param nowMs for `x-ratelimit-reset`, which is a point in time.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function waitBefore(failure: Failure, attempt: number, patience: Patience, nowMs: number): number | undefined {
  const { status, headers } = failure;
  if (status !== undefined && status < 500 && !isRateLimit(failure)) return undefined;
  const after = seconds(headers['retry-after']);
  const reset = seconds(headers['x-ratelimit-reset']);
  const asked =
    after !== undefined
      ? after * 1_000
      : isRateLimit(failure) && headers['x-ratelimit-remaining'] === '0' && reset !== undefined
        ? Math.max(0, reset * 1_000 - nowMs)
        : undefined;
  if (asked !== undefined) return asked > patience.longestMs ? undefined : asked;
  return Math.min(patience.firstMs * 2 ** attempt, patience.longestMs);
}

/**
 * Tries until it succeeds, fails for good, or patience ends; then throws what was thrown last.
 *
 * @param failureOf reads an error of `work`; undefined for one that is none of the network's.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  failureOf: (error: unknown) => Failure | undefined,
  patience: Patience,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      const wait =
        failure === undefined || attempt + 1 >= patience.tries
          ? undefined
          : waitBefore(failure, attempt, patience, Date.now());
      if (wait === undefined) throw error;
      await sleep(wait);
    }
  }
}
