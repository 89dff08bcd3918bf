import type { TokenRequest, TokenRequests } from '../../okta/token-requests';
import type { Secret } from '../../shared/secret';
import { timeText } from './duration';

/** What the system log says of the use of the two secrets of an app. Times in milliseconds. */
export type UseOfOld =
  /** At least so many requests with the new one, and none with the old one. */
  | { readonly kind: 'evidence'; readonly uses: number; readonly from: number; readonly to: number }
  | { readonly kind: 'in use'; readonly last: number }
  | { readonly kind: 'not known'; readonly why: string };

/** What it says of clients that failed to authenticate since the old secret is inactive. */
export type Failures =
  | { readonly kind: 'none seen'; readonly from: number }
  /** At least so many. */
  | { readonly kind: 'failed'; readonly count: number; readonly last: number }
  | { readonly kind: 'not known'; readonly why: string };

/** Okta's hashes of the two secrets, as far as it gives them. */
export interface Hashes {
  readonly older: Secret | undefined;
  readonly newer: Secret | undefined;
}

/**
 * Whether relying parties still use the old secret. Okta promises neither that events have a hash nor which one, so only
 * equal hashes say something: two that are equal by chance do not exist. Whatever else there is makes it "not known".
 *
 * @param overlap How long the old one has to be unused. Without one, the latest request decides.
 */
export function useOfOld(reading: TokenRequests, { older, newer }: Hashes, overlap: number): UseOfOld {
  if (reading.kind === 'not looked at') return notKnown(`the system log was not looked at: ${reading.why}`);
  if (older === undefined || newer === undefined) return notKnown('Okta gives no hash of its secrets');
  const { from, to, isComplete } = reading;
  const granted = reading.requests.filter(({ outcome }) => outcome === 'granted');
  if (granted.length === 0)
    return notKnown(`the system log shows no token that it was granted since ${timeText(from)}`);
  const used = (secret: Secret) => granted.filter(({ secretHash }) => secretHash?.equals(secret) === true);
  const [ofOld, ofNew] = [used(older), used(newer)];
  const [lastOld, lastNew] = [ofOld, ofNew].map(latest) as [number, number];
  if (ofOld.length > 0 && (overlap > 0 || lastOld >= lastNew)) return { kind: 'in use', last: lastOld };
  if (ofOld.length + ofNew.length < granted.length) {
    const hasHash = granted.some(({ secretHash }) => secretHash !== undefined);
    return notKnown(
      hasHash
        ? 'hashes in the system log are neither that of the old secret nor that of the new one'
        : 'the system log does not say which secret was used',
    );
  }
  if (!isComplete) return notKnown(`the system log has more events than were read, which begin at ${timeText(from)}`);
  return { kind: 'evidence', uses: ofNew.length, from: Math.max(from, lastOld), to };
}

/**
 * Clients that failed to authenticate. A hash that is not that of the old secret counts as another client's failure only
 * where the log is known to have the same hashes as Okta's secrets.
 */
export function failuresIn(reading: TokenRequests, { older, newer }: Hashes): Failures {
  if (reading.kind === 'not looked at') return notKnown(`the system log was not looked at: ${reading.why}`);
  const { requests, from, isComplete } = reading;
  const has = (secret: Secret | undefined) => (request: TokenRequest) =>
    secret !== undefined && request.secretHash?.equals(secret) === true;
  const isComparable = requests.some(has(newer)) || requests.some(has(older));
  const failed = requests.filter(
    (request) =>
      request.outcome === 'refused' && (request.secretHash === undefined || !isComparable || has(older)(request)),
  );
  if (failed.length > 0) return { kind: 'failed', count: failed.length, last: latest(failed) };
  if (!isComplete) return notKnown(`the system log has more events than were read, which begin at ${timeText(from)}`);
  return { kind: 'none seen', from };
}

function notKnown(why: string): { readonly kind: 'not known'; readonly why: string } {
  return { kind: 'not known', why };
}

/** -Infinity of none. */
function latest(requests: readonly TokenRequest[]): number {
  return requests.reduce((last, request) => Math.max(last, request.time), -Infinity);
}
