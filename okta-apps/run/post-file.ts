import path from 'node:path';
import { blobsOf } from '../review/blobs';
import { checkOfReview, failedCheck } from '../review/post/check-run';
import type { PostTarget } from '../review/post/job-token';
import { openRequest, type OpenRequest, type Texts } from '../review/post/open-request';
import { failureComment } from '../review/post/post-review';
import { staleSentences } from '../review/post/request-place';
import { readReview } from '../review/read-review';
import { renderMarkdown } from '../review/render/markdown';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { maskData } from '../shared/masker';
import { readRegularFile } from '../shared/regular-file';
import { eventText } from './code-links';
import { messageFor } from './post';
import { ownPackage, rulesPageOf } from '../shared/own-package';

export interface PostFileOptions {
  readonly to: PostTarget;
  /** Id of the GitLab pipeline that made the review. @default - this pipeline; on GitHub the run of the event */
  readonly run?: string;
}

/** A review of thousands of stacks has a tenth of it. */
const LARGEST = 64 * 1024 * 1024;

/**
 * `okta-apps post`: posts a review that another job wrote. It evaluates nothing and runs nothing of the project, so it
 * may hold a token that writes.
 *
 * @returns 0 posted, or there is no open request to post to.
 * @throws UserError when something is missing, or when it could not be posted; older posts say so by then, as far as
 * they can be replaced.
 */
export async function runPost(file: string, { to, run }: PostFileOptions, io: Io): Promise<number> {
  const event = to === 'github' ? await eventText(io) : undefined;
  const request = await openRequest(to, { env: io.env, event, ...(run !== undefined && { run }) });
  if ('why' in request) {
    io.stderr.write(`Nothing was posted: ${request.why}.\n`);
    return EXIT.done;
  }
  try {
    if (to === 'github' && run !== undefined) {
      throw new UserError('--run is for --to gitlab only: on GitHub the event specifies the run');
    }
    await request.check();
    await post(request, { file, to }, io);
    return EXIT.done;
  } catch (error) {
    await postFailure(request, error, io);
    throw error;
  }
}

async function post(
  { place, write }: OpenRequest,
  { file, to }: { readonly file: string; readonly to: PostTarget },
  io: Io,
): Promise<void> {
  const review = readReview(textOf(file, io), file);
  const base = review.commits?.base;
  const stale = staleSentences(place, base);
  const shown = { ...(base !== undefined && { base }), head: place.head, stale };
  const links = {
    blobs: blobsOf(to, io.env, place.head, review.commits?.folder),
    rulesPage: rulesPageOf(ownPackage()),
  };
  const texts = { body: renderMarkdown(review, { ...shown, ...links }), check: checkOfReview(review, shown), base };
  const outcome = await write(safe(texts, io));
  io.stderr.write(`Request ${place.number}: the comment was ${outcome}.\n`);
  for (const sentence of stale) io.stderr.write(`Stale: ${sentence}\n`);
}

async function postFailure({ place, writeEach }: OpenRequest, error: unknown, io: Io): Promise<void> {
  const message = `${messageFor(error)}\nHead: ${place.head}\nRun: ${place.run}`;
  const failures = await writeEach(safe({ body: failureComment(message), check: failedCheck(message) }, io));
  const said = messageFor(error).split('\n');
  const others = failures.map(messageFor).filter((failure) => !said.includes(failure));
  for (const failure of others) io.stderr.write(`This could not be posted: ${failure}\n`);
}

function safe(texts: Texts, { secrets }: Io): Texts {
  return secrets === undefined ? texts : maskData(texts, secrets);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist, so the run left no review; look at its log',
  ELOOP: 'is a symbolic link, which is not followed',
  EINVAL: 'is no regular file',
  EFBIG: `is larger than ${LARGEST / 2 ** 20} MiB, which no review is`,
};

function textOf(file: string, { cwd }: Io): string {
  try {
    return readRegularFile(path.resolve(cwd, file), LARGEST).toString('utf8');
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    throw new UserError(`${file} ${REASONS[code] ?? `cannot be read (${code})`}`);
  }
}
