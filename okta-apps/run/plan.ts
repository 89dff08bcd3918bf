import { assemble, type StackOptions } from '../project/assemble';
import type { Io } from '../shared/io';
import { keeping, type KeepOptions } from './keep-plans';
import { loadOrg } from './local-org';

export interface PlanOptions extends StackOptions, KeepOptions {}

/**
 * `okta-apps plan`: plans, reviews, and leaves for `okta-apps review` what it found.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function planCommand(names: readonly string[], options: PlanOptions, io: Io): Promise<number> {
  const keep = await keeping(options, io);
  // The rest is loaded while the app synthesizes; only then it is known whether a stack needs the org.
  const [assembled, { planAndReview }] = await Promise.all([
    assemble(names, options, io),
    import('./plan-and-review.js'),
    loadOrg(),
  ]);
  return planAndReview(assembled, options, keep, io);
}
