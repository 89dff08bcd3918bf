import { isDeepStrictEqual } from 'node:util';
import { CallError } from '../../okta/call-error';
import { stateRemoval } from '../../plan/address';
import { appDifferences, differenceText, type AppDifference } from '../../resources/app-differences';
import { withSettings } from '../../resources/restored-app';
import { APP_PLACES } from '../../shared/app-places';
import type { JsonObject } from '../../shared/json';
import { orCallError } from '../lost-settings';
import { assignmentChanges, type ImportedApp } from '../planned-objects';
import { whyNot } from '../prepared-stack';
import type { ChangedImport, Keeping, KeptImport } from './changed-import';

/** An imported app; where it differs after the apply, it is restored as a whole. */
export function keptApp(app: ImportedApp, body: JsonObject, { stack, plan, terraform, open }: Keeping): KeptImport {
  const { address, id } = app;
  const check = async (): Promise<ChangedImport | undefined> => {
    const { readWholeApp, replaceApp } = await import('../../okta/whole-app.js');
    const after = await orCallError(async () => readWholeApp(await open(), id));
    if (after instanceof CallError)
      return { address, id, kind: 'app', differences: [], outcome: 'unread', reason: whyNot(after, stack) };
    const changed = unplanned(app, body, after);
    if (changed.length === 0) return undefined;
    const found = { address, id, kind: 'app', differences: changed.map(differenceText) } as const;
    const left = await orCallError(async () => {
      const client = await open();
      await replaceApp(client, id, withSettings(body, []));
      return appDifferences(body, await readWholeApp(client, id));
    });
    if (left instanceof CallError) return { ...found, outcome: 'failed', reason: whyNot(left, stack) };
    if (left.length === 0) return { ...found, outcome: 'restored', stateRemoval: removalOf(app, { plan, terraform }) };
    return { ...found, outcome: 'failed', reason: stillText(left) };
  };
  return { address, check };
}

/**
 * The command that removes an app from the state, with the groups that the state assigns to it: else Terraform would
 * remove these from the app when the code no longer has it.
 */
export function removalOf(
  { address, id }: ImportedApp,
  { plan, terraform }: Pick<Keeping, 'plan' | 'terraform'>,
): string {
  const ofGroups = assignmentChanges(plan.json, id).map((change) => change.address);
  return stateRemoval([address, ...ofGroups], terraform);
}

/** Okta took what was sent, but not all of it. */
export function stillText(left: readonly AppDifference[]): string {
  return `Okta took the request, but these still differ: ${left.map(({ path }) => path.join('.')).join(', ')}`;
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
