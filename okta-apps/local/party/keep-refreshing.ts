import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../shared/errors';
import { refreshWith, type Party } from './sign-in';

/** What a relying party that went on refreshing has seen. */
export interface Refreshes {
  readonly count: number;
  /** What the org said to each that failed. */
  readonly failures: readonly string[];
}

const PAUSE_MS = 50;

/**
 * Refreshes tokens again and again, as an app with many users does, until it is told to end.
 *
 * @param party The app as it knows itself at the moment: it reads its secret where that is handed out.
 */
export async function keepRefreshing(
  party: () => Promise<Party>,
  refreshToken: string,
  until: AbortSignal,
): Promise<Refreshes> {
  const failures: string[] = [];
  let [token, count] = [refreshToken, 0];
  while (!until.aborted) {
    count += 1;
    try {
      const { refreshToken: next } = await refreshWith(await party(), token);
      token = next ?? token;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(error.message);
    }
    await sleep(PAUSE_MS);
  }
  return { count, failures };
}
