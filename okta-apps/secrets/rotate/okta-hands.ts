import { setTimeout as sleep } from 'node:timers/promises';
import type { OrgClient } from '../../okta/client';
import {
  activateClientSecret,
  clientSecrets,
  createClientSecret,
  deactivateClientSecret,
  deleteClientSecret,
} from '../../okta/client-secrets';
import type { RequestPace } from '../../okta/request-pace';
import { tokenRequests, type TokenRequests } from '../../okta/token-requests';
import { Interrupted } from '../../shared/errors';
import type { Stop } from '../../shared/io';
import type { Secret } from '../../shared/secret';
import type { Proof } from '../introspect';
import { verifySecret } from '../verify-secret';
import type { Candidate } from './candidates';
import type { Hands } from './hands';

/** Where an app is rotated. */
export interface OrgOfRun {
  readonly url: string;
  readonly client: OrgClient;
  readonly pace: RequestPace;
  readonly stop: Stop;
}

/** A secret that was added a moment ago may not be known to every server of Okta. */
const SPREAD_MS = 2000;
/** After a 429 of the sign-in server, whose limits are other ones. */
const BUSY_MS = 15_000;
/** Longer than a window of Okta's rate limits. */
const MOST_BUSY = 5;
/** A timer of Node takes no more: 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** By this much a clock that counts whole seconds is behind. */
const SECOND_MS = 1000;

/** The system log of one run: a credential that may not read it is not refused again for each app. */
export function logOfRun({ client, pace }: Pick<OrgOfRun, 'client' | 'pace'>) {
  let refusal: TokenRequests | undefined;
  return async ({ app, appId }: Candidate, since: number): Promise<TokenRequests> => {
    if (refusal !== undefined) return refusal;
    const now = pace.orgTime();
    const window = { since, until: now + SECOND_MS };
    const reading = await tokenRequests(client, { clientId: app.clientId, appId }, window);
    if (reading.kind === 'read') return { ...reading, to: now };
    if (reading.isRefused) refusal = reading;
    return reading;
  };
}

/** The hands of a rotation in an Okta org. */
export function oktaHands(candidate: Candidate, org: OrgOfRun, log: ReturnType<typeof logOfRun>): Hands {
  const { app, appId, sink } = candidate;
  const { url, client, pace, stop } = org;
  const pause = async (milliseconds: number): Promise<void> => {
    const end = Date.now() + milliseconds;
    try {
      for (let left = milliseconds; left > 0; left = end - Date.now()) {
        await sleep(Math.min(left, LONGEST_TIMER_MS), undefined, { signal: stop.asked });
      }
    } catch {
      throw new Interrupted('interrupted');
    }
  };
  const unlessAsked = async <T>(work: () => Promise<T>): Promise<T> => {
    if (stop.asked.aborted) throw new Interrupted('interrupted');
    return await work();
  };
  const introspect = (secret: Secret) =>
    verifySecret({ orgUrl: url, clientId: app.clientId, method: app.method, secret, agent: client.agent });
  const verify = async (secret: Secret): Promise<Proof> => {
    let refused = 0;
    for (let busy = 0; ;) {
      const proof = await introspect(secret);
      if (proof.outcome === 'refused' && (refused += 1) < 2) await pause(SPREAD_MS);
      else if (proof.outcome === 'not known' && proof.why === '429' && (busy += 1) < MOST_BUSY) await pause(BUSY_MS);
      else return proof;
    }
  };
  return {
    list: () => unlessAsked(() => clientSecrets(client, appId)),
    add: (value) => unlessAsked(() => createClientSecret(client, appId, value)),
    activate: (id) => activateClientSecret(client, appId, id),
    deactivate: (id) => unlessAsked(() => deactivateClientSecret(client, appId, id)),
    remove: (id) => unlessAsked(() => deleteClientSecret(client, appId, id)),
    sink,
    verify,
    tokenRequests: (since) => unlessAsked(() => log(candidate, since)),
    now: () => pace.orgTime(),
    pause,
  };
}
