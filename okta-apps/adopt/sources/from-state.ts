import { stateRemoval } from '../../plan/address';
import { APP_OAUTH } from '../../resources/app-oauth';
import { TRUSTED_ORIGIN } from '../../resources/trusted-origin';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { inner, isObject, itemsOf, textField, type JsonObject } from '../../shared/json';
import { jsonOf, textOfNamed } from '../../shared/read-file';
import { originsOf } from './companions';
import type { SourceApp, SourceApps, SourceFlag } from './source';
import {
  appOfAttributes,
  claimOfAttributes,
  hasSecret,
  objectsOfShow,
  objectsOfState,
  originOfAttributes,
  type StateObject,
} from './state-apps';

const ROTATE =
  "Its client secret is in this state, and stays in the state's history: rotate it with okta-apps rotate after the first apply";
const UNSEEN =
  'Not looked at: settings that no state holds, such as DPoP. The first apply restores an app that it changes';

/** The apps of a file that holds a Terraform state or plan. @throws UserError as `appsOfState` */
export async function readFromState(name: string, io: Pick<Io, 'cwd'>): Promise<SourceApps> {
  return appsOfState(await textOfNamed(name, io), name);
}

/**
 * The apps of a Terraform state or plan: `terraform.tfstate`, or what `terraform show -json` prints. Their client secrets
 * are not read; an app whose secret the state holds is flagged.
 *
 * @param name of the file, for messages
 * @throws UserError when the text is something else, or holds no app
 */
export function appsOfState(text: string, name: string): SourceApps {
  const document = jsonOf(text);
  if (!isObject(document))
    throw new UserError(`${name} is not JSON; pass terraform.tfstate or the output of terraform show -json`);
  const objects = objectsOfState(document) ?? objectsOfShow(document);
  if (objects === undefined)
    throw new UserError(
      `${name} is ${whatItIs(document)}; pass terraform.tfstate (version 4) or the output of terraform show -json`,
    );
  const found = objects.filter(({ type, isData }) => type === APP_OAUTH.name && !isData);
  if (found.length === 0) throw new UserError(`${name} holds no ${APP_OAUTH.name}; nothing was written`);
  const twice = found.find(
    ({ attributes }, at) => found.findIndex((one) => one.attributes['id'] === attributes['id']) !== at,
  );
  if (twice !== undefined)
    throw new UserError(`${name} holds the app ${String(twice.attributes['id'])} twice; remove one from the state`);
  const origins = objects.filter(({ type, isData }) => type === TRUSTED_ORIGIN.name && !isData);
  const apps = found.map((one) => sourceAppOf(one, objects, origins.map(originOfAttributes)));
  const taken = new Set(apps.flatMap(({ origins: own = [] }) => own.map(({ id }) => id)));
  const ids = new Set(found.map(({ attributes }) => attributes['id']));
  // Left there, the other state would remove these groups from the app with its code.
  const ofGroups = objects.filter(
    ({ type, isData, attributes }) =>
      !isData && type.startsWith('okta_app_group_assignment') && ids.has(attributes['app_id']),
  );
  const removal = stateRemoval(
    [...found, ...ofGroups, ...origins.filter(({ attributes }) => taken.has(attributes['id']))].map(
      ({ address }) => address,
    ),
  );
  return {
    apps,
    notes: [
      UNSEEN,
      `Before the first apply, remove the ${taken.size > 0 ? 'apps and trusted origins' : 'apps'} from the other state, so that one state manages each: ${removal}`,
    ],
  };
}

function whatItIs(document: JsonObject): string {
  const { version } = document;
  if (typeof version === 'number') return `a state of version ${version}`;
  return 'encrypted_data' in document ? 'an encrypted state' : 'no Terraform state';
}

function sourceAppOf(
  { attributes }: StateObject,
  objects: readonly StateObject[],
  origins: readonly JsonObject[],
): SourceApp {
  const id = textField(attributes, 'id') ?? '';
  const groups = groupsOf(id, objects);
  const groupsClaim = claimOfAttributes(attributes);
  const flags: readonly SourceFlag[] = hasSecret(attributes) ? [{ kind: 'rotate-secret', message: ROTATE }] : [];
  const app = appOfAttributes(attributes);
  const own = originsOf(app, origins);
  return {
    app,
    ...(own.length > 0 && { origins: own }),
    ...(groups.length > 0 && { groups: groups.map(({ group }) => nameOf(group, objects)) }),
    ...(groupsClaim !== undefined && { groupsClaim }),
    flags,
    obstacles: groups
      .filter(({ profile }) => !['', '{}'].includes(profile))
      .map(
        ({ group }) =>
          `Its assignment of the group ${JSON.stringify(nameOf(group, objects))} sets values for its members: the code would remove them`,
      ),
  };
}

interface Assigned {
  readonly group: string;
  readonly priority: number;
  /** JSON */
  readonly profile: string;
}

function groupsOf(appId: string, objects: readonly StateObject[]): readonly Assigned[] {
  const own = objects.filter(({ attributes, isData }) => !isData && attributes['app_id'] === appId);
  const many = own
    .filter(({ type }) => type === 'okta_app_group_assignments')
    .flatMap(({ attributes }) => itemsOf(attributes['group']).filter(isObject))
    .map((block) => assignedBy(block, 'id'));
  const single = own
    .filter(({ type }) => type === 'okta_app_group_assignment')
    .map(({ attributes }) => assignedBy(attributes, 'group_id'));
  return [...many, ...single].sort((one, other) => one.priority - other.priority);
}

function assignedBy(block: JsonObject, id: string): Assigned {
  const { priority } = block;
  return {
    group: textField(block, id) ?? '',
    priority: typeof priority === 'number' ? priority : 0,
    profile: textField(block, 'profile')?.trim() ?? '',
  };
}

/** The name of a group where the state has it; else its id, which the code may have too. */
function nameOf(group: string, objects: readonly StateObject[]): string {
  const known = objects.find(({ type, attributes }) => type === 'okta_group' && attributes['id'] === group);
  const name = inner(known?.attributes, 'name');
  return typeof name === 'string' && name !== '' ? name : group;
}
