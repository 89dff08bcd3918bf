import { appendFile } from 'node:fs/promises';
import type { StackDigest } from '../review/digest';
import type { CheckRun } from '../review/post/check-run';
import type { PostTarget } from '../review/post/job-token';
import type { Posted, PostOptions } from '../review/post/post-review';
import { renderMarkdown } from '../review/render/markdown';
import type { Review } from '../review/review-model';
import { maskData } from '../shared/masker';
import { Interrupted, UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { ownPackage, rulesPageOf } from '../shared/own-package';
import { blobsOfJob, eventText } from './code-links';

/** A review, and what `okta-apps apply` compares with. */
export interface MadeReview {
  readonly made: Review;
  readonly digests: readonly StackDigest[];
}

/**
 * Writes the comment, and on GitHub a check run. Both inform people: `okta-apps reviewed` takes nothing from them.
 *
 * @throws UserError when one of them cannot be written, or the digests have no room.
 */
export async function post(where: PostTarget, { made, digests }: MadeReview, io: Io): Promise<void> {
  const { checkOf } = await import('../review/post/check-run.js');
  const { check, problem } = checkOf(made, digests);
  const links = { blobs: await blobsOfJob(made, io, where), rulesPage: rulesPageOf(ownPackage()) };
  await write(where, { body: renderMarkdown(made, { ...made.commits, ...links }), check }, io);
  if (where === 'github' && problem !== undefined) throw new UserError(problem);
}

/**
 * Looks at all that `--post` needs, before any work. What can be written says that there is no review.
 *
 * @throws UserError when something is missing.
 */
export async function checkPosting(where: PostTarget, io: Io): Promise<void> {
  const { checkNeeds } = await import('../review/post/post-review.js');
  try {
    await checkNeeds(where, await postOptions(where, io));
  } catch (error) {
    // Why the rest cannot be written is this error.
    await postFailure(where, messageFor(error), io).catch(() => undefined);
    throw error;
  }
}

/** Says that there is no review, in the place of an older one. */
export async function postFailure(where: PostTarget, message: string, io: Io): Promise<void> {
  const { failureComment } = await import('../review/post/post-review.js');
  const { failedCheck } = await import('../review/post/check-run.js');
  await write(where, { body: failureComment(message), check: failedCheck(message) }, io);
}

interface PostedTexts {
  readonly body: string;
  readonly check: CheckRun;
}

async function write(where: PostTarget, texts: PostedTexts, io: Io): Promise<void> {
  const { body, check } = io.secrets === undefined ? texts : maskData(texts, io.secrets);
  const { failureComment, postReview } = await import('../review/post/post-review.js');
  const { failedCheck, postCheck } = await import('../review/post/check-run.js');
  const options = await postOptions(where, io);
  let posted: Posted;
  try {
    posted = await postReview(where, body, options);
  } catch (error) {
    // Older ones would be believed. Where these cannot be written either, the first reason is enough.
    await postReview(where, failureComment(messageFor(error)), options).catch(() => undefined);
    const failed = check.conclusion === 'failure' ? check : failedCheck(messageFor(error));
    if (where === 'github') await postCheck(failed, options).catch(() => undefined);
    throw error;
  }
  if (posted.outcome === 'forked') {
    await insteadOf(body, posted.why, io);
    return;
  }
  io.stderr.write(`The comment was ${posted.outcome}.\n`);
  if (where !== 'github') return;
  try {
    await writeCheck(check, options, io);
  } catch (error) {
    // An older check run stays: next to it, a comment without an error would be believed.
    const isToBeReplaced = check.conclusion !== 'failure';
    if (isToBeReplaced) await postReview(where, failureComment(messageFor(error)), options).catch(() => undefined);
    throw error;
  }
}

async function postOptions(where: PostTarget, io: Io): Promise<PostOptions> {
  return { env: io.env, event: where === 'github' ? await eventText(io) : undefined };
}

async function writeCheck(check: CheckRun, options: PostOptions, { stderr }: Io): Promise<void> {
  const { postCheck } = await import('../review/post/check-run.js');
  const written = await postCheck(check, options);
  stderr.write(
    written.outcome === 'forked' ? `No check run was written (${written.why}).\n` : 'The check run was written.\n',
  );
}

async function insteadOf(body: string, why: string, { env, stdout, stderr }: Io): Promise<void> {
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `${body}\n`);
  else stdout.write(`\n${body}\n`);
  const place = summary ? 'in the job summary' : 'above';
  stderr.write(`No comment was written (${why}): the review is ${place} instead.\n`);
}

/** The stack of an unexpected error is for the log: a comment names the error. */
export function messageFor(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof Interrupted) return `The job was told to end: ${error.message}`;
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return `Unexpected error in okta-apps: ${name}: ${message}\nThe log of this job has its stack.`;
}
