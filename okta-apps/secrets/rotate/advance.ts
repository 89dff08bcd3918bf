import { randomBytes } from 'node:crypto';
import { CallError } from '../../okta/call-error';
import { Secret } from '../../shared/secret';
import { SinkError } from '../sinks/sink';
import type { Hands, Outcome, PhaseEvent, RotatedApp } from './hands';
import { nextStep, type Added, type SeenSecret, type Step, type Stop, type Terms } from './phases';
import type { Failures, UseOfOld } from './evidence';
import { look, lookAtLog, lookAtSink, seenSecret, type Seen } from './situation';
import { activatedText, failureText, stopText } from './texts';

/** How a run rotates. */
export interface Run {
  /** Id, as it is in the intents of this run. */
  readonly id: string;
  readonly terms: Terms;
  readonly hasEnded: (run: string) => boolean;
  /** Told of everything that was done, right after it. */
  readonly tell: (app: RotatedApp, event: PhaseEvent) => void;
  /** Asks a person whether to retire a secret without proof of what the sink has. @default - no one can be asked */
  readonly consent?: (app: RotatedApp, secretId: string, why: Stop) => Promise<boolean>;
  /** Asks a person what to do after clients failed to authenticate. @default - no one can be asked */
  readonly afterFailures?: (app: RotatedApp, secretId: string, failures: Failures) => Promise<AfterFailures>;
  /** Told when another run of the same app is waited for. */
  readonly waits?: (app: RotatedApp, until: number) => void;
}

/** What a person decides about an old secret that clients may still need. */
type AfterFailures = 'activate' | 'delete' | 'leave';

/** What only this process knows of an app. */
interface Known {
  readonly added?: Added & { readonly value: Secret };
  readonly consent?: boolean;
  readonly inSpiteOfFailures?: boolean;
  readonly retired?: boolean;
  readonly underWay: boolean;
}

/** The state of one app within one run. */
interface State extends Seen, Known {
  readonly proof?: 'proven' | 'refused' | 'not known';
  readonly use?: UseOfOld;
  readonly failures?: Failures;
}

/** 48 bytes, as 64 characters: Okta takes 14 to 100 printable ones. */
const SECRET_BYTES = 48;
/** In a row; each looks at Okta and the sink again. */
const TRIES = 3;
const PAUSE_MS = 1000;
/** How often the sink is looked at while another run goes first. */
const LOOK_MS = 2000;
/** Far more than any rotation takes: a program that fights with another one ends. */
const MOST_STEPS = 60;

/**
 * Takes an app as far through its rotation as its times allow. What fails for a moment is decided again from what Okta and
 * the sink say then.
 *
 * @throws Interrupted
 */
export async function advance(app: RotatedApp, hands: Hands, run: Run): Promise<Outcome> {
  let state: State | undefined;
  let known: Known = { underWay: false };
  let failures = 0;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    try {
      if (state === undefined) {
        state = await begin(app, hands, known);
        known = knownIn(state);
      }
      const step = decide(state, hands, run);
      if (step.kind === 'done') return { kind: 'done' };
      if (step.kind === 'wait' && step.for !== 'other run') {
        const { id: secretId, until } = step;
        if (step.for === 'use') return { kind: 'waiting', for: 'use', until, secretId, last: step.last };
        return { kind: 'waiting', for: step.for, until, secretId };
      }
      if (step.kind === 'stop') {
        const answer = await askPerson(app, state, step.why, run);
        if (answer === 'activate') return await activateAgain(app, state, hands, run);
        if (answer === 'stop') return { kind: 'failed', message: stopText(app, step.why, state, hands.sink) };
        state = { ...state, ...answer };
        known = knownIn(state);
        continue;
      }
      state = await take(app, state, step, hands, run);
      known = knownIn(state);
      failures = 0;
    } catch (error) {
      if (!(error instanceof CallError || error instanceof SinkError)) throw error;
      failures += 1;
      if (failures >= TRIES || !isPassing(error)) {
        return { kind: 'failed', message: failureText(app, error, known.added, hands.sink) };
      }
      await hands.pause(PAUSE_MS * failures);
      state = undefined;
    }
  }
  return { kind: 'failed', message: `${app.path}: another program changes its secrets all the time; stop that first` };
}

/** What this process made stays known after a failure, whatever else has to be looked at again. */
async function begin(app: RotatedApp, hands: Hands, known: Known): Promise<State> {
  return withoutRemoved({ ...(await look(app, hands)), ...known });
}

/**
 * Another run that announced itself at the same time may remove a secret that this one has not handed out. Then it is as
 * if this run had not added it.
 */
function withoutRemoved(state: State): State {
  const { added, ...rest } = state;
  const isRemoved = added?.stored === undefined && !state.secrets.some(({ id }) => id === added?.id);
  return isRemoved ? rest : state;
}

function knownIn({ added, consent, inSpiteOfFailures, retired, underWay }: State): Known {
  return {
    underWay,
    ...(added && { added }),
    ...(consent && { consent }),
    ...(inSpiteOfFailures && { inSpiteOfFailures }),
    ...(retired && { retired }),
  };
}

function decide(state: State, hands: Hands, run: Run): Step {
  return nextStep({ ...state, run: run.id, hasEnded: run.hasEnded, now: hands.now() }, run.terms);
}

/** @returns What a person has decided, as far as a stop is one that a person decides about. */
async function askPerson(
  app: RotatedApp,
  { secrets, consent, failures }: State,
  why: Stop,
  run: Run,
): Promise<'stop' | 'activate' | Pick<State, 'consent' | 'inSpiteOfFailures'>> {
  const [older] = secrets;
  if (older === undefined) return 'stop';
  if (why === 'clients failed' && failures !== undefined) {
    const answer = (await run.afterFailures?.(app, older.id, failures)) ?? 'leave';
    if (answer === 'leave') return 'stop';
    return answer === 'activate' ? 'activate' : { inSpiteOfFailures: true };
  }
  if (consent === true || (why !== 'not verifiable' && why !== 'unreadable')) return 'stop';
  return (await run.consent?.(app, older.id, why)) === true ? { consent: true } : 'stop';
}

/** Ends this run: without an overlap it would deactivate the secret again at once. */
async function activateAgain(app: RotatedApp, { secrets }: State, hands: Hands, run: Run): Promise<Outcome> {
  const id = secrets[0]?.id ?? '';
  await hands.activate(id);
  run.tell(app, { phase: 'activated', secretId: id });
  return { kind: 'failed', message: activatedText(app, id) };
}

type Taken = Exclude<Step, { readonly kind: 'done' | 'stop' }>;

/** Does one step. @returns what is known after it, without asking Okta again. */
async function take(app: RotatedApp, state: State, step: Taken, hands: Hands, run: Run): Promise<State> {
  const owner = { app: app.app, environment: app.environment, clientId: app.clientId };
  switch (step.kind) {
    case 'announce': {
      const intent = { run: run.id, time: new Date(hands.now()).toISOString() };
      const stored = await hands.sink
        .write({ ...owner, intent })
        .catch((error: unknown) => otherAnnouncement(error, app, state, hands, run));
      if (typeof stored === 'object') return { ...state, ...stored };
      run.tell(app, { phase: 'announced' });
      // Where two runs begin at the same time, the sink says which one of them continues.
      if (stored === 'verified') return { ...state, ...(await lookAtSink(app, hands)) };
      return { ...state, held: { ...state.held, intent } };
    }
    case 'add': {
      const value = new Secret(randomBytes(SECRET_BYTES).toString('base64url'));
      const secret = await hands.add(value);
      run.tell(app, { phase: 'added', secretId: secret.id });
      const secrets = [...state.secrets, seenSecret(secret)];
      const hashes = new Map([
        ...state.hashes,
        ...(secret.hash === undefined ? [] : [[secret.id, secret.hash] as const]),
      ]);
      return { ...state, secrets, hashes, added: { id: secret.id, value }, ...(await lookAtSink(app, hands)) };
    }
    case 'hand out': {
      const { added } = state;
      if (added === undefined) throw new Error('only a secret of this process is handed out');
      const stored = await hands.sink.write({ ...owner, clientSecret: added.value, secretId: added.id });
      const sink = hands.sink.describe(app);
      run.tell(app, { phase: 'handed-out', secretId: added.id, stored, sink });
      return {
        ...state,
        added: { ...added, stored, storedAt: hands.now() },
        underWay: true,
        ...(await lookAtSink(app, hands)),
      };
    }
    case 'verify': {
      const value = state.value ?? state.added?.value;
      if (value === undefined) throw new Error('there is no value to verify');
      const { outcome } = await hands.verify(value);
      if (outcome === 'proven') run.tell(app, { phase: 'verified', secretId: step.id });
      return { ...state, proof: outcome, underWay: true };
    }
    case 'look':
      return { ...state, ...(await lookAtLog(state, step, { hands, overlap: run.terms.overlap })) };
    case 'discard':
      if (step.secret.status === 'ACTIVE') await hands.deactivate(step.secret.id);
      await hands.remove(step.secret.id);
      run.tell(app, { phase: 'discarded', secretId: step.secret.id });
      return without({ ...state, underWay: false }, step.secret.id);
    case 'retire':
      await hands.deactivate(step.id);
      run.tell(app, { phase: 'deactivated', secretId: step.id, basis: step.by, ...(state.use && { use: state.use }) });
      return unproven({ ...withStatus(state, step.id, 'INACTIVE', hands.now()), retired: true });
    case 'activate':
      await hands.activate(step.id);
      run.tell(app, { phase: 'activated', secretId: step.id });
      return withStatus(state, step.id, 'ACTIVE', hands.now());
    case 'delete':
      await hands.remove(step.id);
      run.tell(app, { phase: 'deleted', secretId: step.id, ...(state.failures && { failures: state.failures }) });
      return without({ ...state, underWay: true }, step.id);
    case 'wait':
      run.waits?.(app, step.until);
      await waitForOtherRun(app, state, step.until, hands, run);
      return withoutRemoved({ ...state, ...(await look(app, hands)) });
  }
}

/** Until the other run has handed out or has ended, and `until` at most. Only the sink is asked: Okta has limits. */
async function waitForOtherRun(app: RotatedApp, { held }: State, until: number, hands: Hands, run: Run): Promise<void> {
  let other = held.intent?.run;
  while (other !== undefined && other !== run.id && !run.hasEnded(other) && hands.now() < until) {
    await hands.pause(Math.min(until - hands.now(), LOOK_MS));
    other = (await lookAtSink(app, hands)).held.intent?.run;
  }
}

/** What was written is lost where another run announced itself at the same time: that one goes first. */
async function otherAnnouncement(
  error: unknown,
  app: RotatedApp,
  { held }: State,
  hands: Hands,
  run: Run,
): Promise<Seen> {
  if (!(error instanceof SinkError && error.kind === 'lost')) throw error;
  const seen = await look(app, hands);
  const other = seen.held.intent?.run;
  if (other === undefined || other === run.id || other === held.intent?.run) throw error;
  return seen;
}

function withStatus(state: State, id: string, status: SeenSecret['status'], changed: number): State {
  return { ...state, secrets: state.secrets.map((one) => (one.id === id ? { ...one, status, changed } : one)) };
}

function unproven({ proof: _proof, ...rest }: State): State {
  return rest;
}

function without(state: State, id: string): State {
  const { added, ...rest } = state;
  const secrets = state.secrets.filter((secret) => secret.id !== id);
  return { ...rest, secrets, ...(added !== undefined && added.id !== id && { added }) };
}

/** What may be otherwise in a moment; also a request that was done although its answer was lost. */
function isPassing(error: CallError | SinkError): boolean {
  if (error instanceof SinkError) return error.kind !== 'denied' && error.kind !== 'refused' && error.kind !== 'lost';
  if (error.kind === 'unusable') return false;
  return error.status === undefined || (error.status !== 401 && error.status !== 403);
}
