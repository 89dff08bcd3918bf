import type { PreparedStack } from './prepared-stack';
import { Interrupted } from '../shared/errors';
import type { Refusal } from '../review/refusals';
import { isWhole } from '../review/conclusion';
import type { Reviewed } from '../review/digest';
import { planFault } from '../terraform/saved-plan';
import { appliedText, applyStacks, checkInitialSecrets, type AppliedStack, type Planned } from './apply-stacks';
import { EXIT } from '../shared/exit-codes';
import { existingObjects, recreatedApps } from './reconcile/existing-objects';
import { goneApps, reconcile, reconciledText, type Reconciled } from './reconcile/reconcile';
import type { Io } from '../shared/io';
import { approvalOf, evaluate, evaluationText, type Evaluation } from './evaluate';
import type { KeepPlans } from './keep-plans';
import { recordPlans } from './plan-records';
import type { ApplyRecords } from './record/write-records';
import { hasFailed, isEmpty, planJson, planStacks, type PlanResult } from './plan-stacks';
import type { Session } from './session';

/** Asks whether the stacks may be changed. */
export type Ask = (stacks: readonly PreparedStack[]) => Promise<boolean>;

export interface Reporting {
  readonly ask: Ask;
  /** A person is asked. */
  readonly isAttended: boolean;
  /** What was reviewed before, where it has to be the same. */
  readonly reviewed: Reviewed | undefined;
  readonly report: ((text: string) => unknown) | undefined;
  /** Filled with one entry for each stack. */
  readonly entries: object[];
  readonly keep: KeepPlans;
  readonly records: ApplyRecords;
  /** Whether settings that updates of apps lose are restored. */
  readonly restores: boolean;
}

/**
 * Plans stacks, evaluates the plans, applies them, and plans again.
 *
 * @returns 0 · 3 a plan is refused · 1 something failed, or the answer was no.
 */
export async function applyRound(
  session: Session,
  round: readonly PreparedStack[],
  { ask, isAttended, reviewed, report, entries, keep, records, restores }: Reporting,
  io: Io,
): Promise<number> {
  const evaluation = await evaluate(await planStacks(session, round, io), io, { restores });
  const { results } = evaluation;
  await keep(results);
  report?.(evaluationText(evaluation, io));
  const { refusals, notes } = approvalOf(evaluation, reviewed, isAttended);
  if (notes.length > 0) report?.(`\n${notes.join('\n')}\n`);
  const failed = results.some(hasFailed);
  if (failed || refusals.length > 0) {
    entries.push(...planJson(results.filter(({ stack }) => !refusals.some((refusal) => refusal.stack === stack.name))));
    if (failed) report?.((await goneApps(session, results, io)).map((text) => `\n${text}`).join(''));
    if (!refuse(refusals, { report, entries })) report?.(NOTHING);
    return failed ? EXIT.failed : EXIT.refused;
  }
  const planned = results.filter((result): result is Planned & PlanResult => 'plan' in result && hasChanges(result));
  entries.push(...planJson(results.filter((result) => !planned.some(({ stack }) => stack === result.stack))));
  if (planned.length === 0 && isWhole(evaluation.made)) return EXIT.done;
  if (planned.length === 0) {
    report?.(UNREAD);
    return EXIT.refused;
  }
  if (refuse(recreatedApps(planned), { report, entries })) return EXIT.refused;
  checkInitialSecrets(planned, io.env);
  const existing = await existingObjects(planned, io);
  if (existing.unseen.size > 0) report?.(`\n${[...existing.unseen.values()].join('\n')}\n`);
  if (refuse(existing.refusals, { report, entries })) return EXIT.refused;
  if (!(await ask(planned.map(({ stack }) => stack)))) {
    report?.('Not approved; nothing was applied.\n');
    return EXIT.failed;
  }
  if (stopped(io)) throw new Interrupted('interrupted before anything was applied');
  if (refuse(await faults(planned), { report, entries })) return EXIT.refused;
  const start = (one: Planned) => records.start(one, evaluation.plans);
  const applied = await applyStacks(session, planned, { restores, start }, io);
  report?.(`\n${applied.map(appliedText).join('')}`);
  const unrecorded = await records.end(applied, evaluation.plans);
  for (const text of unrecorded) io.stderr.write(`${text}\n`);
  const reconciled = new Map<string, readonly Reconciled[]>();
  for (const one of applied.filter(({ applied: { failed } }) => failed)) {
    const after = await reconcile(session, one, !existing.unseen.has(one.stack.name), io);
    reconciled.set(one.stack.name, after);
    report?.(reconciledText(one, after));
  }
  const succeeded = applied.filter((one) => !one.applied.failed).map(({ stack }) => stack);
  const again = stopped(io) ? [] : succeeded;
  const second = await evaluate(await planStacks(session, again, io), io);
  entries.push(...applied.map((one) => appliedJson(one, second.results, reconciled.get(one.stack.name) ?? [])));
  await recordPlans(second.results, second.plans);
  if (!isProved(succeeded, second, report, io) || unrecorded.length > 0) return EXIT.failed;
  if (applied.some(({ restored = [] }) => restored.some(({ outcome }) => outcome === 'failed'))) return EXIT.failed;
  if (applied.some(({ changedImports = [] }) => changedImports.length > 0)) return EXIT.failed;
  const left = applied.filter((one) => one.applied.failed);
  if (left.length === 0) return EXIT.done;
  return left.every(({ refusal }) => refusal !== undefined) ? EXIT.refused : EXIT.failed;
}

const UNREAD =
  '\nThere is nothing to apply, but not everything in these plans was looked at: see the findings above.\n';

const NOTHING = '\nNone of this was applied.\n';

/** Says why stacks are not applied. @returns whether there are any */
export function refuse(
  refusals: readonly Refusal[],
  { report, entries }: Pick<Reporting, 'report' | 'entries'>,
): boolean {
  if (refusals.length === 0) return false;
  entries.push(...refusals.map((refusal) => ({ outcome: 'refused', ...refusal })));
  report?.(`\n${refusals.map(({ message }) => message).join('\n')}${NOTHING}`);
  return true;
}

/** What became of the saved plans while apply waited for an answer. */
async function faults(planned: readonly Planned[]): Promise<readonly Refusal[]> {
  const found = await Promise.all(
    planned.map(async ({ stack, plan }) => {
      const fault = await planFault(stack.run, plan);
      return fault === undefined ? [] : [{ stack: stack.name, reason: fault.reason, message: fault.message }];
    }),
  );
  return found.flat();
}

function stopped({ stop }: Io): boolean {
  return stop.asked.aborted;
}

function hasChanges(result: PlanResult): boolean {
  return 'plan' in result && result.plan.outcome === 'changes';
}

/** Shows what the second plans say. @returns whether every one is empty */
function isProved(applied: readonly PreparedStack[], second: Evaluation, report: Reporting['report'], io: Io): boolean {
  if (applied.length === 0) return true;
  if (second.results.length === 0) {
    report?.('Interrupted: not planned again.\n');
    return false;
  }
  const empty = isEmpty(second.results) && isWhole(second.made);
  report?.(
    empty
      ? 'Planned again: nothing to change.\n'
      : `Planned again, and it is not empty. Look at these before you continue:\n${evaluationText(second, io)}`,
  );
  return empty;
}

function appliedJson(
  { stack, applied, refusal, restored, changedImports }: AppliedStack,
  second: readonly PlanResult[],
  reconciled: readonly Reconciled[],
): object {
  if (refusal !== undefined) return { outcome: 'refused', ...refusal };
  const again = second.find((result) => result.stack === stack);
  return {
    stack: stack.name,
    environment: stack.manifest.environment,
    outcome: applied.failed ? 'failed' : 'applied',
    done: applied.done,
    diagnostics: applied.diagnostics,
    ...(restored !== undefined && { restored }),
    ...(changedImports !== undefined && { changedImports }),
    ...(reconciled.length > 0 && { settled: reconciled }),
    ...(again !== undefined && { second: planJson([again])[0] }),
  };
}
