import { isDeepStrictEqual } from 'node:util';
import { stateRemoval } from '../../plan/address';
import { appDifferences, type AppDifference } from '../../resources/app-differences';
import { withSettings } from '../../resources/restored-app';
import { APP_PLACES } from '../../shared/app-places';
import type { JsonObject } from '../../shared/json';
import { assignmentChanges, type ImportedObject } from '../planned-objects';
import type { Keeping, KeptImport } from './changed-import';
import { keptWhole } from './kept-whole';

/** An imported app; where it differs after the apply, it is restored as a whole. */
export function keptApp(app: ImportedObject, body: JsonObject, keeping: Keeping): KeptImport {
  const whole = () => import('../../okta/whole-app.js');
  return keptWhole(
    app,
    {
      kind: 'app',
      read: async (client) => (await whole()).readWholeApp(client, app.id),
      restore: async (client) => (await whole()).replaceApp(client, app.id, withSettings(body, [])),
      differences: (after) => appDifferences(body, after),
      unplanned: (differences) => unplanned(app, differences),
      removal: removalOf(app, keeping),
    },
    keeping,
  );
}

/**
 * The command that removes an app from the state, with the groups that the state assigns to it: else Terraform would
 * remove these from the app when the code no longer has it.
 */
export function removalOf(
  { address, id }: ImportedObject,
  { plan, terraform }: Pick<Keeping, 'plan' | 'terraform'>,
): string {
  const ofGroups = assignmentChanges(plan.json, id).map((change) => change.address);
  return stateRemoval([address, ...ofGroups], terraform);
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
function unplanned(
  { before, planned }: ImportedObject,
  differences: readonly AppDifference[],
): readonly AppDifference[] {
  const names = Object.keys({ ...before, ...planned }).filter(
    (name) => !isDeepStrictEqual(before[name], planned[name]),
  );
  const places = names.flatMap((name) => {
    const place = { ...OTHER_PLACES, ...APP_PLACES }[name];
    return place === undefined ? [] : [place];
  });
  return differences.filter(({ path }) => {
    const at = path.join('.');
    return !places.some((place) => at === place || at.startsWith(`${place}.`));
  });
}
