import { CallError } from '../../okta/call-error';
import { DAY_MS } from '../../shared/day';
import { sideBySide } from '../../shared/side-by-side';
import { SinkError } from '../sinks/sink';
import type { Candidate } from './candidates';
import type { Hands } from './hands';
import { look, type Seen } from './situation';

/**
 * The apps whose secret is due. One that cannot be looked at is due, so that its fault is told.
 *
 * @param maxAge Days.
 */
export async function dueApps(
  apps: readonly Candidate[],
  handsOf: (one: Candidate) => Hands,
  maxAge: number,
  atOnce: number,
): Promise<readonly Candidate[]> {
  const due = await sideBySide(apps, atOnce, async (one) => {
    const hands = handsOf(one);
    try {
      return isDue(await look(one.app, hands), maxAge, hands.now());
    } catch (error) {
      if (error instanceof CallError || error instanceof SinkError) return true;
      throw error;
    }
  });
  return apps.filter((_, i) => due[i]);
}

/** A rotation that was begun is to be completed, and a sink with a secret that Okta no longer has is of no use. */
function isDue({ secrets, held }: Seen, maxAge: number, now: number): boolean {
  const [only, ...others] = secrets;
  if (only === undefined || others.length > 0) return true;
  if (held.secretId !== undefined && held.secretId !== only.id) return true;
  return now - only.created >= maxAge * DAY_MS;
}
