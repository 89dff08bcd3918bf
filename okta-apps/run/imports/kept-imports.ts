import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import type { Refusal } from '../../review/refusals';
import type { Io } from '../../shared/io';
import { once } from '../../shared/schema';
import { sideBySide } from '../../shared/side-by-side';
import { inFolder } from '../../terraform/state-diagnostics';
import { orCallError, readApps } from '../lost-settings';
import { importedApps, importedOrigins } from '../planned-objects';
import { clientOf, whyNot } from '../prepared-stack';
import type { Session } from '../session';
import type { ChangedImport, Keeping, KeptImport } from './changed-import';
import { keepAccess } from './kept-access';
import { keptApp } from './kept-app';
import { keepOrigin } from './kept-origin';

/** What a stack imports, as it was right before its apply. */
export interface KeptImports {
  /**
   * Compares each with what it was, and restores it where it differs.
   *
   * @param addresses @default - all
   */
  readonly check: (addresses?: readonly string[]) => Promise<readonly ChangedImport[]>;
  /** What the checks found. */
  readonly changed: () => readonly ChangedImport[];
}

/** Objects of one stack that are read at the same time. */
const AT_ONCE = 4;

/**
 * Keeps what a plan imports and sends, as Okta has it right before the apply: apps with their groups and their groups
 * claim, and trusted origins. The provider sends each as a whole, built from the configuration, so no plan shows all that
 * this changes.
 *
 * @returns A refusal, when one cannot be read: what cannot be read cannot be restored.
 */
export async function keepImports(
  { runner }: Pick<Session, 'runner'>,
  { stack, plan }: Pick<Keeping, 'stack' | 'plan'>,
  io: Io,
): Promise<KeptImports | Refusal> {
  const open = once((): Promise<OrgClient> => clientOf(stack, io));
  const terraform = inFolder({ command: runner.binary.command, folder: stack.run.folder });
  const keeping: Keeping = { stack, plan, terraform, open };
  const refusal = (address: string, why: CallError): Refusal => ({
    stack: stack.name,
    reason: 'unread',
    message:
      `${stack.name}: ${address} is not imported, because it could not be read, and so it could not be restored ` +
      `(${whyNot(why, stack)}); run this again when the org answers`,
  });
  const kept: KeptImport[] = [];
  const read = await readApps(importedApps(plan.json), open);
  for (const { app, body } of read) {
    if (body instanceof CallError) return refusal(app.address, body);
    kept.push(keptApp(app, body, keeping));
  }
  const more = await sideBySide(
    [
      ...read.map(({ app }) => ['access', app] as const),
      ...importedOrigins(plan.json).map((one) => ['origin', one] as const),
    ],
    AT_ONCE,
    async ([kind, one]) => ({
      one,
      its: await orCallError(() => (kind === 'access' ? keepAccess(one, keeping) : keepOrigin(one, keeping))),
    }),
  );
  const unseen = new Set<string>();
  for (const { one, its } of more) {
    if (its instanceof CallError) return refusal(one.address, its);
    kept.push(its);
    if (its.unseen !== undefined) unseen.add(its.unseen);
  }
  for (const text of unseen) io.stderr.write(`${stack.name}: ${text}\n`);
  return checksOf(kept);
}

/** What was found changed is not looked at again. */
function checksOf(all: readonly KeptImport[]): KeptImports {
  const kept = [...all];
  const changed: ChangedImport[] = [];
  const check = async (addresses?: readonly string[]): Promise<readonly ChangedImport[]> => {
    const now = kept.filter(({ address }) => addresses?.includes(address) !== false);
    const results = await sideBySide(now, AT_ONCE, async (one) => {
      const result = await one.check();
      if (result !== undefined || one.isCheckedAgain !== true) kept.splice(kept.indexOf(one), 1);
      return result;
    });
    const found = results.filter((result) => result !== undefined);
    changed.push(...found);
    return found;
  };
  return { check, changed: () => changed };
}
