import type { Output } from '../../shared/io';

/** Tells how many apps of an org were read. */
export interface ReadProgress {
  next(): void;
  /** Removes the line from a terminal. */
  clear(): void;
}

/** Few apps are read before anyone asks. */
const FEW = 50;
/** Paced requests for each app: its groups, its users, its secrets. */
const REQUESTS = 3;
/** Of a log that is no terminal. */
const EVERY = 500;

/** One line that is written over on a terminal; elsewhere a line for every 500 apps. Says first how long it will take. */
export function readProgress(
  target: Output,
  { environment, total, perMinute }: { environment: string; total: number; perMinute: number },
): ReadProgress {
  if (total <= FEW) return { next: () => undefined, clear: () => undefined };
  const minutes = Math.ceil((total * REQUESTS) / perMinute);
  const time =
    Number.isFinite(perMinute) && minutes > 1 ? `, about ${minutes} minutes at ${perMinute} requests a minute` : '';
  target.write(
    `Reading ${total} apps of ${environment}${time}. Ctrl-C stops it: nothing is written then, and the next ` +
      'run reads them again. To adopt some at a time, pass --match; the next run skips what the code declares\n',
  );
  let done = 0;
  return {
    next: () => {
      done += 1;
      if (target.isTTY) target.write(`\r\u001b[K[${done}/${total}] ${environment}`);
      else if (done % EVERY === 0) target.write(`${environment}: ${done} of ${total} apps read\n`);
    },
    clear: () => {
      if (target.isTTY) target.write('\r\u001b[K');
    },
  };
}
