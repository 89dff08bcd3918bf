import type { Review } from '../review/review-model';
import { EXIT } from './exit-codes';
import type { Io } from './io';
import { reviewedPlans, type ReviewedPlan } from './plan-records';
import { exitCodeOf, toolsText } from './plan-report';
import type { PlanResult } from './plan-stacks';
import { secretsOf } from './review-files';
import { rendered, reviewPlans } from './review-output';
import { withAllSecretCounts } from './secret-counts';

/** Plans, and what they mean. */
export interface Judged {
  readonly results: readonly PlanResult[];
  /** One for each result, in their order. */
  readonly plans: readonly ReviewedPlan[];
  readonly made: Review;
}

/** Reviews what was planned by the rules of its environments: `plan` and `apply` judge alike. */
export async function judge(results: readonly PlanResult[], io: Io): Promise<Judged> {
  const stacks = results.map(({ stack }) => stack);
  const plans = await withAllSecretCounts(await reviewedPlans(results, io), stacks, io);
  const secrets = secretsOf(
    stacks.map(({ manifest }) => manifest),
    io,
  );
  return { results, plans, made: reviewPlans(plans, secrets) };
}

/** What a person reads: the tools, what failed, and the review. */
export function judgedText({ results, made }: Judged, io: Io): string {
  const failures = results.flatMap((result) => ('failure' in result ? [`${result.failure.message}\n`] : []));
  return `${[toolsText(results), ...failures].join('')}\n${rendered(made, 'text', io)}`;
}

/** 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned. */
export function judgedCode({ results, made }: Judged): number {
  return made.verdict === 'blocked' ? EXIT.refused : exitCodeOf(results);
}
