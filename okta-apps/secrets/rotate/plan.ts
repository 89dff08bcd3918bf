import { CallError } from '../../okta/call-error';
import { SinkError } from '../sinks/sink';
import { durationText } from './duration';
import type { Hands, RotatedApp } from './hands';
import { nextStep, type Step, type Terms } from './phases';
import { hasEnded } from './run-id';
import { look } from './situation';
import { secretText, stopText, timeText } from './texts';

/** What a rotation would do with one app. */
export interface AppPlan {
  readonly kind: 'changes' | 'nothing' | 'failed';
  readonly text: string;
}

/** Looks at Okta and the sink, and changes nothing. */
export async function planOf(app: RotatedApp, hands: Hands, terms: Terms): Promise<AppPlan> {
  try {
    const { secrets, held } = await look(app, hands);
    // Nothing is tried: the plan says that it will be.
    const now = hands.now();
    const step = nextStep({ secrets, held, proof: 'proven', underWay: false, run: '', hasEnded, now }, terms);
    if (step.kind === 'stop') return { kind: 'failed', text: `${stopText(app, step.why, secrets, hands.sink)}\n` };
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
        return `  Would wait until ${timeText(step.until)} at most for another run, then go on.`;
      return step.for === 'overlap'
        ? `  Would prove the second one at Okta, deactivate ${step.id} after ${timeText(step.until)}, and delete it ${after(terms.grace)}.`
        : `  Would prove the second one at Okta, and delete ${step.id} after ${timeText(step.until)}.`;
    case 'discard':
      return `  Would delete ${step.secret.id}, which an interrupted run added and did not hand out, then ${rotate}.`;
    case 'retire':
      return `  Would prove the second one at Okta, deactivate ${step.id}, and delete it ${after(terms.grace)}.`;
    case 'delete':
      return `  Would prove the second one at Okta, and delete ${step.id}.`;
    default:
      return `  Would ${rotate}.`;
  }
}
