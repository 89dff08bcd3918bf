import type { OktaSecret } from '../../okta/client-secrets';
import type { Intent } from '../sinks/sink';
import type { Failures, UseOfOld } from './evidence';

/** What a decision takes of a secret of Okta's: never its value. Times in milliseconds. */
export interface SeenSecret extends Pick<OktaSecret, 'id' | 'status'> {
  readonly created: number;
  /** When its status last changed. */
  readonly changed: number;
}

/** What the sink says of the app. */
export interface Held {
  /** It cannot say what it holds. @default false */
  readonly unreadable?: boolean;
  /** It holds what belongs to another client ID, such as that of a deleted app. @default false */
  readonly ofOther?: boolean;
  /** Okta's id of the secret that it holds. @default - it holds none, or does not know the id */
  readonly secretId?: string;
  /** It shows the value, so that this is what is proven. @default false */
  readonly showsValue?: boolean;
  readonly intent?: Intent;
}

/** A secret that this process added to Okta, so that it knows the value. */
export interface Added {
  readonly id: string;
  /** How the sink took it. @default - it was not handed out yet */
  readonly stored?: 'verified' | 'stored, not verifiable';
  /** When, by the org's clock. @default - it was not handed out yet */
  readonly storedAt?: number;
}

/** All that the next step of one app is decided from. There is no journal: a run that was killed sees the same. */
export interface Situation {
  /** Oldest first. */
  readonly secrets: readonly SeenSecret[];
  readonly held: Held;
  /** @default - this process added none, or has removed it again */
  readonly added?: Added;
  /** Whether the secret of the sink authenticates. @default - not tried since the sink was read */
  readonly proof?: 'proven' | 'refused' | 'not known';
  /** What the system log says of the old secret. @default - not looked at yet */
  readonly use?: UseOfOld;
  /** What it says of clients since the old secret is inactive. @default - not looked at yet */
  readonly failures?: Failures;
  /** A person has decided to delete the old secret although clients failed. @default false */
  readonly inSpiteOfFailures?: boolean;
  /** A person at a terminal has agreed to retire a secret without proof of what the sink holds. @default false */
  readonly consent?: boolean;
  /** A rotation was completed as far as handing out, now or by an earlier run: a single secret is the end of it. */
  readonly underWay: boolean;
  /** This run has deactivated the old secret. @default false */
  readonly retired?: boolean;
  /** Id of this run, as it is in its intents. */
  readonly run: string;
  /** Whether the run of an intent has ended for certain, as one of a process that no longer exists. */
  readonly hasEnded: (run: string) => boolean;
  /** By the org's clock, milliseconds. */
  readonly now: number;
}

/** For how long, in milliseconds, both secrets work, and how long the old one is kept after it was deactivated. */
export interface Terms {
  readonly overlap: number;
  readonly grace: number;
  /** The old secret was leaked: nothing activates it again but a person. @default false */
  readonly leaked?: boolean;
}

/** Why a rotation cannot continue without a person. */
export type Stop =
  | 'no secret'
  | 'none active'
  | 'other client'
  | 'foreign'
  | 'unreadable'
  | 'vanished'
  | 'sink changed'
  | 'handed out is inactive'
  | 'refused'
  | 'refused after retirement'
  | 'not known'
  | 'clients failed'
  | 'not verifiable';

/** Why the old secret may be retired: the system log shows who uses which, its time has passed, or a person agreed. */
export type Basis = 'evidence' | 'time' | 'consent';

/** What to do next for one app. */
export type Step =
  | { readonly kind: 'announce' }
  | { readonly kind: 'add' }
  | { readonly kind: 'hand out'; readonly id: string }
  | { readonly kind: 'verify'; readonly id: string }
  /** The second secret of a run that ended before it handed it out: no one has its value. */
  | { readonly kind: 'discard'; readonly secret: SeenSecret }
  | {
      readonly kind: 'wait';
      readonly for: 'overlap' | 'grace' | 'other run';
      readonly until: number;
      readonly id: string;
    }
  /** Not a wait that time alone ends: a relying party has to change, too. */
  | { readonly kind: 'wait'; readonly for: 'use'; readonly until: number; readonly id: string; readonly last: number }
  /** Reads the system log from then on. */
  | { readonly kind: 'look'; readonly at: 'use' | 'failures'; readonly since: number }
  | { readonly kind: 'retire'; readonly id: string; readonly by: Basis }
  | { readonly kind: 'activate'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'stop'; readonly why: Stop };

const MINUTE = 60_000;
/** How long another run may take from its intent until it has handed out: a full window of Okta's rate limits, twice. */
export const LEASE_MS = 2 * MINUTE;
/** A secret is that of an intent when it was created so soon after it, or a little before it, where clocks differ. */
const SOON_MS = 10 * MINUTE;
const SKEW_MS = 2 * MINUTE;

/**
 * The next step of one app. Whatever interrupts a run, deciding again from what Okta and the sink say leads to the end, and
 * no step takes away the last secret that a relying party can have.
 *
 * @see https://developer.okta.com/docs/guides/client-secret-rotation-key/main/
 */
export function nextStep(situation: Situation, terms: Terms): Step {
  const { secrets, added, underWay, held, run } = situation;
  const [older, newer] = secrets;
  if (older === undefined) return stop('no secret');
  if (!secrets.some(isActive)) return stop('none active');
  // An intent would be written beside the secret of that client, and be read as one pair.
  if (held.ofOther === true) return stop('other client');
  if (newer !== undefined) return ofTwo(situation, [older, newer], terms);
  // The one that this run added is the second one until an older one has been deleted.
  if (added !== undefined && added.id !== older.id) return stop('vanished');
  if (underWay) return { kind: 'done' };
  if (held.intent?.run === run) return { kind: 'add' };
  return waitForOtherRun(situation, older.id) ?? { kind: 'announce' };
}

type Pair = readonly [older: SeenSecret, newer: SeenSecret];

function ofTwo(situation: Situation, [older, newer]: Pair, terms: Terms): Step {
  const { added, held } = situation;
  if (added?.id === newer.id && added.stored === undefined) {
    // Another run may have removed this secret by now. Then the sink gets the secret of that run.
    const mine = held.unreadable === true || held.intent?.run === situation.run;
    return mine ? { kind: 'hand out', id: newer.id } : (waitForOtherRun(situation, newer.id) ?? stop('sink changed'));
  }
  if (added?.id === newer.id && held.unreadable !== true && held.secretId !== newer.id) return stop('sink changed');
  const isHandedOut = held.unreadable === true ? added?.id === newer.id : held.secretId === newer.id;
  if (isHandedOut) return isActive(newer) ? retire(situation, [older, newer], terms) : stop('handed out is inactive');
  if (held.unreadable === true) {
    return situation.consent === true && isActive(newer)
      ? retire(situation, [older, newer], terms)
      : stop('unreadable');
  }
  // Only what an intent explains may be removed, and only while the sink's own secret still works.
  if (!isActive(older) || !isOfIntent(newer, held.intent)) return stop('foreign');
  return waitForOtherRun(situation, newer.id) ?? { kind: 'discard', secret: newer };
}

/** The newer one is handed out. It is proven before the old one is deactivated, and once more before that is deleted. */
function retire(situation: Situation, [older, newer]: Pair, terms: Terms): Step {
  const { now, proof, held, consent } = situation;
  const isProvable = held.showsValue === true || situation.added !== undefined;
  if (proof === undefined && isProvable) return { kind: 'verify', id: newer.id };
  if (!isActive(older)) return remove(situation, older, terms);
  if (proof === 'refused' || proof === 'not known') return stop(proof);
  // After a rollback the old secret is activated again, and its overlap begins again.
  const until = Math.max(newer.created, older.changed) + terms.overlap;
  if (isAhead(until, terms.overlap, now)) return { kind: 'wait', for: 'overlap', until, id: older.id };
  // A leaked secret stops, also where relying parties still use it.
  if (terms.leaked !== true) {
    const { use } = situation;
    if (use === undefined) {
      // Within the overlap relying parties are still to change. Without one, the latest request says what they have.
      // Okta's time of creation is in whole seconds, so of its own hand-out a run knows more.
      const begin = situation.added?.storedAt ?? newer.created;
      const since = terms.overlap > 0 ? Math.max(begin, now - terms.overlap) : begin;
      return { kind: 'look', at: 'use', since };
    }
    if (use.kind === 'in use') {
      const unused = terms.overlap > 0 ? use.last + terms.overlap : now + MINUTE;
      return { kind: 'wait', for: 'use', until: unused, id: older.id, last: use.last };
    }
    if (use.kind === 'evidence') return { kind: 'retire', id: older.id, by: 'evidence' };
  }
  // The value of this process says nothing of what the sink has.
  if (held.showsValue === true) return { kind: 'retire', id: older.id, by: 'time' };
  return consent === true ? { kind: 'retire', id: older.id, by: 'consent' } : stop('not verifiable');
}

/** The old one is inactive. While it exists, it can be activated again. */
function remove(situation: Situation, { id, changed }: SeenSecret, { grace, leaked }: Terms): Step {
  const { now, proof, retired, failures, inSpiteOfFailures } = situation;
  // Okta knows no condition: someone may have removed the new one between its proof and the deactivation.
  if (proof === 'refused' && retired === true && leaked !== true) return { kind: 'activate', id };
  if (proof === 'refused') return stop('refused after retirement');
  // A run that deactivated it a moment ago would see nothing yet.
  if (leaked !== true && retired !== true) {
    if (failures === undefined) return { kind: 'look', at: 'failures', since: changed };
    if (failures.kind === 'failed' && inSpiteOfFailures !== true) return stop('clients failed');
  }
  const until = changed + grace;
  if (isAhead(until, grace, now)) return { kind: 'wait', for: 'grace', until, id };
  return proof === 'not known' ? stop('not known') : { kind: 'delete', id };
}

/** Whatever the clocks say, none is not waited for. */
function isAhead(until: number, duration: number, now: number): boolean {
  return duration > 0 && until > now;
}

/** A run of which an intent tells goes first, until it has ended or has taken too long. */
function waitForOtherRun({ held: { intent }, run, hasEnded, now }: Situation, id: string): Step | undefined {
  if (intent === undefined || intent.run === run || hasEnded(intent.run)) return undefined;
  const began = Date.parse(intent.time);
  const until = began + LEASE_MS;
  // An intent of the future, as of a clock that is wrong, would be waited for without a bound.
  return until > now && began <= now + SKEW_MS ? { kind: 'wait', for: 'other run', until, id } : undefined;
}

function isOfIntent({ created }: SeenSecret, intent: Intent | undefined): boolean {
  const began = Date.parse(intent?.time ?? '');
  return created >= began - SKEW_MS && created <= began + SOON_MS;
}

function isActive({ status }: SeenSecret): boolean {
  return status === 'ACTIVE';
}

function stop(why: Stop): Step {
  return { kind: 'stop', why };
}
