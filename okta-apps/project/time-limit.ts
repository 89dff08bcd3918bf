import type { Io, Stop } from '../shared/io';

/** No project takes so long: the largest that was measured, of 10,000 apps, took five seconds. */
const NOTE_MS = 60_000;
const LIMIT_MINUTES = 10;

/**
 * Watches an app that synthesizes and may never end: says so after a minute, and stops it after ten.
 *
 * @param app The command, as `cdktf.json` has it.
 * @returns What stops the app, whether the time was over, and `release`, to be called when the app has ended.
 */
export function limitTime(
  app: string,
  { stop, stderr }: Pick<Io, 'stop' | 'stderr'>,
): { readonly stop: Stop; readonly isOver: () => boolean; readonly release: () => void } {
  const over = new AbortController();
  const note = setTimeout(() => {
    stderr.write(
      `"${app}" has not ended after a minute. Does it hold a server, a timer or a connection open? ` +
        `It is stopped after ${LIMIT_MINUTES} minutes.\n`,
    );
  }, NOTE_MS);
  const limit = setTimeout(
    () => {
      over.abort();
    },
    LIMIT_MINUTES * 60 * 1000,
  );
  return {
    stop: { asked: AbortSignal.any([stop.asked, over.signal]), forced: stop.forced },
    isOver: () => over.signal.aborted && !stop.asked.aborted,
    release: () => {
      clearTimeout(note);
      clearTimeout(limit);
    },
  };
}

/** Why an app was stopped whose time was over. */
export function overtime(app: string): string {
  return (
    `Synth failed: "${app}" did not end within ${LIMIT_MINUTES} minutes and was stopped. ` +
    'Close what it holds open (a server, a timer, a connection), or end main.ts with process.exit() after the synth.'
  );
}
