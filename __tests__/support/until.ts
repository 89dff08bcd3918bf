import { setTimeout as sleep } from 'node:timers/promises';

const BOUND_MS = 60_000;

/** Waits for something to become true, a minute at most. */
export async function until(holds: () => boolean, otherwise = 'it did not happen within a minute'): Promise<void> {
  const deadline = Date.now() + BOUND_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await sleep(25);
  }
}
