import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { Fields } from '../schema/spec';
import type { JsonObject } from '../sdk/go-json';
import { goJson, parseJson } from '../sdk/go-json';
import { textAt, valueAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue } from '../sdk/value';
import { PROFILE } from './app-group-assignments';
import type { ResourceType } from './resource-type';
import { orFail, unlessGone } from './resource-type';

const FIELDS: Fields = {
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
  schema: { fields: FIELDS, timeouts: true },
  create,
  read,
  update,
  delete: remove,
  import: importAssignment,
};

const pathOf = (app: string, group: string): string => `/api/v1/apps/${app}/groups/${group}`;
const path = (data: ResourceData): string => pathOf(data.string('app_id'), data.string('group_id'));

async function create(data: ResourceData, okta: OktaClient): Promise<void> {
  const { json } = await orFail('failed to create application group assignment', () =>
    okta.call('PUT', path(data), { body: bodyOf(data), wording: 'body' }),
  );
  data.setId(textAt(json, 'id'));
  await read(data, okta);
}

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
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

async function update(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to update application group assignment', () =>
    okta.call('PUT', path(data), { body: bodyOf(data), wording: 'body' }),
  );
  await read(data, okta);
}

async function remove(data: ResourceData, okta: OktaClient): Promise<void> {
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
