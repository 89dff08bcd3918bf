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
import type { ObjectValue } from '../sdk/value';
import { orFail, unlessGone, type ResourceType } from './resource-type';

const PATH = '/api/v1/groups';

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  name: { type: 'string', need: 'required' },
  description: { type: 'string', need: 'optional' },
  skip_users: {
    type: 'bool',
    need: 'optional',
    default: false,
    deprecated: 'Because users has been removed, this attribute is a no op and will be removed',
  },
  custom_profile_attributes: {
    type: 'string',
    need: 'optional',
    check: isJson,
    toState: normalizedObject,
    sameAs: (state, configured) => configured === '' || isSameObject(withoutNulls(state), withoutNulls(configured)),
  },
};

/**
 * The resource okta_group.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/group
 */
export const GROUP: ResourceType = {
  schema: { fields: FIELDS, timeouts: false },
  create,
  read,
  update,
  delete: remove,
  import: importGroup,
};

async function create(data: ResourceData, okta: OktaClient): Promise<void> {
  const { json } = await orFail('failed to create group', () =>
    okta.call('POST', PATH, { body: bodyOf(data), wording: 'body' }),
  );
  const id = textAt(json, 'id');
  // Okta may need a moment until it finds a new group again; an org on this machine does not.
  if ((await find(id, okta)) === undefined)
    throw new ProviderError(`group '${id}' hasn't been created after multiple checks`);
  data.setId(id);
  await read(data, okta);
}

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
  const group = await orFail('failed to get group', () => find(data.id, okta));
  if (group === undefined) {
    data.setId('');
    return;
  }
  const { name, description, ...others } = profileOf(group.json);
  data.set('name', typeof name === 'string' ? name : '');
  data.set('description', typeof description === 'string' ? description : '');
  data.set('custom_profile_attributes', goJson(others));
}

async function update(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to update group', () =>
    okta.call('PUT', `${PATH}/${data.id}`, { body: bodyOf(data), wording: 'body' }),
  );
  await read(data, okta);
}

async function remove(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to delete group', () => okta.call('DELETE', `${PATH}/${data.id}`, { wording: 'body' }));
}

/** The second part of an import id names an attribute, of which there is only one. */
function importGroup(importId: string): ObjectValue {
  const [id = '', attribute, ...rest] = importId.split('/');
  if (rest.length > 0)
    throw new ProviderError("invalid format used for import ID, format must be 'group_id' or 'group_id/skip_users'");
  return attribute === 'skip_users' ? { id, skip_users: true } : { id };
}

async function find(id: string, okta: OktaClient) {
  return await unlessGone(() => okta.call('GET', `${PATH}/${id}`, { wording: 'body' }));
}

function bodyOf(data: ResourceData): JsonObject {
  const custom = parseJson(withoutNulls(data.string('custom_profile_attributes')));
  const name = data.string('name');
  const description = data.string('description');
  return { profile: { ...(isJsonObject(custom) && custom), name, description } };
}

/** An attribute that is null is one that the group does not have. */
function withoutNulls(text: string): string {
  const value = parseJson(text);
  const members = isJsonObject(value) ? Object.entries(value).filter(([, member]) => member !== null) : [];
  return goJson(Object.fromEntries(members));
}

function profileOf(group: Json | undefined): JsonObject {
  const profile = valueAt(group, 'profile');
  return isJsonObject(profile) ? profile : {};
}
