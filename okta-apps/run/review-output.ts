import { appendFile } from 'node:fs/promises';
import type { Blobs } from '../review/blobs';
import { renderJson } from '../review/render/json';
import { renderMarkdown } from '../review/render/markdown';
import { renderText } from '../review/render/text';
import { review } from '../review/review';
import { ReviewError, type ReviewInput, type ReviewRules } from '../review/review-input';
import type { Review } from '../review/review-model';
import { today } from '../shared/day';
import type { Io, Output } from '../shared/io';
import { UserError } from '../shared/errors';
import type { ReviewedPlan } from './plan-records';
import { ownPackage, rulesPageOf } from '../shared/own-package';

export type ReviewFormat = 'text' | 'markdown' | 'json';

/**
 * Reviews plans by the rules of their environments, today.
 *
 * @throws UserError when two of them are of one stack.
 */
export function reviewPlans(
  plans: readonly ReviewedPlan[],
  secrets: readonly string[],
  { unplanned = [], unreviewed = [] }: Pick<ReviewInput, 'unplanned' | 'unreviewed'> = {},
): Review {
  const rules: Record<string, ReviewRules> = {};
  for (const { input, rules: own } of plans) {
    if (own !== undefined) rules[input.environment] = own;
  }
  try {
    return review({
      today: today(),
      stacks: plans.map(({ input }) => input),
      unplanned,
      unreviewed,
      rules,
      secrets,
    });
  } catch (error) {
    if (error instanceof ReviewError) throw new UserError(`These plans cannot be reviewed together: ${error.message}`);
    throw error;
  }
}

/** Colors are for people at a terminal who did not switch them off. @see https://no-color.org */
export function wantsColor({ isTTY }: Output, env: Io['env']): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** A log has no width, and is searched for whole sentences. */
function columnsOf({ isTTY, columns = 0 }: Output): number {
  return isTTY === true ? columns : Infinity;
}

/**
 * The review in one of its formats; markdown ends with a line end as the others do.
 *
 * @param blobs Where lines of code are shown, for markdown. @default - they are no links
 */
export function rendered(made: Review, format: ReviewFormat, { stdout, env }: Io, blobs?: Blobs): string {
  switch (format) {
    case 'json':
      return renderJson(made);
    case 'markdown':
      return `${renderMarkdown(made, { ...made.commits, rulesPage: rulesPageOf(ownPackage()), blobs }).trimEnd()}\n`;
    case 'text':
      return renderText(made, { color: wantsColor(stdout, env), columns: columnsOf(stdout) });
  }
}

/** Adds to the summary of a job of GitHub, masked; elsewhere the log of the job is all that people read. */
export async function addToSummary(markdown: string, { env, secrets }: Pick<Io, 'env' | 'secrets'>): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, `${secrets?.mask(markdown) ?? markdown}\n`);
}
