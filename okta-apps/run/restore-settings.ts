import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { settingName, type LostSetting } from '../resources/lost-settings';
import { settingOf, withSettings } from '../resources/restored-app';
import type { Refusal } from '../review/refusals';
import type { Io } from '../shared/io';
import type { JsonObject } from '../shared/json';
import { counted, listed } from '../shared/lists';
import { once } from '../shared/schema';
import type { SavedPlan } from '../terraform/saved-plan';
import { lostBy, orCallError, readApps } from './lost-settings';
import { updatedApps, type UpdatedApp } from './planned-objects';
import { clientOf, whyNot, type PreparedStack } from './prepared-stack';

/** What became of the settings of one app; names only, never a value. */
export interface Restored {
  readonly address: string;
  readonly id: string;
  /** Names of its settings that the update lost, or that were to be restored. */
  readonly settings: readonly string[];
  /** `kept`: the update had not lost them. */
  readonly outcome: 'restored' | 'kept' | 'failed';
  /** Why it failed. */
  readonly reason?: string;
}

/** The settings of a stack's apps right before its apply. */
export interface KeptSettings {
  /**
   * Restores what the apply lost, one app after the other; a failure does not stop the others. One is seen to once.
   *
   * @param addresses @default - all
   */
  readonly restore: (addresses?: readonly string[]) => Promise<readonly Restored[]>;
}

interface KeptApp {
  readonly app: UpdatedApp;
  readonly lost: readonly LostSetting[];
}

/**
 * Reads the apps that a plan updates, right before it is applied.
 *
 * @returns A refusal, when one cannot be read: what cannot be read cannot be restored.
 */
export async function keepSettings(stack: PreparedStack, plan: SavedPlan, io: Io): Promise<KeptSettings | Refusal> {
  const open = once((): Promise<OrgClient> => clientOf(stack, io));
  const kept: KeptApp[] = [];
  for (const { app, body } of await readApps(updatedApps(plan.json), open)) {
    if (body instanceof CallError) {
      const message =
        `${stack.name}: ${app.address} is not updated, because it could not be read, and so its settings could not be ` +
        `restored (${whyNot(body, stack)}); run this again when the org answers`;
      return { stack: stack.name, reason: 'unread', message };
    }
    const lost = lostBy(plan.json, app, body);
    if (lost.length > 0) kept.push({ app, lost });
  }
  const restore = async (addresses?: readonly string[]): Promise<readonly Restored[]> => {
    const done: Restored[] = [];
    for (const one of kept.filter(({ app }) => addresses?.includes(app.address) !== false)) {
      kept.splice(kept.indexOf(one), 1);
      done.push(await restoreApp(one, stack, open));
    }
    return done;
  };
  return { restore };
}

/** Okta has no conditional PUT: what is sent is the app as it was read a moment before, with the settings in it. */
async function restoreApp(
  { app, lost }: KeptApp,
  stack: PreparedStack,
  open: () => Promise<OrgClient>,
): Promise<Restored> {
  const { address, id } = app;
  const { readWholeApp, replaceApp } = await import('../okta/whole-app.js');
  const made = await orCallError(async () => {
    const client = await open();
    const after = await readWholeApp(client, id);
    const away = missingIn(after, lost);
    if (away.length === 0) return { away, left: [] };
    await replaceApp(client, id, withSettings(after, away));
    return { away, left: missingIn(await readWholeApp(client, id), away) };
  });
  if (made instanceof CallError) {
    return { address, id, settings: lost.map(settingName), outcome: 'failed', reason: whyNot(made, stack) };
  }
  const { away, left } = made;
  if (away.length === 0) return { address, id, settings: lost.map(settingName), outcome: 'kept' };
  if (left.length === 0) return { address, id, settings: away.map(settingName), outcome: 'restored' };
  const reason = 'Okta took the request, but the app is still without them';
  return { address, id, settings: left.map(settingName), outcome: 'failed', reason };
}

function missingIn(app: JsonObject, settings: readonly LostSetting[]): readonly LostSetting[] {
  return settings.filter((setting) => !isDeepStrictEqual(settingOf(app, setting), setting.value));
}

/** One line for each app. */
export function restoredText({ address, id, settings, outcome, reason }: Restored): string {
  const names = listed(settings);
  if (outcome === 'kept') return `  ${address}: the update left ${names} as before\n`;
  if (outcome === 'restored') {
    return `  ${address}: restored ${counted(settings.length, 'setting')} after the update: ${names}\n`;
  }
  return (
    `  ${address}: not restored: ${names} (${reason ?? 'unknown'}). The plan above has the values: ` +
    `set them in the Admin Console, or with PUT /api/v1/apps/${id}\n`
  );
}
