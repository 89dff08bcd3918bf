import { inOrder, type AssembledStack } from '../terraform/assembly';
import { Interrupted } from '../terraform/stop';
import { UserError } from '../user-error';
import { appliedText, applyStacks, checkBirthSecrets, type AppliedStack, type Planned } from './apply-stacks';
import { assemble, type StackOptions } from './assemble';
import type { Refusal } from '../review/approval';
import type { Reviewed } from '../review/digest';
import type { Io } from './io';
import { recordPlans, reviewedPlans } from './plan-records';
import { exitCodeOf, planJson, planText } from './plan-report';
import { planStacks, type PlanResult } from './plan-stacks';
import { approvalOf, readReviewed } from './reviewed';
import { openSession, type PreparedStack, type Session } from './session';
import { onOwnAccount, unreviewed } from './unreviewed';

export interface ApplyOptions extends StackOptions {
  readonly autoApprove?: boolean;
  /** File of digests that `okta-apps reviewed` or `review` wrote: only what they approve is applied, without a question. */
  readonly reviewed?: string;
}

/**
 * `okta-apps apply`: plans, asks or compares with what was reviewed, applies those very plans, and plans again to show
 * that nothing is left to change.
 *
 * @returns 0 applied, or nothing to do · 3 a plan is blocked, is not what was reviewed, or lacks an approval · 1 it
 * failed, or the answer was no.
 */
export async function applyCommand(names: readonly string[], options: ApplyOptions, io: Io): Promise<number> {
  const reviewed = options.reviewed === undefined ? undefined : await readReviewed(options.reviewed, io);
  const { stacks, document, ...tools } = await assemble(names, options, io);
  const report = options.json ? undefined : (text: string) => io.stdout.write(text);
  const entries: object[] = [];
  const print = (): void => {
    if (!options.json) return;
    io.stdout.write(`${JSON.stringify({ stacks: entries, problems: document?.['problems'] ?? [] }, null, 2)}\n`);
  };
  if (refuse(unreviewed(stacks, options, io), { report, entries })) {
    print();
    return REFUSED;
  }
  const ask = approval(stacks, options, io);
  const session = await openSession(stacks, 'apply', { ...tools, provider: options.provider ?? 'auto' }, io);
  try {
    const code = await inRounds(session, { ask, reviewed, report, entries }, io);
    print();
    return code;
  } finally {
    await session.close();
  }
}

/** Asks whether the stacks may be changed. */
type Ask = (stacks: readonly PreparedStack[]) => Promise<boolean>;

interface Reporting {
  readonly ask: Ask;
  readonly reviewed: Reviewed | undefined;
  readonly report: ((text: string) => unknown) | undefined;
  /** Filled with one entry for each stack. */
  readonly entries: object[];
}

/** Nobody is asked about an org on this machine: there is nothing to lose. */
function approval(stacks: readonly AssembledStack[], { autoApprove, reviewed, json }: ApplyOptions, { ask }: Io): Ask {
  if (autoApprove || reviewed !== undefined || stacks.every(({ manifest }) => manifest.local))
    return () => Promise.resolve(true);
  if (ask === undefined || json) {
    throw new UserError('Nobody can be asked for approval here; give --auto-approve to apply without being asked');
  }
  return async (planned) => {
    const real = planned.filter(({ manifest }) => !manifest.local);
    if (real.length === 0) return true;
    const names = real.map(({ name }) => name).join(', ');
    const answer = await ask(`${onOwnAccount(real)}\nApply this to ${names}? Only "yes" is a yes: `);
    return answer.trim() === 'yes';
  };
}

/** Stacks that others depend on come first; what depends on them is planned when they are applied. */
async function inRounds(session: Session, reporting: Reporting, io: Io): Promise<number> {
  const rounds = inOrder(session.stacks);
  for (const [i, round] of rounds.entries()) {
    const code = await applyRound(session, round, reporting, io);
    if (code === 0) continue;
    const left = rounds.slice(i + 1).flat();
    if (left.length > 0) reporting.report?.(`Not begun: ${left.map(({ name }) => name).join(', ')}\n`);
    return code;
  }
  return 0;
}

async function applyRound(
  session: Session,
  round: readonly PreparedStack[],
  { ask, reviewed, report, entries }: Reporting,
  io: Io,
): Promise<number> {
  const results = await planStacks(session, round, io);
  report?.(planText(results));
  if (reviewed !== undefined && (await refused(results, reviewed, { report, entries }, io))) return REFUSED;
  const planCode = exitCodeOf(results);
  if (planCode === 1 || planCode === 3) {
    entries.push(...planJson(results));
    report?.('\nNothing of this was applied.\n');
    return planCode;
  }
  const planned = results.filter((result): result is Planned & PlanResult => 'plan' in result && hasChanges(result));
  entries.push(...planJson(results.filter((result) => !planned.some(({ stack }) => stack === result.stack))));
  if (planned.length === 0) return 0;
  checkBirthSecrets(planned, io.env);
  if (!(await ask(planned.map(({ stack }) => stack)))) {
    report?.('Not approved; nothing was applied.\n');
    return 1;
  }
  if (stopped(io)) throw new Interrupted('interrupted before anything was applied');
  const applied = await applyStacks(session, planned, io);
  report?.(`\n${applied.map(appliedText).join('')}`);
  const succeeded = applied.filter((one) => !one.applied.failed);
  const second = stopped(io)
    ? []
    : await planStacks(
        session,
        succeeded.map(({ stack }) => stack),
        io,
      );
  entries.push(...applied.map((one) => appliedJson(one, second)));
  await recordPlans(second, await reviewedPlans(second, io));
  return secondText(succeeded, second, report) && succeeded.length === applied.length ? 0 : 1;
}

const REFUSED = 3;

/** Says why stacks are not applied. @returns whether there are any */
async function refused(
  results: readonly PlanResult[],
  reviewed: Reviewed,
  { report, entries }: Pick<Reporting, 'report' | 'entries'>,
  io: Io,
): Promise<boolean> {
  const { refusals, notes } = await approvalOf(results, reviewed, io);
  if (notes.length > 0) report?.(`\n${notes.join('\n')}\n`);
  return refuse(refusals, { report, entries });
}

function refuse(refusals: readonly Refusal[], { report, entries }: Pick<Reporting, 'report' | 'entries'>): boolean {
  if (refusals.length === 0) return false;
  entries.push(...refusals.map((refusal) => ({ outcome: 'refused', ...refusal })));
  report?.(`\n${refusals.map(({ message }) => message).join('\n')}\nNothing of this was applied.\n`);
  return true;
}

function stopped({ stop }: Io): boolean {
  return stop.asked.aborted;
}

function hasChanges(result: PlanResult): boolean {
  return 'plan' in result && result.plan.outcome === 'changes';
}

/** @returns Whether every second plan is empty. */
function secondText(
  applied: readonly AppliedStack[],
  second: readonly PlanResult[],
  report: Reporting['report'],
): boolean {
  if (applied.length === 0) return true;
  const empty = second.length === applied.length && exitCodeOf(second) === 0;
  report?.(
    empty
      ? 'Planned again: nothing to change.\n'
      : `Planned again, and it is not empty. Look at these before you go on:\n${planText(second)}`,
  );
  return empty;
}

function appliedJson({ stack, applied }: AppliedStack, second: readonly PlanResult[]): object {
  const again = second.find((result) => result.stack === stack);
  return {
    stack: stack.name,
    environment: stack.manifest.environment,
    outcome: applied.failed ? 'failed' : 'applied',
    done: applied.done,
    diagnostics: applied.diagnostics,
    ...(again !== undefined && { second: planJson([again])[0] }),
  };
}
