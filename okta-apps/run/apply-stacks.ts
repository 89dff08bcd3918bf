import type { PreparedStack } from './prepared-stack';
import type { Refusal } from '../review/refusals';
import { sourceOf, unset } from '../project/initial-secrets';
import { diagnosticTexts, indented } from '../plan/diagnostics';
import { StackFailure } from '../terraform/invoke';
import { progressOn } from '../terraform/progress';
import { sideBySide } from '../shared/side-by-side';
import { PlanRefused, type SavedPlan } from '../terraform/saved-plan';
import { apply, type Applied } from '../terraform/terraform';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { oktaLog } from './okta-causes';
import { changedImportText, type ChangedImport } from './imports/changed-import';
import { keepImports } from './imports/kept-imports';
import { applyFirstAlone } from './imports/first-import';
import { keepSettings, restoredText, type Restored } from './restore-settings';
import { importedOrigins, updatedApps } from './planned-objects';
import type { Session } from './session';

/** A stack with the saved plan that is to be applied. */
export interface Planned {
  readonly stack: PreparedStack;
  readonly plan: SavedPlan;
}

/**
 * Sees to it that every app which the plans create has its own client secret, where one was declared.
 *
 * @throws UserError that names every variable which is not set, or is set to a placeholder.
 */
export function checkInitialSecrets(
  planned: readonly Planned[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  const missing = planned.flatMap(({ stack: { name, manifest }, plan: { changes } }) => {
    const created = changes.filter(({ action }) => action === 'create' || action === 'replace');
    return unset(manifest.birthSecrets, new Set(created.map(({ address }) => address)), env).map(
      (secret) =>
        `${sourceOf(secret)} is not set to a client secret of your own: ${name} creates ${secret.address} with it. ` +
        'Set it to 14 to 100 printable ASCII characters and run this again',
    );
  });
  if (missing.length > 0) throw new UserError(missing.join('\n'));
}

/** What an apply did to one stack. */
export interface AppliedStack extends Planned {
  readonly applied: Applied;
  /** Okta's ids of the requests that may have changed something. @default - the provider does not tell */
  readonly requestIds?: readonly string[];
  /** Why its plan was refused at the last moment. */
  readonly refusal?: Refusal;
  /** What became of settings that its updates lost, where they were to be restored. */
  readonly restored?: readonly Restored[];
  /** Imported apps that the apply changed although the plan does not show it. */
  readonly changedImports?: readonly ChangedImport[];
}

export interface ApplyStacksOptions {
  readonly restores?: boolean;
  readonly start?: (planned: Planned) => Promise<Refusal | undefined>;
}

/**
 * Applies saved plans, several side by side, with a progress line on stderr. A stack that fails does not stop the others.
 *
 * @param options.restores Whether settings that updates of apps lose are restored after each stack, also when its apply
 * fails.
 * @param options.start Called right before a stack is applied; a refusal leaves it as it is.
 */
export async function applyStacks(
  session: Session,
  planned: readonly Planned[],
  { restores = false, start }: ApplyStacksOptions,
  io: Io,
): Promise<readonly AppliedStack[]> {
  const progress = progressOn(io.stderr, planned.length);
  try {
    return await sideBySide(planned, session.atOnce.apply, async ({ stack, plan }) => {
      const kept = restores ? await keepSettings(stack, plan, io) : undefined;
      if (kept !== undefined && 'reason' in kept) return { stack, plan, applied: NOT_APPLIED, refusal: kept };
      const imports = await keepImports(session, { stack, plan }, io);
      if ('reason' in imports) return { stack, plan, applied: NOT_APPLIED, refusal: imports };
      const refusal = await start?.({ stack, plan });
      if (refusal !== undefined) return { stack, plan, applied: NOT_APPLIED, refusal };
      progress.at(stack.name, 'apply');
      const onDone = (count: number): void => {
        progress.at(stack.name, 'apply', `(${count} done)`);
      };
      try {
        const restored: Restored[] = [];
        const touched: string[] = [];
        const seeTo = async (addresses: readonly string[]): Promise<void> => {
          restored.push(...((await kept?.restore(addresses)) ?? []));
          await imports.check(addresses);
        };
        const one: AppliedStack = await applyFirstAlone(
          session,
          { stack, plan },
          {
            apply: (part) => {
              touched.push(
                ...[...updatedApps(part.plan.json), ...importedOrigins(part.plan.json)].map(({ address }) => address),
              );
              return applyOne(session, part, onDone);
            },
            isUnchanged: async (address) => {
              await seeTo([address]);
              return imports.changed().length === 0;
            },
          },
        );
        if (one.refusal === undefined) await seeTo(touched);
        const changedImports = imports.changed();
        return {
          ...one,
          ...(restored.length > 0 && { restored }),
          ...(changedImports.length > 0 && { changedImports }),
        };
      } finally {
        progress.at(stack.name, undefined);
      }
    });
  } finally {
    progress.clear();
  }
}

const NOT_APPLIED: Applied = { done: [], diagnostics: [], failed: true };

/** Applies one saved plan. What fails is said in place of what was done. */
async function applyOne(
  { runner }: Session,
  { stack, plan }: Planned,
  onDone: (count: number) => void,
): Promise<AppliedStack> {
  const log = oktaLog(stack.run, plan);
  try {
    const applied = await apply(runner, stack.run, plan, { onDone, log });
    return { stack, plan, applied, ...(log !== undefined && { requestIds: log.requestIds() }) };
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    if (error instanceof PlanRefused) {
      const refusal = { stack: stack.name, reason: error.reason, message: error.message };
      return { stack, plan, applied: NOT_APPLIED, refusal };
    }
    const said = { severity: 'error' as const, summary: error.message, detail: '' };
    return { stack, plan, applied: { ...NOT_APPLIED, diagnostics: [said] } };
  }
}

const PAST: Readonly<Record<string, string>> = { create: 'created', update: 'updated', delete: 'deleted' };

/** What was done, in one line; with every address and Terraform's errors, where it failed. Its plan told the warnings. */
export function appliedText({
  stack: { name },
  applied: { done, diagnostics, failed },
  refusal,
  restored = [],
  changedImports = [],
}: AppliedStack): string {
  if (refusal !== undefined) return `${refusal.message}\n`;
  const actions = [...new Set(done.map(({ action }) => action))];
  const parts = actions.map((action) => {
    const n = done.filter((one) => one.action === action).length;
    return `${n} ${PAST[action] ?? action}`;
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const nothing = failed ? 'nothing was done' : 'only the state changed';
  const summary = parts.length === 0 ? nothing : parts.join(', ');
  const lines = [
    `${name}: ${failed ? 'the apply failed' : 'applied'} (${summary})`,
    ...(failed ? done.map(({ action, address }) => `  ${PAST[action] ?? action} ${address}`) : []),
    ...diagnosticTexts(errors).map(indented),
  ];
  return `${lines.join('\n')}\n${restored.map(restoredText).join('')}${changedImports.map(changedImportText).join('')}`;
}
