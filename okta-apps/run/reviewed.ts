import { gitIn } from '../project/base/git';
import { isAncestor } from '../project/base/history';
import { isHere } from '../project/base/fetch-commit';
import { short } from '../review/merged/pushed';
import type { PostTarget } from '../review/post/job-token';
import { Refused } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { asking, ciServer, type AskedServer } from './reviewed/ci-server';
import type { PushReview } from './reviewed/review-push';
import { writeReviewed } from './reviewed-file';

export interface ReviewedOptions {
  readonly from: PostTarget;
  /** The pushed commit. @default - the one that this CI job runs for */
  readonly commit?: string;
  /** What the branch was before the push. @default - what the CI system says */
  readonly before?: string;
  /** Names of environments, separated by commas. @default - all that are synthesized */
  readonly env?: string;
  /** Folder that holds what each commit synthesized to, by commit id. @default - it is synthesized here */
  readonly assembly?: string;
  /** Print the commits that are needed for `assembly`, and review nothing. */
  readonly commits?: boolean;
  /** File that is written. */
  readonly out: string;
}

/**
 * `okta-apps reviewed`: after a merge, makes the review that counts, from the commit that was applied last to the pushed
 * one, and asks who approved what. Takes nothing from what the pipeline of a pull request left.
 *
 * @returns 0 written · 1 it could not be made.
 * @throws Refused when what was merged may not be applied, or nothing says that it may.
 */
export async function runReviewed(options: ReviewedOptions, io: Io): Promise<number> {
  const asked = await ciServer(options.from, options, io);
  return asking(async () => {
    await checkPush(asked, io);
    if (options.commits === true) {
      const { neededCommits } = await import('./reviewed/needed-commits.js');
      io.stdout.write(`${JSON.stringify(await neededCommits(asked, options.env, io))}\n`);
      return EXIT.done;
    }
    const { reviewPush } = await import('./reviewed/review-push.js');
    const reviews = await reviewPush(asked, options, io);
    return conclude(reviews, asked, options, io);
  });
}

/**
 * A run of an older commit is refused, because "re-run" works for weeks, with today's secrets; and so is what was not
 * pushed on top of the branch.
 */
async function checkPush({ push, server }: AskedServer, io: Io): Promise<void> {
  const { branch, commit, before } = push;
  const tip = await server.tip(branch);
  if (!tip.isProtected) {
    throw new Refused(
      `${branch} is not a protected branch, so anyone with push access can change it without a review. ` +
        `Protect it in the settings of ${server.name}.`,
    );
  }
  if (tip.commit !== commit) {
    const attempt = Number(io.env['GITHUB_RUN_ATTEMPT'] ?? 1);
    const again = attempt > 1 ? ` (attempt ${attempt} of an old run)` : '';
    throw new Refused(
      `${branch} is now at ${short(tip.commit)}, and this run is for ${short(commit)}${again}. ` +
        `The run of ${short(tip.commit)} applies both.`,
    );
  }
  if (before === undefined) return;
  const git = gitIn(io.cwd, io.env, io.stop);
  if (!(await isHere(git, before)) || !(await isHere(git, commit)) || !(await isAncestor(git, before, commit))) {
    throw new Refused(
      `${short(commit)} does not come after ${short(before)}, which ${branch} was before: its history was rewritten, ` +
        'or this clone is incomplete (in GitHub Actions "fetch-depth: 0"). Apply it at a terminal.',
    );
  }
}

async function conclude(
  reviews: readonly PushReview[],
  { push }: AskedServer,
  { from, out }: ReviewedOptions,
  io: Io,
): Promise<number> {
  const { addToSummary } = await import('./review-output.js');
  const { summaryMarkdown, summaryText } = await import('./reviewed/summary.js');
  io.stdout.write(summaryText(reviews, push, io));
  await addToSummary(await summaryMarkdown(reviews, push, io), io);
  const verdicts = reviews.map(({ whole }) => whole.review.verdict);
  if (verdicts.includes('failed')) {
    io.stderr.write(
      'A stack could not be planned, so its effect is unknown, and nothing is applied. Fix what the review reports about it.\n',
    );
    return EXIT.failed;
  }
  if (verdicts.includes('blocked'))
    throw new Refused(
      'Blocked by a finding above, so nothing is applied. Revert the change that it is about, or accept it with a waiver in env/.',
    );
  const environments = reviews.flatMap(({ environments: all, lastApplied, merges }) =>
    all.map(({ name, approvedBy, refusals, releasers }) => ({
      name,
      requests: merges.flatMap(({ request }) => request?.name ?? []),
      ...(lastApplied !== undefined && { lastApplied }),
      approvedBy,
      refusals,
      releasers,
    })),
  );
  const refusals = environments.flatMap((each) => each.refusals);
  if (environments.every((each) => each.refusals.length > 0)) throw new Refused(`${refusals.join('.\n')}.`);
  if (refusals.length > 0) io.stderr.write(`${refusals.join('.\n')}.\n`);
  const { branch, commit } = push;
  await writeReviewed(
    out,
    {
      digests: reviews.flatMap(({ whole }) => whole.digests),
      approvedBy: [...new Set(environments.flatMap((each) => each.approvedBy))],
      push: { from, branch, commit, environments },
    },
    io,
  );
  return EXIT.done;
}
