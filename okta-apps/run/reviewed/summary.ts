import { short, type GithubPush, type GitlabPush } from '../../review/merged/pushed';
import { counted, listed } from '../../shared/lists';
import { prose } from '../../shared/markdown';
import { visible } from '../../shared/visible-text';
import type { Io } from '../../shared/io';
import { blobsOfJob } from '../code-links';
import { rendered } from '../review-output';
import type { PushReview } from './review-push';

/** What a person reads before they release an environment. */
export function summaryText(reviews: readonly PushReview[], push: GithubPush | GitlabPush, io: Io): string {
  const parts = reviews.map((review) => `${lines(review).join('\n')}\n\n${rendered(review.whole.review, 'text', io)}`);
  return [`Review of ${short(push.commit)} on ${visible(push.branch)}\n`, ...parts].join('\n');
}

/** The same for a job summary. */
export async function summaryMarkdown(
  reviews: readonly PushReview[],
  push: GithubPush | GitlabPush,
  io: Io,
): Promise<string> {
  const parts = reviews.map(async (review) => {
    const made = review.whole.review;
    const list = lines(review).map((line) => `- ${prose(line)}`);
    return `${list.join('\n')}\n\n${rendered(made, 'markdown', io, await blobsOfJob(made, io))}`;
  });
  return [`# Review of ${short(push.commit)} on ${prose(push.branch)}\n`, ...(await Promise.all(parts))].join('\n');
}

function lines({ environments, lastApplied, merges }: PushReview): readonly string[] {
  const names = merges.map(({ commit, request }) => request?.name ?? `push ${short(commit)}`);
  const what = names.length === 0 ? 'nothing was merged since' : `${counted(names.length, 'merge')}: ${listed(names)}`;
  const from =
    lastApplied === undefined
      ? 'nothing was applied before, so everything is new'
      : `last applied ${short(lastApplied)}`;
  return environments.flatMap(({ name, approvedBy, refusals }) => [
    `${name}: ${from}; ${what}`,
    ...(approvedBy.length === 0 ? [] : [`${name}: approved by ${listed(approvedBy.map(visible))}`]),
    ...refusals.map((why) => `Not applied: ${why}`),
  ]);
}
