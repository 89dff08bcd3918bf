import { availableParallelism } from 'node:os';
import { STAND_IN } from '../local/provider/diagnostics';
import { StackFailure } from '../terraform/invoke';
import { progressOn } from '../terraform/progress';
import type { SavedPlan } from '../terraform/saved-plan';
import { sideBySide } from '../shared/side-by-side';
import { init, plan, providersOf } from '../terraform/terraform';
import type { Io } from '../shared/io';
import type { PreparedStack, Session } from './session';

/** What became of one stack's plan; `tools` says with what it was made, such as `Terraform 1.11.4, okta/okta 6.12.0`. */
export type PlanResult =
  | { readonly stack: PreparedStack; readonly tools: string; readonly plan: SavedPlan }
  | { readonly stack: PreparedStack; readonly tools: string; readonly failure: StackFailure };

/** Terraform is mostly waiting for Okta; more than a few at once run into its rate limits. A session may allow fewer. */
export const SIDE_BY_SIDE = Math.max(2, Math.min(4, availableParallelism()));

/**
 * Plans stacks, several side by side, with a progress line on stderr; those that this session has not initialized yet
 * are initialized first. A stack that fails does not stop the others.
 */
export async function planStacks(
  session: Session,
  stacks: readonly PreparedStack[],
  io: Io,
): Promise<readonly PlanResult[]> {
  const { runner, initialized, atOnce } = session;
  const { product, version } = runner.binary;
  const progress = progressOn(io.stderr, stacks.length);
  // Terraform's plugin cache does not stand two inits at once.
  const inits = io.env['TF_PLUGIN_CACHE_DIR'] ? 1 : SIDE_BY_SIDE;
  try {
    const failures = await sideBySide(stacks, inits, async (stack) => {
      if (initialized.has(stack.name)) return undefined;
      progress.at(stack.name, 'init');
      const providers = await orFailure(initialize(session, stack));
      if (providers instanceof StackFailure) return providers;
      initialized.set(stack.name, providers);
      return undefined;
    });
    const named = stacks.map((stack, i) => ({ stack, failed: failures[i] }));
    return await sideBySide(named, atOnce.plan, async ({ stack, failed }) => {
      if (failed === undefined) progress.at(stack.name, 'plan');
      const planned = failed ?? (await orFailure(plan(runner, stack.run)));
      progress.at(stack.name, undefined);
      const tools = [`${product} ${version}`, ...(initialized.get(stack.name) ?? [])].join(', ');
      return planned instanceof StackFailure ? { stack, tools, failure: planned } : { stack, tools, plan: planned };
    });
  } finally {
    progress.clear();
  }
}

/** Runs `init`. @returns the providers of the stack */
async function initialize({ runner }: Session, { run, attached }: PreparedStack): Promise<readonly string[]> {
  await init(runner, run);
  return attached ? [STAND_IN] : await providersOf(runner, run);
}

async function orFailure<T>(work: Promise<T>): Promise<T | StackFailure> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StackFailure) return error;
    throw error;
  }
}
