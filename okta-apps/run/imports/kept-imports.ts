import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import { appDifferences, differenceText, type AppDifference } from '../../resources/app-differences';
import { withSettings } from '../../resources/restored-app';
import { stateRemoval } from '../../plan/address';
import type { Refusal } from '../../review/refusals';
import { APP_PLACES } from '../../shared/app-places';
import type { Io } from '../../shared/io';
import type { JsonObject } from '../../shared/json';
import { counted } from '../../shared/lists';
import { once } from '../../shared/schema';
import type { SavedPlan } from '../../terraform/saved-plan';
import { inFolder } from '../../terraform/state-diagnostics';
import { orCallError, readApps } from '../lost-settings';
import { importedApps, type ImportedApp } from '../planned-objects';
import { clientOf, whyNot, type PreparedStack } from '../prepared-stack';
import type { Session } from '../session';

/** What the apply of an import changed in Okta although the plan does not show it. */
export interface ChangedImport {
  readonly address: string;
  readonly id: string;
  /** One line for each field: `settings.oauthClient.subject_type: "pairwise" → "public"`. */
  readonly differences: readonly string[];
  /** `unread`: it could not be read after the apply, so what changed is not known. */
  readonly outcome: 'restored' | 'failed' | 'unread';
  /** The command that removes a restored app from the state. */
  readonly stateRemoval?: string;
  /** Why it was not restored, or not read. */
  readonly reason?: string;
}

/** The imported apps of a stack as they were right before its apply. */
export interface KeptImports {
  /**
   * Compares each with what it was, and restores it as a whole where it differs. One is checked once.
   *
   * @param addresses @default - all
   */
  readonly check: (addresses?: readonly string[]) => Promise<readonly ChangedImport[]>;
  /** What the checks found. */
  readonly changed: () => readonly ChangedImport[];
}

interface KeptApp {
  readonly app: ImportedApp;
  readonly body: JsonObject;
}

/**
 * Keeps the apps that a plan imports, as Okta has them right before the apply. The provider sends each as a whole, built
 * from the configuration, so no plan shows all that this changes.
 *
 * @returns A refusal, when one cannot be read: what cannot be read cannot be restored.
 */
export async function keepImports(
  { runner }: Pick<Session, 'runner'>,
  { stack, plan }: { readonly stack: PreparedStack; readonly plan: SavedPlan },
  io: Io,
): Promise<KeptImports | Refusal> {
  const open = once((): Promise<OrgClient> => clientOf(stack, io));
  const kept: KeptApp[] = [];
  for (const { app, body } of await readApps(importedApps(plan.json), open)) {
    if (body instanceof CallError) {
      const message =
        `${stack.name}: ${app.address} is not imported, because it could not be read, and so it could not be restored ` +
        `(${whyNot(body, stack)}); run this again when the org answers`;
      return { stack: stack.name, reason: 'unread', message };
    }
    kept.push({ app, body });
  }
  const terraform = inFolder({ command: runner.binary.command, folder: stack.run.folder });
  const changed: ChangedImport[] = [];
  const check = async (addresses?: readonly string[]): Promise<readonly ChangedImport[]> => {
    const now = kept.filter(({ app }) => addresses?.includes(app.address) !== false);
    const found: ChangedImport[] = [];
    for (const one of now) {
      kept.splice(kept.indexOf(one), 1);
      found.push(...(await checkApp(one, stack, terraform, open)));
    }
    changed.push(...found);
    return found;
  };
  return { check, changed: () => changed };
}

async function checkApp(
  { app, body }: KeptApp,
  stack: PreparedStack,
  terraform: string,
  open: () => Promise<OrgClient>,
): Promise<readonly ChangedImport[]> {
  const { address, id } = app;
  const { readWholeApp, replaceApp } = await import('../../okta/whole-app.js');
  const after = await orCallError(async () => readWholeApp(await open(), id));
  if (after instanceof CallError) {
    return [{ address, id, differences: [], outcome: 'unread', reason: whyNot(after, stack) }];
  }
  const changed = unplanned(app, body, after);
  if (changed.length === 0) return [];
  const found = { address, id, differences: changed.map(differenceText) };
  const left = await orCallError(async () => {
    const client = await open();
    await replaceApp(client, id, withSettings(body, []));
    return appDifferences(body, await readWholeApp(client, id));
  });
  if (left instanceof CallError) return [{ ...found, outcome: 'failed', reason: whyNot(left, stack) }];
  if (left.length === 0) {
    return [{ ...found, outcome: 'restored', stateRemoval: stateRemoval([address], terraform) }];
  }
  const reason = `Okta took the request, but these still differ: ${left.map(({ path }) => path.join('.')).join(', ')}`;
  return [{ ...found, outcome: 'failed', reason }];
}

/** Where blocks and texts of JSON are that are no single value of the app. */
const OTHER_PLACES: Readonly<Record<string, string>> = {
  jwks: 'settings.oauthClient.jwks',
  network: 'settings.oauthClient.network',
  profile: 'profile',
  app_settings_json: 'settings',
  app_links_json: 'visibility.appLinks',
  authentication_policy: '_links.accessPolicy',
};

/** Differences that the plan does not show: reviewers saw the others. */
function unplanned({ before, planned }: ImportedApp, body: JsonObject, after: JsonObject): readonly AppDifference[] {
  const names = Object.keys({ ...before, ...planned }).filter(
    (name) => !isDeepStrictEqual(before[name], planned[name]),
  );
  const places = names.flatMap((name) => {
    const place = { ...OTHER_PLACES, ...APP_PLACES }[name];
    return place === undefined ? [] : [place];
  });
  return appDifferences(body, after).filter(({ path }) => {
    const at = path.join('.');
    return !places.some((place) => at === place || at.startsWith(`${place}.`));
  });
}

/** What a person has to know of an import that changed its app, and do. */
export function changedImportText({
  address,
  id,
  differences,
  outcome,
  stateRemoval: removal = '',
  reason = 'unknown',
}: ChangedImport): string {
  if (outcome === 'unread') {
    return (
      `  ${address}: imported, but it could not be read afterwards (${reason}), so whether it changed is not known; ` +
      `compare ${id} with the code in the Admin Console\n`
    );
  }
  const fields = differences.map((line) => `    ${line}\n`).join('');
  const head = `  ${address}: the import changed ${counted(differences.length, 'setting')} that the plan does not show`;
  if (outcome === 'restored') {
    return (
      `${head}; ${id} was restored:\n${fields}` +
      `    The code cannot hold them. Remove the app from the state, and only then from the code:\n      ${removal}\n`
    );
  }
  return `${head}, and ${id} was not restored (${reason}); set these in the Admin Console:\n${fields}`;
}
