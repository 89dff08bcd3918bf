import { CallError } from '../../okta/call-error';
import { SinkError } from '../sinks/sink';
import type { Run } from './advance';
import type { Hands, Outcome, RotatedApp } from './hands';
import { look } from './situation';
import { timeText } from './duration';
import { failureText } from './texts';

/**
 * Rolls back while both secrets exist: the old one is activated again, and a new one that the sink does not have is
 * deleted. A value is never taken from Okta and handed out: anyone who administers the app could have put it there.
 */
export async function rollBack(app: RotatedApp, hands: Hands, run: Run): Promise<Outcome> {
  try {
    return await goBack(app, hands, run);
  } catch (error) {
    if (!(error instanceof CallError || error instanceof SinkError)) throw error;
    return { kind: 'failed', message: failureText(app, error, undefined, hands.sink) };
  }
}

async function goBack(app: RotatedApp, hands: Hands, run: Run): Promise<Outcome> {
  const failed = (reason: string): Outcome => ({ kind: 'failed', message: `${app.path}: ${reason}` });
  const { secrets, held, value } = await look(app, hands);
  const [older, newer] = secrets;
  if (older === undefined || newer === undefined)
    return failed('it does not have two secrets, so there is nothing to go back to. Nothing was changed');
  if (older.status === 'INACTIVE') {
    await hands.activate(older.id);
    run.tell(app, { phase: 'activated', secretId: older.id });
  }
  const sink = hands.sink.describe(app);
  if (held.secretId !== older.id || value === undefined) {
    const until = timeText(hands.now() + run.terms.overlap);
    return failed(
      `both secrets work. ${sink} does not hold the old one (${older.id}), and okta-apps hands out no value that it did ` +
        `not generate. Put the old value back there, and run this again; else "rotate" deactivates it after ${until}`,
    );
  }
  const { outcome } = await hands.verify(value);
  if (outcome !== 'proven')
    return failed(`Okta does not accept the secret that ${sink} holds; ${newer.id} is not deleted`);
  if (newer.status === 'ACTIVE') await hands.deactivate(newer.id);
  await hands.remove(newer.id);
  run.tell(app, { phase: 'removed', secretId: newer.id });
  return { kind: 'done' };
}
