import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StackDigest } from '../review/digest';
import { digestFileText } from '../review/digest-file';
import { secretScan } from '../review/plan/secret-scan';
import type * as failureModule from '../review/post/failure-comment';
import type * as postModule from '../review/post/post-review';
import type { PostTarget } from '../review/post/post-review';
import { renderMarkdown } from '../review/render/markdown';
import type { Review } from '../review/review-model';
import { readAssembly } from '../terraform/assembly';
import { UserError } from '../user-error';
import { chooseStacks } from './choose-stacks';
import type { Io } from './io';
import { load } from './load';
import { textOf, type ReviewedPlan } from './plan-records';
import { findProject } from './project';
import type * as rehearseModule from './rehearse-command';
import { readPlanFiles, readPlanRecords, secretsOf } from './review-files';
import { rendered, REVIEW_CODES, reviewPlans, type ReviewFormat } from './review-output';

export interface ReviewOptions {
  readonly format: ReviewFormat;
  readonly post?: PostTarget;
  /** Names of environments, separated by commas. @default - all */
  readonly env?: string;
  /** Rehearse what the code changes, instead of reading plans. */
  readonly rehearse?: boolean;
  /** What the rehearsal compares with. */
  readonly base?: string;
  /** The commit that `cdktf.out` was synthesized from; nothing of it is run. */
  readonly head?: string;
  /** File that the digests are written to. */
  readonly digests?: string;
}

/**
 * `okta-apps review`: what plans mean for the people who sign in.
 *
 * @param files Plans as JSON; none means what the last `okta-apps plan` left.
 * @returns 0 nothing changes · 2 changes · 3 blocked · 1 a stack has no plan.
 */
export async function reviewCommand(files: readonly string[], options: ReviewOptions, io: Io): Promise<number> {
  if (options.base !== undefined && !options.rehearse) throw new UserError('--base goes with --rehearse');
  if (options.head !== undefined && !options.rehearse) throw new UserError('--head goes with --rehearse');
  const { made, digests } = await orFailureComment(
    options.rehearse ? fromRehearsal(files, options, io) : fromPlans(files, options, io),
    options,
    io,
  );
  io.stdout.write(rendered(made, options.format, io));
  if (options.digests !== undefined) {
    await writeDigests(options.digests, digests, io);
  }
  if (options.post !== undefined) await post(options.post, renderMarkdown(made), io);
  return REVIEW_CODES[made.verdict];
}

interface Reviewed {
  readonly made: Review;
  readonly digests: readonly StackDigest[];
}

async function fromPlans(files: readonly string[], options: ReviewOptions, io: Io): Promise<Reviewed> {
  const { plans, secrets } = files.length > 0 ? await fromFiles(files, options, io) : await fromProject(options, io);
  return { made: reviewPlans(plans, secrets), digests: plans.map(({ digest }) => digest) };
}

async function fromRehearsal(files: readonly string[], { env, base, head }: ReviewOptions, io: Io): Promise<Reviewed> {
  if (files.length > 0) throw new UserError('--rehearse makes its own plans; give it no files');
  const { makeRehearsal } = load('./rehearse-command') as typeof rehearseModule;
  const options = {
    ...(env !== undefined && { env }),
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head, skipSynth: true }),
  };
  const { review, digests } = await makeRehearsal([], options, io);
  return { made: review, digests };
}

interface Loaded {
  readonly plans: readonly ReviewedPlan[];
  readonly secrets: readonly string[];
}

async function fromFiles(files: readonly string[], { env }: ReviewOptions, io: Io): Promise<Loaded> {
  const all = await readPlanFiles(files, io);
  const names = env?.split(',').map((name) => name.trim());
  const plans = names === undefined ? all : all.filter(({ input }) => names.includes(input.environment));
  if (plans.length === 0) {
    const known = [...new Set(all.map(({ input }) => input.environment))].join(', ');
    throw new UserError(`None of these plans is of ${env ?? ''}; they are of ${known}`);
  }
  return { plans, secrets: secretsOf([], io) };
}

async function fromProject({ env }: ReviewOptions, io: Io): Promise<Loaded> {
  const project = findProject(io.cwd);
  const stacks = chooseStacks(readAssembly(project.outdir, project.output), [], env);
  return {
    plans: await readPlanRecords(stacks, project.output, io),
    secrets: secretsOf(
      stacks.map(({ manifest }) => manifest),
      io,
    ),
  };
}

async function writeDigests(file: string, digests: readonly StackDigest[], { cwd }: Io): Promise<void> {
  try {
    await writeFile(path.resolve(cwd, file), digestFileText({ digests }));
  } catch (error) {
    throw new UserError(`${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}

async function post(where: PostTarget, body: string, io: Io): Promise<void> {
  const { postReview } = load('../review/post/post-review') as typeof postModule;
  const event = where === 'github' ? await eventText(io) : undefined;
  const posted = await postReview(where, body, { env: io.env, event });
  if (posted.outcome !== 'forked') {
    io.stderr.write(`The comment was ${posted.outcome}.\n`);
    return;
  }
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `${body}\n`);
  else io.stdout.write(`\n${body}\n`);
  const place = summary ? 'in the job summary' : 'above';
  io.stderr.write(`No comment was written (${posted.why}): the review is ${place} instead.\n`);
}

/** Where no review can be made, the comment says so: an older one would be believed. */
async function orFailureComment<T>(work: Promise<T>, { post: where }: ReviewOptions, io: Io): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (where !== undefined && error instanceof UserError) {
      const { failureComment } = load('../review/post/failure-comment') as typeof failureModule;
      const message = secretScan(secretsOf([], io)).without(error.message);
      await post(where, failureComment(message), io).catch((second: unknown) => {
        io.stderr.write(`${second instanceof Error ? second.message : String(second)}\n`);
      });
    }
    throw error;
  }
}

async function eventText({ env }: Io): Promise<string | undefined> {
  const file = env['GITHUB_EVENT_PATH'];
  return file ? await textOf(file) : undefined;
}
