import { literalText, namedBlocks } from '../document/named-blocks';
import { mapStrings } from '../project/document';
import type { StackCode, StackPair } from '../project/stack-code';
import { ASSIGN_GROUPS, assignedApp } from '../resources/app-assignment';
import { GROUP, groupMeant } from '../resources/group';
import type { EnvironmentSeed } from '../shared/environment-seed';
import { object, type JsonObject } from '../shared/json';
import { placeOfValue, placeText, type SourcePlace, type StackPlaces } from '../shared/source-places';
import { shown } from '../shared/visible-text';

/** A stack of a local environment, as far as its groups are concerned. */
export interface StackWithGroups {
  readonly name: string;
  readonly document: JsonObject;
  /** Where the code declares what is in it. */
  readonly places?: StackPlaces | 'unreadable' | undefined;
}

/**
 * What is to be done about groups that stacks look up by name and the local org does not have. Terraform would name the
 * group alone.
 *
 * @param known Names of the groups of the org.
 * @param options.isRehearsal The org is made for the rehearsal, and ends with it.
 */
export function missingGroups(
  stacks: readonly StackWithGroups[],
  known: readonly string[],
  { isRehearsal = false } = {},
): readonly string[] {
  const creators = stacks.map(({ name, document }) => ({ name, groups: namedGroups(document, 'resource') }));
  return stacks.flatMap((stack) =>
    namedGroups(stack.document, 'data')
      .filter(({ group }) => !known.includes(group))
      .map(({ key, group }) => {
        const creator = creators.find(({ groups }) => groups.some((one) => one.group === group))?.name;
        const command = isRehearsal ? '' : `, or run okta-apps org --group ${shown(group)}`;
        const fix =
          creator === undefined ? `${additionFix(group, known, stack)}${command}.` : creationFix(creator, stack);
        return `${stack.name}: ${userOf(stack, key)} the group ${shown(group)}, which the local org does not have. ${fix}`;
      }),
  );
}

/** What is known of the org on this machine that a stack is for. */
export interface LocalOrgOfStack extends Pick<StackWithGroups, 'places'> {
  readonly seed: EnvironmentSeed;
  /** Names of groups that any of its stacks creates. */
  readonly created: readonly string[];
}

/** The org of a stack of this machine; undefined where its environment does not say who is in it. */
export function localOrgOf(
  head: StackCode | undefined,
  pairs: readonly StackPair[],
  places: Pick<StackWithGroups, 'places'> = {},
): LocalOrgOfStack | undefined {
  if (head?.manifest.local !== true || head.manifest.seed === undefined) return undefined;
  const documents = pairs.flatMap((pair) => (pair.head?.manifest.local === true ? [pair.head.document] : []));
  const created = documents.flatMap((document) => namedGroups(document, 'resource').map(({ group }) => group));
  return { seed: head.manifest.seed, created, ...places };
}

/** Groups that resources create or data sources ask for, by a name that is written out. */
function namedGroups(
  document: JsonObject,
  section: 'resource' | 'data',
): readonly { readonly key: string; readonly group: string }[] {
  return namedBlocks(document, section, GROUP.name).flatMap(([key, block]) => {
    const group = literalText(block, 'name');
    return group === undefined ? [] : [{ key, group }];
  });
}

/** `app shop (stacks/shop.ts:12) assigns`: what uses the data source, and where. */
function userOf({ document, places }: StackWithGroups, key: string): string {
  for (const type of ASSIGN_GROUPS) {
    for (const [name, block] of namedBlocks(document, 'resource', type)) {
      if (!refersTo(block, `data.${GROUP.name}.${key}.`)) continue;
      const app = assignedApp(block) ?? name;
      return `app ${app}${at(places, `okta_app_oauth.${app}`, `${type}.${name}`)} assigns`;
    }
  }
  return `data.${GROUP.name}.${key}${at(places, `data.${GROUP.name}.${key}`)} looks up`;
}

function refersTo(block: JsonObject, reference: string): boolean {
  let found = false;
  mapStrings(block, (text) => {
    found ||= text.includes(reference);
    return text;
  });
  return found;
}

function additionFix(group: string, known: readonly string[], { places }: StackWithGroups): string {
  const place = placeOf(places, (all) => placeOfValue(all.values, 'seed.groups'));
  const where = place === '' ? ' of the environment in env/' : place;
  const addition = `dd { name: ${shown(group)} } to seed.groups${where}`;
  const meant = groupMeant(group, known);
  return meant === undefined ? `A${addition}` : `Did you mean ${shown(meant)}? If not, a${addition}`;
}

function creationFix(creator: string, { name }: StackWithGroups): string {
  return creator === name
    ? 'This stack creates it: assign its ID, such as groups: [group.id], so that Terraform creates it first.'
    : `${creator} creates it: apply that stack first.`;
}

function at(places: StackWithGroups['places'], ...addresses: readonly string[]): string {
  return placeOf(places, ({ resources }) =>
    addresses.map((address) => object(resources)[address] as SourcePlace | undefined).find((one) => one !== undefined),
  );
}

function placeOf(places: StackWithGroups['places'], find: (all: StackPlaces) => SourcePlace | undefined): string {
  const found = typeof places === 'object' ? find(places) : undefined;
  return found === undefined ? '' : ` (${placeText(found)})`;
}
