import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { DataSourceType } from '../resources/resource-type';
import { orFail } from '../resources/resource-type';
import type { Fields } from '../schema/spec';
import type { Json } from '../sdk/go-json';
import { textAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';

const PAGE = 200;

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed', conflictsWith: ['name', 'type'] },
  name: { type: 'string', need: 'optional computed' },
  type: { type: 'string', need: 'optional' },
  description: { type: 'string', need: 'computed' },
  include_users: { type: 'bool', need: 'optional', default: false },
  users: { type: 'set', need: 'computed' },
  delay_read_seconds: { type: 'string', need: 'optional' },
};

/** The data source okta_group: one group, by id or by name. */
export const GROUP: DataSourceType = { schema: { fields: FIELDS, timeouts: false }, read };

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
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
