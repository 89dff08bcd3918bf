import type { PreparedStack } from './prepared-stack';
import { inOrder, type AssembledStack } from '../project/assembly';
import { UserError } from '../shared/errors';
import { applyRound, refuse, type Ask, type Reporting } from './apply-round';
import { assemble, type StackOptions } from '../project/assemble';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { keeping, type KeepOptions } from './keep-plans';
import { estimatesJson, type Estimate } from './request-budget';
import { checkRecordPlaces } from './record/record-files';
import { unfinishedTexts } from './record/unfinished';
import { applyRecords } from './record/write-records';
import { refusedByPush } from './reviewed/replay';
import { withSecondLook } from './reviewed/second-look';
import { readReviewed } from './reviewed-file';
import { openSession, type Session } from './session';
import { checkTargets, targetsText } from './apply-targets';
import { counted } from '../shared/lists';
import type { Refusal } from '../review/refusals';
import { STACK_MANIFEST_FILE } from '../shared/stack-manifest';

export interface ApplyOptions extends StackOptions, KeepOptions {
  readonly autoApprove?: boolean;
  /** Sets again what updates of apps lose. @default false */
  readonly restoreLostSettings?: boolean;
  /** File of digests that `okta-apps reviewed` or `review` wrote: only what they approve is applied, without a question. */
  readonly reviewed?: string;
  /** File of digests that `okta-apps plan` wrote in the same run: what those who released the environment have seen. */
  readonly planned?: string;
}

/**
 * `okta-apps apply`: plans, asks or compares with what was reviewed, applies those very plans, and plans again to show
 * that nothing is left to change.
 *
 * @returns 0 applied, or nothing to do · 3 a plan is blocked, is not what was reviewed, or lacks an approval · 1 it
 * failed, or the answer was no.
 */
export async function runApply(names: readonly string[], options: ApplyOptions, io: Io): Promise<number> {
  const reviewed = options.reviewed === undefined ? undefined : await readReviewed(options.reviewed, io);
  const keep = await keeping(options, io);
  const { stacks, document, ...tools } = await assemble(names, options, io);
  const targets = checkTargets(names, stacks, options.env ?? io.env['OKTA_ENV']);
  const report = options.json ? undefined : (text: string) => io.stdout.write(text);
  const entries: object[] = [];
  const print = (estimates: readonly Estimate[]): void => {
    if (!options.json) return;
    const json = { stacks: entries, ...estimatesJson(estimates), problems: document?.['problems'] ?? [] };
    io.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  };
  const refusals = [...refusedUnplanned(stacks, options, io), ...(await refusedByPush(stacks, reviewed?.push, io))];
  if (refuse(refusals, { report, entries })) {
    print([]);
    return EXIT.refused;
  }
  const withReleases = options.planned === undefined ? reviewed : await withSecondLook(reviewed, options.planned, io);
  const ask = approval(stacks, options, io);
  checkRecordPlaces(stacks, tools.project);
  for (const text of unfinishedTexts(stacks, tools.project)) io.stderr.write(`${text}\n`);
  const records = applyRecords(tools.project, tools.binary, reviewed, io);
  const session = await openSession(stacks, 'apply', { ...tools, provider: options.provider ?? 'auto' }, io);
  try {
    if (options.env === undefined) io.stderr.write(targetsText(targets));
    const restores = options.restoreLostSettings === true;
    const isAttended = isAsked(options, io);
    const reporting = { ask, isAttended, reviewed: withReleases, report, entries, keep, records, restores };
    const code = await inRounds(session, reporting, io);
    print(session.estimates);
    return code;
  } finally {
    await session.close();
  }
}

/** An org on this machine needs no approval: there is nothing to lose. */
function approval(stacks: readonly AssembledStack[], { autoApprove, reviewed, json }: ApplyOptions, { ask }: Io): Ask {
  if (autoApprove || reviewed !== undefined || stacks.every(({ manifest }) => manifest.local))
    return () => Promise.resolve(true);
  if (ask === undefined || json) {
    throw new UserError('No terminal to ask for approval; pass --auto-approve to apply without being asked');
  }
  return async (planned) => {
    const real = planned.filter(({ manifest }) => !manifest.local);
    if (real.length === 0) return true;
    const names = real.map(({ name }) => name).join(', ');
    const answer = await ask(`${onOwnAccount(real)}\nApply this to ${names}? Type "yes" to apply: `);
    return answer.trim() === 'yes';
  };
}

/** Stacks that others depend on come first; what depends on them is planned when they are applied. */
async function inRounds(session: Session, reporting: Reporting, io: Io): Promise<number> {
  const rounds = inOrder(session.stacks);
  for (const [i, round] of rounds.entries()) {
    const code = await applyRound(session, round, reporting, io);
    if (code === EXIT.done) continue;
    const left = rounds.slice(i + 1).flat();
    if (left.length > 0) reporting.report?.(`Not begun: ${left.map(({ name }) => name).join(', ')}\n`);
    return code;
  }
  return EXIT.done;
}

/** Stacks of Okta orgs that may not be changed without the approval of another person. */
function needingApproval<S extends Pick<PreparedStack, 'manifest'>>(stacks: readonly S[]): readonly S[] {
  return stacks.filter(({ manifest: { local, approvals } }) => !local && approvals > 0);
}

/** What is refused before anything is planned. */
function refusedUnplanned(
  stacks: readonly AssembledStack[],
  options: ApplyOptions,
  io: Pick<Io, 'ask'>,
): readonly Refusal[] {
  const rehearsed = stacks.filter(({ manifest }) => manifest.rehearsal);
  return [
    ...rehearsed.map(asRehearsal),
    ...unreviewed(
      stacks.filter((stack) => !rehearsed.includes(stack)),
      options,
      io,
    ),
  ];
}

function asRehearsal({ name }: AssembledStack): Refusal {
  const message =
    `${name}: its ${STACK_MANIFEST_FILE} is stamped as a rehearsal, which is never applied; ` +
    'synthesize the commit that is to be applied: okta-apps synth';
  return { stack: name, reason: 'rehearsal', message };
}

/**
 * What is refused because nothing was reviewed. A person at a terminal may still be asked, because a person must be
 * able to fix an org when no review can. `--auto-approve` is no such person.
 */
function unreviewed(stacks: readonly AssembledStack[], options: ApplyOptions, io: Pick<Io, 'ask'>): readonly Refusal[] {
  if (options.reviewed !== undefined || isAsked(options, io)) return [];
  return needingApproval(stacks).map(({ name, manifest: { environment, approvals } }) => ({
    stack: name,
    reason: 'not reviewed',
    message:
      `${name}: nothing was reviewed, and ${environment} asks for ${counted(approvals, 'approval')}; ` +
      'give --reviewed with the file of "okta-apps reviewed", or run this at a terminal without --auto-approve and --json',
  }));
}

/** Whether a person decides, after the plan is shown. */
function isAsked({ reviewed, autoApprove, json }: ApplyOptions, { ask }: Pick<Io, 'ask'>): boolean {
  return reviewed === undefined && ask !== undefined && !autoApprove && !json;
}

/** What the person who is asked has to know first. */
function onOwnAccount(stacks: readonly PreparedStack[]): string {
  const environments = new Map(
    needingApproval(stacks).map(({ manifest: { environment, approvals } }) => [environment, approvals]),
  );
  return [...environments]
    .map(
      ([name, approvals]) =>
        `\n${name} asks for ${counted(approvals, 'approval')}, and nothing was reviewed: if you say yes, you answer for it.\n`,
    )
    .join('');
}
