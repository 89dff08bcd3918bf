import type { Git } from '../../project/base/git';
import { findBase } from '../../project/base/base-commit';
import { withBase, type Assembled } from '../../project/assemble';
import { onlyReviewed, unreviewedIn } from '../../project/assembly';
import { isAmong } from '../../project/choose-stacks';
import type { CommitStacks } from '../../project/commit-stacks';
import type { ReviewInput } from '../../review/review-input';
import type { StackCode } from '../../project/stack-code';
import type { TerraformBinary } from '../../terraform/binary';
import type { Io } from '../../shared/io';
import type { MadeRehearsal } from '../rehearsal';

/** What one review compares. */
export interface ComparedCommits {
  /** Undefined where nothing was applied before: everything is new then. */
  readonly before: CommitStacks | undefined;
  readonly after: CommitStacks;
  /** The commit from which changed files are listed. */
  readonly since: string;
  /** Names of environments, separated by commas. */
  readonly environments: string;
  /** The stacks that were applied last: their rules, waivers and settings evaluate. */
  readonly evaluatedBy: readonly StackCode[];
  /** What was loosened up to there. @default - no finding says it */
  readonly settingHistory?: ReviewInput['settingHistory'];
}

/** Rehearses what one commit changes in comparison with another. */
export async function rehearseCommits(
  { before, after, since, environments, evaluatedBy, settingHistory }: ComparedCommits,
  { folder, git, binary }: { readonly folder: string; readonly git: Git; readonly binary: TerraformBinary },
  io: Io,
): Promise<MadeRehearsal> {
  const { rehearsalOf } = await import('../rehearsal.js');
  const base = await findBase(folder, since, git, { head: after.commit });
  const stacks = before?.code ?? [];
  const assembly = withBase(after.assembly, { stacks });
  const whole = onlyReviewed(assembly, io.stderr);
  const head: Assembled = {
    project: after.project,
    binary,
    stacks: whole.filter(({ manifest }) => isAmong(environments, manifest.environment)),
    unreviewed: unreviewedIn(assembly),
  };
  const borrowed = [...(before?.borrowed ?? []), ...after.borrowed];
  const both = { head, base: { base, stacks, lock: before?.lock ?? '', evaluatedBy, borrowed } };
  return await rehearsalOf([], environments, both, io, { settingHistory });
}
