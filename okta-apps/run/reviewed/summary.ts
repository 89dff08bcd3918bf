import { renderMarkdown } from '../../review/render/markdown';
import { short, type GithubPush, type GitlabPush } from '../../review/merged/pushed';
import { counted, listed } from '../../shared/lists';
import { prose } from '../../shared/markdown';
import { visible } from '../../shared/visible-text';
import type { Io } from '../../shared/io';
import { rendered } from '../review-output';
import type { PushReview } from './review-push';
import { ownPackage, rulesPageOf } from '../../shared/own-package';

/** What a person reads before they release an environment. */
export function summaryText(reviews: readonly PushReview[], push: GithubPush | GitlabPush, io: Io): string {
  const parts = reviews.map((review) => `${lines(review).join('\n')}\n\n${rendered(review.whole.review, 'text', io)}`);
  return [`Review of ${short(push.commit)} on ${visible(push.branch)}\n`, ...parts].join('\n');
}

/** The same for a job summary. */
export function summaryMarkdown(reviews: readonly PushReview[], push: GithubPush | GitlabPush): string {
  const parts = reviews.map(
    (review) =>
      `${lines(review)
        .map((line) => `- ${prose(line)}`)
        .join('\n')}\n\n${renderMarkdown(review.whole.review, {
        ...review.whole.review.commits,
        rulesPage: rulesPageOf(ownPackage()),
      })}`,
  );
  return [`# Review of ${short(push.commit)} on ${prose(push.branch)}\n`, ...parts].join('\n');
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
