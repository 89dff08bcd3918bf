import type { Assembled, StackOptions } from '../project/assemble';
import type { Io } from '../shared/io';
import { evaluate, evaluationCode, evaluationText } from './evaluate';
import type { KeepPlans } from './keep-plans';
import { recordPlans } from './plan-records';
import { planJson } from './plan-report';
import { planStacks } from './plan-stacks';
import { estimatesJson } from './request-estimates';
import { openSession } from './session';

/**
 * Plans and reviews what was assembled, and leaves for `okta-apps review` what it found.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function planAndReview(
  { stacks, document, ...tools }: Assembled,
  options: StackOptions,
  keep: KeepPlans,
  io: Io,
): Promise<number> {
  const session = await openSession(stacks, 'plan', { ...tools, provider: options.provider ?? 'auto' }, io);
  try {
    const evaluation = await evaluate(await planStacks(session, session.stacks, io), io);
    await keep(evaluation.results);
    await recordPlans(evaluation.results, evaluation.plans);
    if (options.json) {
      const { estimates } = session;
      const json = {
        stacks: planJson(evaluation.results),
        ...estimatesJson(estimates),
        problems: document?.['problems'] ?? [],
      };
      io.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    } else {
      io.stdout.write(evaluationText(evaluation, io));
    }
    return evaluationCode(evaluation);
  } finally {
    await session.close();
  }
}
