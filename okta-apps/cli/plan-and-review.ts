import type { Assembled, StackOptions } from './assemble';
import type { Io } from './io';
import { recordPlans, reviewedPlans } from './plan-records';
import { exitCodeOf, planJson, toolsText } from './plan-report';
import { planStacks } from './plan-stacks';
import { secretsOf } from './review-files';
import { rendered, REVIEW_CODES, reviewPlans } from './review-output';
import { openSession } from './session';

/**
 * Plans and reviews what was assembled, and leaves for `okta-apps review` what it found.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function planAndReview(
  { stacks, document, ...tools }: Assembled,
  options: StackOptions,
  io: Io,
): Promise<number> {
  const session = await openSession(stacks, 'plan', { ...tools, provider: options.provider ?? 'auto' }, io);
  try {
    const results = await planStacks(session, session.stacks, io);
    const secrets = secretsOf(
      stacks.map(({ manifest }) => manifest),
      io,
    );
    const plans = await reviewedPlans(results, io);
    await recordPlans(results, plans);
    const made = reviewPlans(plans, secrets);
    if (options.json) {
      const json = { stacks: planJson(results), problems: document?.['problems'] ?? [] };
      io.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    } else {
      const failures = results.flatMap((result) => ('failure' in result ? [`${result.failure.message}\n`] : []));
      io.stdout.write(`${[toolsText(results), ...failures].join('')}\n${rendered(made, 'text', io)}`);
    }
    return made.verdict === 'blocked' ? REVIEW_CODES.blocked : exitCodeOf(results);
  } finally {
    await session.close();
  }
}
