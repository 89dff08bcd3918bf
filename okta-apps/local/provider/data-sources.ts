import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from './diagnostics';
import type { OktaClient } from './okta-client';
import { orFail, type DataSourceType } from './resources/resource-type';
import type { Fields } from './schema';
import { textAt, type Json } from './sdk/go-json';
import type { ResourceData } from './sdk/resource-data';

const PAGE = 200;

const GROUP_FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed', conflictsWith: ['name', 'type'] },
  name: { type: 'string', need: 'optional computed' },
  type: { type: 'string', need: 'optional' },
  description: { type: 'string', need: 'computed' },
  include_users: { type: 'bool', need: 'optional', default: false },
  users: { type: 'set', need: 'computed' },
  delay_read_seconds: { type: 'string', need: 'optional' },
};

/** The data source okta_group: one group, by id or by name. */
export const GROUP: DataSourceType = { schema: { fields: GROUP_FIELDS, timeouts: false }, read: readGroup };

async function readGroup(data: ResourceData, okta: OktaClient): Promise<void> {
  const delay = Number(data.string('delay_read_seconds'));
  if (Number.isInteger(delay) && delay > 0) await sleep(delay * 1000);
  const group = await findGroup(data, okta);
  data.setId(textAt(group, 'id'));
  data.set('name', textAt(group, 'profile.name'));
  data.set('description', textAt(group, 'profile.description'));
  data.set('type', textAt(group, 'type'));
  data.set('users', data.bool('include_users') ? await usersOf(data.id, okta) : []);
}

async function usersOf(group: string, okta: OktaClient): Promise<string[]> {
  const users = await orFail('failed to list group user IDs', () =>
    okta.list(`/api/v1/groups/${group}/users?limit=${PAGE}`, 'body'),
  );
  return users.map((user) => textAt(user, 'id'));
}

async function findGroup(data: ResourceData, okta: OktaClient): Promise<Json | undefined> {
  const id = data.string('id');
  if (id !== '') {
    const answer = await orFail('failed get group by ID', () =>
      okta.call('GET', `/api/v1/groups/${id}`, { wording: 'body' }),
    );
    return answer.json;
  }
  const name = data.string('name');
  const type = data.string('type');
  const query = new URLSearchParams({
    ...(type === '' ? {} : { filter: `type eq "${type}"` }),
    ...(name === '' ? {} : { q: name }),
  });
  const path = query.size === 0 ? '/api/v1/groups' : `/api/v1/groups?${query.toString()}`;
  const { json } = await orFail('failed to query for groups', () => okta.call('GET', path, { wording: 'body' }));
  return choose(Array.isArray(json) ? json : [], name, type);
}

/** A single hit is taken as it is, although Okta only matched the beginning of the name; of several the exact one. */
function choose(groups: readonly Json[], name: string, type: string): Json | undefined {
  const wanted =
    type === '' ? `name ${JSON.stringify(name)}` : `name ${JSON.stringify(name)} and type ${JSON.stringify(type)}`;
  if (groups.length === 0) throw new ProviderError(`group with ${wanted} does not exist`);
  if (groups.length === 1) return groups[0];
  const exact = groups.find(
    (group) => textAt(group, 'profile.name') === name && (type === '' || textAt(group, 'type') === type),
  );
  if (exact !== undefined) return exact;
  throw new ProviderError(
    `group starting with ${wanted} matches ${groups.length} groups, select a more precise name parameter`,
  );
}

const POLICY_FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  name: { type: 'string', need: 'required' },
  type: { type: 'string', need: 'required' },
  status: { type: 'string', need: 'computed' },
};

/** The data source okta_policy: the policy of a type with this name. */
export const POLICY: DataSourceType = { schema: { fields: POLICY_FIELDS, timeouts: false }, read: readPolicy };

async function readPolicy(data: ResourceData, okta: OktaClient): Promise<void> {
  const [name, type] = [data.string('name'), data.string('type')];
  const policy = await orFail('failed to list policies', () => findByName(okta, type, name));
  if (policy === undefined) {
    throw new ProviderError(`no policies retrieved for policy type '${type}' and name '${name}'`);
  }
  data.setId(textAt(policy, 'id'));
  data.set('status', textAt(policy, 'status'));
}

async function findByName(okta: OktaClient, type: string, name: string): Promise<Json | undefined> {
  const query = new URLSearchParams({ type });
  for await (const page of okta.pages(`/api/v1/policies?${query.toString()}`, 'body')) {
    const found = page.find((policy) => textAt(policy, 'name') === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const SIGNON_FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  app_id: { type: 'string', need: 'required' },
  name: { type: 'string', need: 'computed' },
};

/** The data source okta_app_signon_policy: the authentication policy of an app. */
export const APP_SIGNON_POLICY: DataSourceType = {
  schema: { fields: SIGNON_FIELDS, timeouts: false },
  read: readSignonPolicy,
};

async function readSignonPolicy(data: ResourceData, okta: OktaClient): Promise<void> {
  if (await okta.isClassic()) {
    throw new ProviderError("data source 'okta_app_signon_policy' is OIE only: this is a Classic org");
  }
  const app = await orFail('failed get app by ID', () =>
    okta.call('GET', `/api/v1/apps/${data.string('app_id')}`, { wording: 'body' }),
  );
  const link = textAt(app.json, '_links.accessPolicy.href');
  if (link === '') throw new ProviderError('app does not support sign-on policy or this feature is not available');
  const path = `/api/v1/policies/${link.slice(link.lastIndexOf('/') + 1)}`;
  const policy = await orFail('failed get policy by ID', () => okta.call('GET', path, { wording: 'body' }));
  data.setId(textAt(policy.json, 'id'));
  data.set('name', textAt(policy.json, 'name'));
}
