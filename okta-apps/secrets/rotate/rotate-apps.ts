import { Interrupted, UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import type { Io } from '../../shared/io';
import { sideBySide } from '../../shared/side-by-side';
import { matchApps } from '../read-apps';
import { advance, type Run } from './advance';
import { candidates, type Candidate, type Unfit } from './candidates';
import { areConfirmed, consentOn } from './consent';
import { dueApps } from './due';
import type { Hands, Outcome } from './hands';
import { logOfRun, oktaHands, type OrgOfRun } from './okta-hands';
import type { Terms } from './phases';
import { planOf } from './plan';
import { progressOf, reportOf, summaryText, type Report } from './report';
import { rollBack } from './rollback';
import { rotationRecords } from './rotation-records';
import { hasEnded, newRunId } from './run-id';
import { rotateKeys } from './rotate-keys';
import type { Asked } from './rotate-options';
import { LEAKED, waitsText } from './texts';

/** Apps side by side; their requests are paced together. */
const AT_ONCE = 8;

/**
 * Rotates the chosen apps of one org.
 *
 * @returns The exit code.
 * @throws CallError when the apps cannot be listed
 */
export async function rotateApps({ names, declared, terms, options }: Asked, org: OrgOfRun, io: Io): Promise<number> {
  const { project, manifest } = declared;
  const matched = await matchApps(names, declared, org);
  const ofKeys = await rotateKeys(matched, { names, declared, options }, org, io);
  if (ofKeys !== undefined) return ofKeys;
  const { fit, unfit } = candidates(matched, { project, io });
  const usable = await withReadySinks(fit);
  const faults = [...faultsOf(unfit, names), ...usable.faults];
  for (const fault of faults) io.stderr.write(`${fault}\n`);
  const log = logOfRun(org);
  const handsOf = (one: Candidate): Hands => oktaHands(one, org, log);
  const chosen =
    options.due === true
      ? await dueApps(usable.fit, handsOf, manifest.secrets?.maxAge ?? Infinity, AT_ONCE)
      : usable.fit;
  if (options.plan === true) return await showPlan(chosen, { handsOf, terms, faults: faults.length }, io);
  if (!(await areConfirmed(chosen, options, io))) return EXIT.failed;

  const id = newRunId();
  const paths = chosen.map(({ app }) => app.path);
  const records = rotationRecords(paths, declared, io);
  const report = reportOf({ run: id, terms, now: () => org.pace.orgTime(), json: options.json === true, records }, io);
  const run: Run = {
    id,
    terms,
    hasEnded,
    tell: report.event,
    waits: (app, until) => {
      report.note(waitsText(app, until));
    },
    ...consentOn(io),
  };
  const outcomes =
    options.rollback === true
      ? await onceFor(chosen, (one) => rollBack(one.app, handsOf(one), run), report)
      : await rounds(chosen, { run, report, handsOf, wait: options.wait === true });
  if (options.now === true && outcomes.some(({ kind }) => kind !== 'failed')) report.note(`${LEAKED}\n`);
  report.note(summaryText(outcomes, faults.length));
  // Time alone does not end the use of the old secret, so a pipeline has to turn red.
  const isFault = (one: Outcome) => one.kind === 'failed' || (one.kind === 'waiting' && one.for === 'use');
  if (faults.length > 0 || outcomes.some(isFault) || !records.isComplete()) return EXIT.failed;
  return outcomes.some(({ kind }) => kind === 'waiting') ? EXIT.changes : EXIT.done;
}

/** An app without a secret of ours is a fault only where it was named. */
function faultsOf(unfit: readonly Unfit[], names: readonly string[]): readonly string[] {
  return unfit
    .filter(({ called, isNoError }) => !isNoError || called.some((name) => names.includes(name)))
    .map(({ path, reason }) => `${path}: ${reason}`);
}

interface Usable {
  readonly fit: readonly Candidate[];
  readonly faults: readonly string[];
}

/** Each sink says once what it lacks, before any app is changed. */
async function withReadySinks(all: readonly Candidate[]): Promise<Usable> {
  const sinks = [...new Set(all.map(({ sink }) => sink))];
  const needs = new Map(await Promise.all(sinks.map(async (sink) => [sink, await sink.needs()] as const)));
  return {
    fit: all.filter(({ sink }) => needs.get(sink)?.length === 0),
    faults: all.flatMap(({ app, sink }) => (needs.get(sink) ?? []).map((need) => `${app.path}: ${need}`)),
  };
}

async function showPlan(
  chosen: readonly Candidate[],
  { handsOf, terms, faults }: { handsOf: (one: Candidate) => Hands; terms: Terms; faults: number },
  { stdout }: Io,
): Promise<number> {
  const plans = await sideBySide(chosen, AT_ONCE, async (one) => await planOf(one.app, handsOf(one), terms));
  stdout.write(plans.map(({ text }) => text).join('') || 'There is nothing to rotate\n');
  if (faults > 0 || plans.some(({ kind }) => kind === 'failed')) return EXIT.failed;
  return plans.some(({ kind }) => kind === 'changes') ? EXIT.changes : EXIT.done;
}

interface Rounds {
  readonly run: Run;
  readonly report: Report;
  readonly handsOf: (one: Candidate) => Hands;
  readonly wait: boolean;
}

/** Takes every app as far as its times allow; with `wait`, again and again until all are done. */
async function rounds(
  chosen: readonly Candidate[],
  { run, report, handsOf, wait }: Rounds,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Candidate, Outcome>();
  const untilOf = (one: Candidate): number => {
    const outcome = outcomes.get(one);
    return outcome?.kind === 'waiting' ? outcome.until : Infinity;
  };
  for (let left = chosen; ;) {
    const results = await onceFor(left, (one) => advance(one.app, handsOf(one), run), report);
    left.forEach((one, i) => outcomes.set(one, results[i] as Outcome));
    const next = Math.min(...chosen.map(untilOf));
    const [first] = chosen;
    if (!wait || first === undefined || next === Infinity) return chosen.map((one) => outcomes.get(one) as Outcome);
    const hands = handsOf(first);
    await hands.pause(next - hands.now());
    left = chosen.filter((one) => untilOf(one) <= hands.now());
  }
}

/** One app that fails stops no other. */
async function onceFor(
  apps: readonly Candidate[],
  work: (one: Candidate) => Promise<Outcome>,
  report: Report,
): Promise<readonly Outcome[]> {
  const progress = progressOf(apps.length, report);
  return await sideBySide(apps, AT_ONCE, async (one) => {
    let outcome: Outcome;
    try {
      outcome = await work(one);
    } catch (error) {
      if (error instanceof Interrupted) throw new Interrupted('interrupted; run the same command again to continue');
      if (!(error instanceof UserError)) throw error;
      outcome = { kind: 'failed', message: `${one.app.path}: ${error.message}` };
    }
    report.outcome(one.app, outcome);
    progress();
    return outcome;
  });
}
