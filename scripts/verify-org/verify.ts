import { appSteps } from './app-steps';
import { cleanUp } from './clean-up';
import { differences } from './differences';
import { originSteps } from './origin-steps';
import { NotKnown, type Ask, type Step } from './step';
import { Traveler } from './traveler';

/** What came of one step. */
export interface Outcome {
  readonly step: string;
  /** `skipped`: an earlier step did not get what it needs. `failed`: there was no answer. */
  readonly result: 'same' | 'different' | 'skipped' | 'failed';
  /** One line each. */
  readonly lines: readonly string[];
}

export interface Run {
  /** The name of everything that the run makes: `okta-apps-verify-<random>`. */
  readonly label: string;
  /** Secrets that the run chooses. */
  readonly secrets: readonly [string, string];
  /** Stops the walk before the next step; what was made is deleted all the same. */
  readonly stop: AbortSignal;
  /** Gets each outcome when it is there. */
  readonly onOutcome: (outcome: Outcome) => void;
}

/** Whether every step was taken and answered alike, and what could not be deleted. */
export interface Verdict {
  readonly same: boolean;
  readonly left: readonly string[];
}

const STEPS: readonly Step[] = [...appSteps, ...originSteps];

/**
 * Takes every step at a local org and at the one that it should be like, and compares the answers. Deletes all that it
 * made at both, whatever happens.
 */
export async function verify(asks: { readonly local: Ask; readonly other: Ask }, run: Run): Promise<Verdict> {
  const { label, secrets } = run;
  const known = { label, 'first secret': secrets[0], 'second secret': secrets[1] };
  const local = new Traveler(asks.local, known);
  const other = new Traveler(asks.other, known);
  let same = false;
  let left: readonly string[] = [];
  try {
    same = await walk(local, other, run);
  } finally {
    left = await cleanUp(asks.other, label, other.made);
    await cleanUp(asks.local, label, local.made);
  }
  return { same, left };
}

async function walk(local: Traveler, other: Traveler, { stop, onOutcome }: Run): Promise<boolean> {
  let same = true;
  for (const step of STEPS) {
    if (stop.aborted) return false;
    const outcome = await takeBoth(step, local, other);
    onOutcome(outcome);
    same &&= outcome.result === 'same';
    if (outcome.result === 'failed') return false;
  }
  return same;
}

async function takeBoth(step: Step, local: Traveler, other: Traveler): Promise<Outcome> {
  const { name } = step;
  const [expected, got] = await Promise.allSettled([local.take(step), other.take(step)]);
  if (expected.status === 'rejected') return withoutAnswer(name, expected.reason);
  if (got.status === 'rejected') return withoutAnswer(name, got.reason);
  const lines = differences(
    { answer: expected.value, naming: local.naming },
    { answer: got.value, naming: other.naming },
  );
  return { step: name, result: lines.length === 0 ? 'same' : 'different', lines };
}

function withoutAnswer(step: string, reason: unknown): Outcome {
  if (reason instanceof NotKnown) return { step, result: 'skipped', lines: [`there is no ${reason.message}`] };
  return { step, result: 'failed', lines: [reason instanceof Error ? reason.message : String(reason)] };
}
