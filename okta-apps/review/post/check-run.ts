import { counted } from '../../shared/lists';
import { UserError } from '../../shared/errors';
import type { Reviewed, StackDigest } from '../digest';
import { digestLines, parseDigests } from '../digest-file';
import { PATIENCE } from './api-call';
import { githubContext, headOf } from './ci-context';
import { githubClient, type GithubClient } from './github';
import { writtenWithToken, type Forked } from './job-token';
import type { PostOptions } from './post-review';
import { clipped } from '../../shared/visible-text';
import { fenced } from '../../shared/markdown';
import type { CommentPlace } from '../render/markdown';
import { headlineText } from '../render/headline';
import { checkConclusionOf, type CheckConclusion } from '../conclusion';
import type { Review } from '../review-model';

/** How the check run of a review is called; `okta-apps reviewed` looks for it. */
const CHECK_NAME = 'okta-apps review';

/** Most characters of a field. @see https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const LIMIT = 65_535;
const LONGEST_TITLE = 200;
const MOST_LINES = 50;

/** What a check run says. */
export interface CheckRun {
  readonly conclusion: CheckConclusion;
  readonly title: string;
  readonly summary: string;
  /** Holds the digests. */
  readonly text?: string;
}

const WHAT = 'What this review means, for `okta-apps apply --reviewed`: hashes and addresses, no value.';
const NO_ROOM = 'were left out, because there was no room for them.';
const NO_LISTS = `The lists of what changes ${NO_ROOM}`;
const NO_UNCHANGED = `They and the stacks that the code does not change ${NO_ROOM}`;
const BLOCK = /^(`{3,})json\n([\s\S]*?)\n\1$/m;

/** The check run of a review that was made. `problem`: why its digests are not in it; nothing is approved by it then. */
export function checkOf(
  review: Review,
  digests: readonly StackDigest[],
): { readonly check: CheckRun; readonly problem?: string } {
  const text = fittingText(review, digests);
  if (text.length > LIMIT) {
    const problem =
      `The digests of the stacks that change do not fit into a check run (${text.length} characters, ${LIMIT} are ` +
      'allowed), so nothing is approved by this review; change fewer stacks in one pull request';
    return { check: failedCheck(problem), problem };
  }
  const said = checkOfReview(review, review.commits);
  return { check: { ...said, text } };
}

function textOf(digests: readonly StackDigest[], leftOut?: string): string {
  const head = leftOut === undefined ? [WHAT] : [WHAT, leftOut];
  return [...head, '', fenced('json', digestLines(digests, leftOut === undefined))].join('\n');
}

/** The first that fits; hashes are never cut. */
function fittingText({ stacks }: Review, digests: readonly StackDigest[]): string {
  const unchanged = new Set(stacks.filter(({ outcome }) => outcome === 'unchanged').map(({ stack }) => stack));
  const changed = digests.filter(({ stack }) => !unchanged.has(stack));
  const texts = [() => textOf(digests), () => textOf(digests, NO_LISTS), () => textOf(changed, NO_UNCHANGED)];
  return texts.reduce((text, next) => (text.length > 0 && text.length <= LIMIT ? text : next()), '');
}

/** The check run of a review without digests: for people, of whom it is a page that says where it comes from. */
export function checkOfReview(review: Review, { base, head, stale = [] }: CommentPlace = {}): CheckRun {
  const { stacks } = review;
  const lines = [
    `${counted(stacks.length, 'stack')} reviewed. The comment of the pull request says what it means.`,
    ...(head === undefined ? [] : [`Head: ${head}`]),
    ...(base === undefined ? [] : [`Base: ${base}`]),
    ...stale.map((sentence) => `Stale: ${sentence}`),
  ];
  const title = clippedTitle(`${stale.length > 0 ? 'Stale · ' : ''}${headlineText(review)}`);
  return { conclusion: checkConclusionOf(review), title, summary: lines.join('\n\n') };
}

/**
 * The check run of a review that could not be made: an older one would be believed.
 *
 * @param message why, without secrets; it may have several lines.
 */
export function failedCheck(message: string): CheckRun {
  const lines = message.trimEnd().split('\n').map(clipped).slice(0, MOST_LINES);
  return {
    conclusion: 'failure',
    title: 'Not reviewed: the effect of this change is unknown',
    summary: fenced('text', lines),
  };
}

function clippedTitle(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
}

/**
 * The digests in the text of a check run.
 *
 * @param name how messages name the check run.
 * @throws UserError when there are none, or not whole ones.
 */
export function digestsOf(text: string, name: string): Reviewed {
  const todo = 'review it again: okta-apps review --post github';
  const block = BLOCK.exec(text.replaceAll('\r\n', '\n'))?.[2];
  if (block === undefined) throw new UserError(`${name} holds no digests; ${todo}`);
  return parseDigests(block, { name, todo });
}

/**
 * Leaves a check run on the head commit of the pull request that this job runs for. Each review adds one; the newest
 * counts.
 *
 * @throws UserError when something is missing, or when it cannot be written.
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export async function postCheck(
  check: CheckRun,
  { env, event, patience = PATIENCE }: PostOptions,
): Promise<{ readonly outcome: 'written' } | Forked> {
  const context = githubContext(env, event);
  const at = { where: 'github', env, fork: context.fork } as const;
  return await writtenWithToken('The check run was not written', at, async (token) => {
    await createCheck(githubClient(context, token, patience), headOf(context), check);
    return { outcome: 'written' as const };
  });
}

/**
 * Leaves a check run on a commit.
 *
 * @param id Tells it from those of other requests with the same commit.
 * @throws ApiError
 */
export async function createCheck(
  { octokit, target, call }: GithubClient,
  head: string,
  { conclusion, title, summary, text }: CheckRun,
  id?: string,
): Promise<void> {
  await call('to write a check run', 'checks: write', () =>
    octokit.rest.checks.create({
      ...target,
      name: CHECK_NAME,
      head_sha: head,
      status: 'completed',
      conclusion,
      output: { title, summary, ...(text !== undefined && { text }) },
      ...(id !== undefined && { external_id: id }),
    }),
  );
}
