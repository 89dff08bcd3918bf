import { maskData, maskerFor } from '../shared/masker';
import type { PostTarget } from '../review/post/job-token';
import { onlyReviewed, readWholeAssembly, unreviewedIn } from '../project/assembly';
import { UserError } from '../shared/errors';
import { chooseStacks, isAmong } from '../project/choose-stacks';
import type { Io } from '../shared/io';
import type { ReviewInput } from '../review/review-input';
import type { ReviewedPlan } from './plan-records';
import type { MadeReview } from './post';
import { findProject } from '../project/find-project';
import { secretsOf } from '../project/stack-secrets';
import type { ReviewFormat } from './review-output';

export interface ReviewOptions {
  readonly format: ReviewFormat;
  readonly post?: PostTarget;
  /** Names of environments, separated by commas. @default - all */
  readonly env?: string;
  /** Rehearse what the code changes, instead of reading plans. */
  readonly rehearse?: boolean;
  /** Send requests of sign-ins to base and head. @default false */
  readonly witness?: boolean;
  /** The commit that the rehearsal compares with. */
  readonly base?: string;
  /** The commit that `cdktf.out` was synthesized from; nothing of it is run. */
  readonly head?: string;
  /** File that the digests are written to. */
  readonly digests?: string;
}

/**
 * `okta-apps review`: reviews plans and reports their effect on sign-in.
 *
 * @param files Plans as JSON; none means what the last `okta-apps plan` left.
 * @returns 0 nothing changes · 2 changes, or a stack was not planned · 3 blocked · 1 a plan failed.
 */
export async function runReview(files: readonly string[], options: ReviewOptions, io: Io): Promise<number> {
  if (options.post !== undefined) {
    const { checkPosting } = await import('./post.js');
    await checkPosting(options.post, io);
  }
  const { made, digests } = await orFailureComment(() => makeReview(files, options, io), options, io);
  // An error of a known kind while it is posted says that it could not be posted, or has been said there already.
  await orFailureComment(
    async () => {
      if (options.post === undefined) return;
      const { post } = await import('./post.js');
      await post(options.post, { made, digests }, io);
    },
    options,
    io,
    (error) => !(error instanceof UserError),
  );
  const { exitCodeOf } = await import('../review/conclusion.js');
  return exitCodeOf(made);
}

async function makeReview(files: readonly string[], options: ReviewOptions, io: Io): Promise<MadeReview> {
  for (const name of ['base', 'head', 'witness'] as const) {
    if (options[name] !== undefined && !options.rehearse) throw new UserError(`--${name} requires --rehearse`);
  }
  const made = await (options.rehearse ? fromRehearsal(files, options, io) : fromPlans(files, options, io));
  const { withFindings } = await import('../review/digest-findings.js');
  const review = { ...made, digests: withFindings(made.digests, made.made) };
  const { rendered } = await import('./review-output.js');
  const { blobsOfJob } = await import('./code-links.js');
  const blobs = options.format === 'markdown' ? await blobsOfJob(review.made, io) : undefined;
  io.stdout.write(rendered(review.made, options.format, io, blobs));
  if (options.digests !== undefined) {
    const { writeReviewed } = await import('./reviewed-file.js');
    await writeReviewed(options.digests, { digests: review.digests }, io);
  }
  return review;
}

async function fromPlans(files: readonly string[], options: ReviewOptions, io: Io): Promise<MadeReview> {
  const { plans, secrets, ...left } =
    files.length > 0 ? await fromFiles(files, options, io) : await fromProject(options, io);
  const digests = plans.map(({ digest }) => digest);
  const { reviewPlans } = await import('./review-output.js');
  return { made: reviewPlans(plans, secrets, left), digests: maskData(digests, maskerFor(secrets)) };
}

async function fromRehearsal(
  files: readonly string[],
  { env, base, head, witness }: ReviewOptions,
  io: Io,
): Promise<MadeReview> {
  if (files.length > 0) throw new UserError('--rehearse makes its own plans; pass no files with it');
  // Nothing else is loaded yet: what reviews is loaded while the apps synthesize.
  const { makeRehearsal } = await import('./plan.js');
  const options = {
    ...(env !== undefined && { env }),
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head, skipSynth: true }),
    ...(witness !== undefined && { witness }),
  };
  const { review, digests } = await makeRehearsal([], options, io);
  return { made: review, digests: maskData(digests, maskerFor(secretsOf([], io))) };
}

interface Loaded {
  readonly plans: readonly ReviewedPlan[];
  readonly unplanned?: NonNullable<ReviewInput['unplanned']>;
  readonly unreviewed?: NonNullable<ReviewInput['unreviewed']>;
  readonly secrets: readonly string[];
}

async function fromFiles(files: readonly string[], { env }: ReviewOptions, io: Io): Promise<Loaded> {
  const { readPlanFiles } = await import('./review-files.js');
  const all = await readPlanFiles(files, io);
  const plans = all.filter(({ input }) => isAmong(env, input.environment));
  if (plans.length === 0) {
    const known = [...new Set(all.map(({ input }) => input.environment))].join(', ');
    throw new UserError(`None of these plans is of ${env ?? ''}; they are of ${known}`);
  }
  return { plans, secrets: secretsOf([], io) };
}

async function fromProject({ env }: ReviewOptions, io: Io): Promise<Loaded> {
  const project = findProject(io.cwd);
  const assembly = readWholeAssembly(project.outdir, project.output);
  const stacks = chooseStacks(onlyReviewed(assembly, io.stderr), [], env);
  const { readPlanRecords } = await import('./review-files.js');
  return {
    ...(await readPlanRecords(stacks, project.output)),
    unreviewed: unreviewedIn(assembly),
    secrets: secretsOf(
      stacks.map(({ manifest }) => manifest),
      io,
    ),
  };
}

/** Where no review can be made, for whatever reason, the comment and the check run say so: older ones would be believed. */
async function orFailureComment<T>(
  work: () => Promise<T>,
  { post: where }: ReviewOptions,
  io: Io,
  isToBeSaid: (error: unknown) => boolean = () => true,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (where !== undefined && isToBeSaid(error)) {
      const { messageFor, postFailure } = await import('./post.js');
      const message = maskerFor(secretsOf([], io)).mask(messageFor(error));
      await postFailure(where, message, io).catch((second: unknown) => {
        io.stderr.write(`${second instanceof Error ? second.message : String(second)}\n`);
      });
    }
    throw error;
  }
}
