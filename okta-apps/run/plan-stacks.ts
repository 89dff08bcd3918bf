import { SIDE_BY_SIDE, type PreparedStack } from './prepared-stack';
import { LOCAL_PROVIDER } from '../local/provider/diagnostics';
import { StackFailure } from '../terraform/invoke';
import { progressOn } from '../terraform/progress';
import type { SavedPlan } from '../terraform/saved-plan';
import { sideBySide } from '../shared/side-by-side';
import { init, plan, providersOf } from '../terraform/terraform';
import type { Io } from '../shared/io';
import type { Session } from './session';
import { counts } from '../plan/plan-json';

/** What became of one stack's plan; `tools` says with what it was made, such as `Terraform 1.11.4, okta/okta 6.12.0`. */
export type PlanResult =
  | { readonly stack: PreparedStack; readonly tools: string; readonly plan: SavedPlan }
  | { readonly stack: PreparedStack; readonly tools: string; readonly failure: StackFailure };

/**
 * Plans stacks, several side by side, with a progress line on stderr; those that this session has not initialized yet
 * are initialized first. A stack that fails does not stop the others.
 *
 * @param targets Addresses that the plans are limited to, by stack. @default - everything is planned
 */
export async function planStacks(
  session: Session,
  stacks: readonly PreparedStack[],
  io: Io,
  targets?: ReadonlyMap<string, readonly string[]>,
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
      const planned = failed ?? (await orFailure(plan(runner, stack.run, targets?.get(stack.name))));
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
  return attached ? [LOCAL_PROVIDER] : await providersOf(runner, run);
}

async function orFailure<T>(work: Promise<T>): Promise<T | StackFailure> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StackFailure) return error;
    throw error;
  }
}

/** Whether a stack could not be planned. */
export function hasFailed(result: PlanResult): boolean {
  return 'failure' in result;
}

/** Whether every stack was planned, and none has a change. */
export function isEmpty(results: readonly PlanResult[]): boolean {
  return results.every((result) => 'plan' in result && result.plan.outcome === 'none');
}

/** With what the stacks were planned, one line for each set of tools. */
export function toolsText(results: readonly PlanResult[]): string {
  return [...new Set(results.map(({ tools }) => `Planned with ${tools}\n`))].join('');
}

/** The results as they stand in a JSON document: names and counts, never a value. */
export function planJson(results: readonly PlanResult[]): readonly object[] {
  return results.map((result) => {
    const { name, manifest } = result.stack;
    const head = { stack: name, environment: manifest.environment, tools: result.tools };
    if ('failure' in result) {
      const { message, diagnostics } = result.failure;
      return { ...head, outcome: 'failed', error: message, diagnostics };
    }
    const { outcome, changes, diagnostics } = result.plan;
    return { ...head, outcome, counts: counts(changes), changes, diagnostics };
  });
}
