import { whoRuns } from '../../run/record/write-records';
import type { Io } from '../../shared/io';
import { counted } from '../../shared/lists';
import { durationText } from './duration';
import type { Outcome, PhaseEvent, RotatedApp } from './hands';
import type { Terms } from './phases';
import type { RotationRecords } from './rotation-records';
import { eventText, waitingText } from './texts';

/**
 * How a run tells what it does: lines for a person, or with `--json` one audit line for each phase. The audit lines are
 * in the records, too.
 */
export interface Report {
  readonly event: (app: RotatedApp, event: PhaseEvent) => void;
  readonly outcome: (app: RotatedApp, outcome: Outcome) => void;
  readonly note: (text: string) => void;
}

/** How often the progress of many apps is printed. */
const PROGRESS_MS = 5000;

/** @param run Id of the run, as in the intents. */
export function reportOf(
  {
    run,
    terms,
    now,
    json,
    records,
  }: {
    readonly run: string;
    readonly terms: Terms;
    readonly now: () => number;
    readonly json: boolean;
    readonly records: Pick<RotationRecords, 'append'>;
  },
  { stdout, stderr, env }: Io,
): Report {
  const by = whoRuns(env);
  const audit = ({ path, environment, clientId }: RotatedApp, fields: object, isLast = false) => {
    const time = new Date(now()).toISOString();
    const line = { time, by, run, environment, app: path, clientId, ...fields };
    records.append(path, line, isLast);
    if (json) stdout.write(`${JSON.stringify(line)}\n`);
  };
  const note = (text: string) => stderr.write(text);
  return {
    event: (app, event) => {
      audit(app, auditOfEvent(event));
      if (!json) stdout.write(eventText(app, event, terms));
    },
    outcome: (app, outcome) => {
      if (outcome.kind === 'failed') note(`${outcome.message}\n`);
      audit(app, auditOf(outcome), true);
      if (json) return;
      if (outcome.kind === 'waiting')
        stdout.write(`${waitingText(app, outcome, { now: now(), overlap: terms.overlap })}\n`);
      else if (outcome.kind === 'done') stdout.write(`${app.path}: done; one secret is left\n`);
    },
    note,
  };
}

/** With times as people and programs read them. */
function auditOfEvent(event: PhaseEvent): object {
  if (event.phase === 'deactivated' && event.use !== undefined) return { ...event, use: withTimes(event.use) };
  if (event.phase === 'deleted' && event.failures !== undefined) {
    return { ...event, failures: withTimes(event.failures) };
  }
  return event;
}

function withTimes(fields: object): object {
  const isTime = (name: string) => ['from', 'to', 'last'].includes(name);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      isTime(name) ? new Date(Number(value)).toISOString() : value,
    ]),
  );
}

function auditOf(outcome: Outcome): object {
  if (outcome.kind === 'done') return { phase: 'done' };
  if (outcome.kind === 'failed') return { phase: 'failed', message: outcome.message };
  const { for: what, until, secretId } = outcome;
  const last = outcome.for === 'use' ? { last: new Date(outcome.last).toISOString() } : {};
  return { phase: 'waiting', for: what, until: new Date(until).toISOString(), secretId, ...last };
}

/** `12 of 200 apps, about 3 min left`, now and then. */
export function progressOf(total: number, { note }: Pick<Report, 'note'>): () => void {
  const began = Date.now();
  let [count, shown] = [0, began];
  return () => {
    count += 1;
    const now = Date.now();
    if (total === 1 || count === total || now - shown < PROGRESS_MS) return;
    shown = now;
    note(`${count} of ${total} apps, about ${durationText(((now - began) / count) * (total - count))} left\n`);
  };
}

/** `3 apps: 1 done, 1 waiting, 1 failed` @param refused Apps that were not even begun. */
export function summaryText(outcomes: readonly Outcome[], refused: number): string {
  const count = (kind: Outcome['kind']) => outcomes.filter((one) => one.kind === kind).length;
  const inUse = outcomes.filter((one) => one.kind === 'waiting' && one.for === 'use').length;
  const waiting = count('waiting');
  const counts = {
    done: count('done'),
    waiting: waiting - inUse,
    'with the old secret in use': inUse,
    failed: count('failed') + refused,
  };
  const parts = Object.entries(counts).flatMap(([name, amount]) => (amount === 0 ? [] : [`${amount} ${name}`]));
  const waits = waiting > 0 ? '. Run the same command later to continue' : '';
  return parts.length === 0
    ? 'No secret is due\n'
    : `${counted(outcomes.length + refused, 'app')}: ${parts.join(', ')}${waits}\n`;
}
