import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { lostSettings, type LostSetting } from '../resources/lost-settings';
import type { StackInput } from '../review/review-input';
import type { JsonObject } from '../shared/json';
import { sideBySide } from '../shared/side-by-side';
import type { PlanResult } from './plan-stacks';
import { isSet, updatedApps, type UpdatedApp } from './planned-objects';
import { whyNot } from './prepared-stack';

/** Requests of one stack at the same time. */
const AT_ONCE = 4;

/**
 * Adds what updates of apps would lose: one request for each app that is updated, and none where there is none. An app
 * that cannot be read is a finding.
 */
export async function withLostSettings(
  input: StackInput,
  result: PlanResult,
  restores: boolean,
  open: () => Promise<OrgClient>,
): Promise<StackInput> {
  const json = 'plan' in result ? result.plan.json : undefined;
  const updated = updatedApps(json);
  if (updated.length === 0) return input;
  const read = await readApps(updated, open);
  const lost = read.flatMap(({ app, body }) => {
    const settings = body instanceof CallError ? [] : lostBy(json, app, body);
    return settings.length === 0 ? [] : [[app.address, settings.map(withoutSecretText)] as const];
  });
  const unread = read.flatMap(({ app, body }) =>
    body instanceof CallError ? [[app.address, whyNot(body, result.stack)] as const] : [],
  );
  return {
    ...input,
    ...(lost.length > 0 && { lostSettings: Object.fromEntries(lost) }),
    ...(lost.length > 0 && restores && { restoresSettings: true }),
    ...(unread.length > 0 && { unreadApps: Object.fromEntries(unread) }),
  };
}

/** An app that a plan updates, as Okta has it, or why it could not be read. */
export interface ReadApp<A extends UpdatedApp = UpdatedApp> {
  readonly app: A;
  readonly body: JsonObject | CallError;
}

/** Reads each app once. */
export async function readApps<A extends UpdatedApp>(
  apps: readonly A[],
  open: () => Promise<OrgClient>,
): Promise<readonly ReadApp<A>[]> {
  const { readWholeApp } = await import('../okta/whole-app.js');
  return await sideBySide(apps, AT_ONCE, async (app) => {
    const body = await orCallError(async () => readWholeApp(await open(), app.id));
    return { app, body };
  });
}

/** What an update loses of an app as Okta has it. @param json the plan. */
export function lostBy(json: unknown, { address, planned }: UpdatedApp, body: JsonObject): readonly LostSetting[] {
  return lostSettings(body, { planned, sets: (attribute) => isSet(json, address, attribute) });
}

export async function orCallError<T>(work: () => Promise<T>): Promise<T | CallError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
}

/** Texts of these may be secrets, whatever Okta calls them. */
const SECRET = /secret|password|private|token$/i;

/** What a review or a report may hold of a setting. */
export function withoutSecretText(setting: LostSetting): LostSetting {
  const { path, value } = setting;
  const isSecret = path[0] === 'credentials' || path.some((name) => SECRET.test(name));
  return isSecret && typeof value !== 'boolean' ? { ...setting, value: 'a value that is not shown' } : setting;
}
