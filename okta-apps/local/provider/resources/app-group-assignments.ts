import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { Fields } from '../schema';
import { isJson } from '../sdk/checks';
import {
  goJson,
  isJsonObject,
  isSameObject,
  normalizedObject,
  parseJson,
  textAt,
  valueAt,
  type Json,
  type JsonObject,
} from '../sdk/go-json';
import type { ResourceData } from '../sdk/resource-data';
import { textOf, type ObjectValue } from '../sdk/value';
import { orFail, unlessGone, type ResourceType } from './resource-type';

const PAGE = 200;

/** A profile in JSON, compared by meaning. */
const PROFILE = {
  type: 'string',
  need: 'optional',
  check: isJson,
  toState: normalizedObject,
  sameAs: (state: string, configured: string): boolean => configured === '' || isSameObject(state, configured),
} as const;

const GROUPS_FIELDS: Fields = {
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

/** The resource okta_app_group_assignments: all groups of an app, also those assigned by hand. */
export const APP_GROUP_ASSIGNMENTS: ResourceType = {
  schema: { fields: GROUPS_FIELDS, timeouts: true },
  create: createAll,
  read: readAll,
  update: updateAll,
  delete: removeAll,
  import: (id) => ({ id, app_id: id }),
};

const groupPath = (data: ResourceData, group: string): string =>
  `/api/v1/apps/${data.string('app_id')}/groups/${group}`;

async function createAll(data: ResourceData, okta: OktaClient): Promise<void> {
  for (const group of data.blocks('group')) {
    const body = assignmentBody(group);
    if (body['priority'] === 0) delete body['priority'];
    await orFail('failed to create application group assignment', () => assign(data, okta, group, body));
  }
  data.setId(data.string('app_id'));
  await readAll(data, okta);
}

async function readAll(data: ResourceData, okta: OktaClient): Promise<void> {
  const path = `/api/v1/apps/${data.string('app_id')}/groups?limit=${PAGE}`;
  const assigned = await orFail('failed to fetch group assignments', () => unlessGone(() => okta.list(path, 'body')));
  if (assigned === undefined) {
    data.setId('');
    return;
  }
  const known = data.blocks('group');
  data.set('group', known.length === 0 ? assigned.map(toBlock) : merge(known, assigned));
}

async function updateAll(data: ResourceData, okta: OktaClient): Promise<void> {
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
  await readAll(data, okta);
}

async function removeAll(data: ResourceData, okta: OktaClient): Promise<void> {
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

const GROUP_FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  app_id: { type: 'string', need: 'required', replaces: true },
  group_id: { type: 'string', need: 'required', replaces: true },
  priority: {
    type: 'number',
    need: 'optional',
    sameAs: (state, configured) => configured === '0' && (state === '' || state === '0'),
  },
  profile: PROFILE,
  retain_assignment: { type: 'bool', need: 'optional', default: false },
};

/** The resource okta_app_group_assignment: one group of an app. */
export const APP_GROUP_ASSIGNMENT: ResourceType = {
  schema: { fields: GROUP_FIELDS, timeouts: true },
  create: createOne,
  read: readOne,
  update: updateOne,
  delete: removeOne,
  import: importAssignment,
};

const pathOf = (app: string, group: string): string => `/api/v1/apps/${app}/groups/${group}`;
const path = (data: ResourceData): string => pathOf(data.string('app_id'), data.string('group_id'));

async function createOne(data: ResourceData, okta: OktaClient): Promise<void> {
  const { json } = await orFail('failed to create application group assignment', () =>
    okta.call('PUT', path(data), { body: bodyOf(data), wording: 'body' }),
  );
  data.setId(textAt(json, 'id'));
  await readOne(data, okta);
}

async function readOne(data: ResourceData, okta: OktaClient): Promise<void> {
  const answer = await orFail('failed to get application group assignment', () =>
    unlessGone(() => okta.call('GET', path(data), { wording: 'body' })),
  );
  if (answer === undefined) {
    data.setId('');
    return;
  }
  data.set('profile', goJson(valueAt(answer.json, 'profile') ?? null));
  const priority = valueAt(answer.json, 'priority');
  if (typeof priority === 'number') data.set('priority', priority);
}

async function updateOne(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to update application group assignment', () =>
    okta.call('PUT', path(data), { body: bodyOf(data), wording: 'body' }),
  );
  await readOne(data, okta);
}

async function removeOne(data: ResourceData, okta: OktaClient): Promise<void> {
  if (data.bool('retain_assignment')) return;
  await orFail('failed to delete application group assignment', () =>
    okta.call('DELETE', path(data), { wording: 'body' }),
  );
}

function bodyOf(data: ResourceData): JsonObject {
  const profile = parseJson(data.string('profile'));
  const priority = data.number('priority');
  return {
    ...(profile === undefined || profile === null ? {} : { profile }),
    ...(priority === 0 ? {} : { priority }),
  };
}

async function importAssignment(importId: string, okta: OktaClient): Promise<ObjectValue> {
  const [app, group, ...rest] = importId.split('/');
  if (app === undefined || group === undefined || rest.length > 0) {
    throw new ProviderError('invalid resource import specifier. Use: terraform import <app_id>/<group_id>');
  }
  const { json } = await okta.call('GET', pathOf(app, group), { wording: 'body' });
  return { id: textAt(json, 'id'), app_id: app, group_id: group, retain_assignment: false };
}
