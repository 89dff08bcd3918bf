import type { OktaClient } from '../okta-client';
import type { Fields } from '../schema/spec';
import { isJson } from '../sdk/checks';
import type { Json, JsonObject } from '../sdk/go-json';
import { goJson, isJsonObject, isSameObject, normalizedObject, parseJson } from '../sdk/go-json';
import { textAt, valueAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue } from '../sdk/value';
import { textOf } from '../sdk/value';
import type { ResourceType } from './resource-type';
import { orFail, unlessGone } from './resource-type';

const PAGE = 200;

/** A profile in JSON, compared by meaning. */
export const PROFILE = {
  type: 'string',
  need: 'optional',
  check: isJson,
  toState: normalizedObject,
  sameAs: (state: string, configured: string): boolean => configured === '' || isSameObject(state, configured),
} as const;

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  app_id: { type: 'string', need: 'required', replaces: true },
  group: {
    type: 'blocks',
    fields: {
      id: { type: 'string', need: 'required' },
      // Okta numbers the groups itself where nothing is asked for: zero is no wish.
      priority: { type: 'number', need: 'optional', sameAs: (_state, configured) => configured === '0' },
      profile: { ...PROFILE, default: '{}' },
    },
  },
};

/** The resource okta_app_group_assignments: all groups of an app, also those that somebody assigned by hand. */
export const APP_GROUP_ASSIGNMENTS: ResourceType = {
  schema: { fields: FIELDS, timeouts: true },
  create,
  read,
  update,
  delete: remove,
  import: (id) => ({ id, app_id: id }),
};

const groupPath = (data: ResourceData, group: string): string =>
  `/api/v1/apps/${data.string('app_id')}/groups/${group}`;

async function create(data: ResourceData, okta: OktaClient): Promise<void> {
  for (const group of data.blocks('group')) {
    const body = assignmentBody(group);
    if (body['priority'] === 0) delete body['priority'];
    await orFail('failed to create application group assignment', () => assign(data, okta, group, body));
  }
  data.setId(data.string('app_id'));
  await read(data, okta);
}

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
  const path = `/api/v1/apps/${data.string('app_id')}/groups?limit=${PAGE}`;
  const assigned = await orFail('failed to fetch group assignments', () => unlessGone(() => okta.list(path, 'body')));
  if (assigned === undefined) {
    data.setId('');
    return;
  }
  const known = data.blocks('group');
  data.set('group', known.length === 0 ? assigned.map(toBlock) : merge(known, assigned));
}

async function update(data: ResourceData, okta: OktaClient): Promise<void> {
  const wanted = data.blocks('group');
  const gone = data.priorBlocks('group').filter((before) => wanted.every((group) => group['id'] !== before['id']));
  for (const group of gone) {
    const id = textOf(group['id']);
    const what = `could not delete assignment for group ${id}, to application ${data.string('app_id')}`;
    await orFail('failed to delete group assignment', () =>
      orFail(what, () => unlessGone(() => okta.call('DELETE', groupPath(data, id), { wording: 'body' }))),
    );
  }
  for (const group of wanted) {
    await orFail('failed to add/update group assignment', () => assign(data, okta, group, assignmentBody(group)));
  }
  await read(data, okta);
}

async function remove(data: ResourceData, okta: OktaClient): Promise<void> {
  for (const group of data.blocks('group')) {
    await orFail('failed to delete application group assignment', () =>
      unlessGone(() => okta.call('DELETE', groupPath(data, textOf(group['id'])), { wording: 'body' })),
    );
  }
}

async function assign(data: ResourceData, okta: OktaClient, group: ObjectValue, body: JsonObject): Promise<void> {
  await okta.call('PUT', groupPath(data, textOf(group['id'])), { body, wording: 'body' });
}

function assignmentBody(group: ObjectValue): JsonObject {
  const profile = parseJson(textOf(group['profile']));
  const body: JsonObject = { id: textOf(group['id']), priority: Number(group['priority']) };
  return profile === undefined || profile === null ? body : { ...body, profile };
}

/** The groups of the state in their order as far as they are still assigned, then those that were added elsewhere. */
function merge(known: readonly ObjectValue[], assigned: readonly Json[]): ObjectValue[] {
  const kept = known.flatMap((group) =>
    assigned
      .filter((assignment) => textAt(assignment, 'id') === group['id'])
      .map((assignment) => ({ ...idAndPriority(assignment), profile: mergedProfile(group, assignment) })),
  );
  const added = assigned.filter((assignment) => known.every((group) => group['id'] !== textAt(assignment, 'id')));
  return [...kept, ...added.map(idAndPriority)];
}

/** Okta's values for the members that the state's profile has; members that it lacks stay out. */
function mergedProfile(group: ObjectValue, assignment: Json): string {
  const known = parseJson(textOf(group['profile']));
  const current = valueAt(assignment, 'profile');
  if (!isJsonObject(known) || !isJsonObject(current)) return '';
  const members = Object.entries(known).map(([name, value]) => [name, current[name] ?? value] as const);
  return goJson(Object.fromEntries(members));
}

function idAndPriority(assignment: Json): ObjectValue {
  const priority = valueAt(assignment, 'priority');
  const id = textAt(assignment, 'id');
  return typeof priority === 'number' && priority >= 0 ? { id, priority } : { id };
}

function toBlock(assignment: Json): ObjectValue {
  return { ...idAndPriority(assignment), profile: goJson(valueAt(assignment, 'profile') ?? null) };
}
