import { CallError } from '../../okta/call-error';
import { SinkError } from '../sinks/sink';
import { durationText, timeText } from './duration';
import type { Hands, RotatedApp } from './hands';
import { nextStep, type Situation, type Step, type Terms } from './phases';
import { hasEnded } from './run-id';
import { look, lookAtLog } from './situation';
import { secretText, stopText } from './texts';

/** What a rotation would do with one app. */
export interface AppPlan {
  readonly kind: 'changes' | 'nothing' | 'failed';
  readonly text: string;
}

/** Looks at Okta and the sink, and changes nothing. */
export async function planOf(app: RotatedApp, hands: Hands, terms: Terms): Promise<AppPlan> {
  try {
    const seen = await look(app, hands);
    // Nothing is tried: the plan says that it will be.
    const fixed = { proof: 'proven', underWay: false, run: '', hasEnded, now: hands.now() } as const;
    const { secrets } = seen;
    let situation: Situation = { ...seen, ...fixed };
    let step = nextStep(situation, terms);
    if (step.kind === 'look') {
      situation = { ...situation, ...(await lookAtLog(seen, step, { hands, overlap: terms.overlap })) };
      step = nextStep(situation, terms);
    }
    if (step.kind === 'stop') return { kind: 'failed', text: `${stopText(app, step.why, situation, hands.sink)}\n` };
    const text = `${app.path}: has ${secrets.map(secretText).join(' and ')}.\n${sentence(step, app, hands, terms)}\n`;
    return { kind: step.kind === 'done' ? 'nothing' : 'changes', text };
  } catch (error) {
    if (error instanceof CallError || error instanceof SinkError)
      return { kind: 'failed', text: `${app.path}: ${error.message}\n` };
    throw error;
  }
}

type Planned = Exclude<Step, { readonly kind: 'stop' }>;

function sentence(step: Planned, app: RotatedApp, { sink }: Hands, terms: Terms): string {
  const after = (time: number) => (time === 0 ? 'at once' : `after ${durationText(time)}`);
  const retire = `deactivate the old one ${after(terms.overlap)}, and delete it ${after(terms.grace)}`;
  const rotate = `add a second secret, store it in ${sink.describe(app)}, prove it at Okta, ${retire}`;
  switch (step.kind) {
    case 'wait':
      if (step.for === 'other run')
        return `  Would wait until ${timeText(step.until)} at most for another run, then continue.`;
      if (step.for === 'use')
        return `  Would wait: the system log has a token request with the old secret ${step.id} at ${timeText(step.last)}.`;
      return step.for === 'overlap'
        ? `  Would prove the second one at Okta, deactivate ${step.id} after ${timeText(step.until)}, and delete it ${after(terms.grace)}.`
        : `  Would prove the second one at Okta, and delete ${step.id} after ${timeText(step.until)}.`;
    case 'discard':
      return `  Would delete ${step.secret.id}, which an interrupted run added and did not hand out, then ${rotate}.`;
    case 'retire':
      return `  Would prove the second one at Okta, deactivate ${step.id} by ${step.by}, and delete it ${after(terms.grace)}.`;
    case 'delete':
      return `  Would prove the second one at Okta, and delete ${step.id}.`;
    default:
      return `  Would ${rotate}.`;
  }
}
