import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { Fields } from '../schema';
import { textAt, valueAt, type Json, type JsonObject } from '../sdk/go-json';
import type { ResourceData } from '../sdk/resource-data';
import { orFail, unlessGone, type ResourceType } from './resource-type';

const PATH = '/api/v1/trustedOrigins';
const ACTIVE = 'ACTIVE';

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  name: { type: 'string', need: 'required' },
  origin: { type: 'string', need: 'required' },
  scopes: { type: 'list', need: 'required' },
  active: { type: 'bool', need: 'optional', default: true },
};

/** The resource okta_trusted_origin. */
export const TRUSTED_ORIGIN: ResourceType = {
  schema: { fields: FIELDS, timeouts: false },
  create,
  read,
  update,
  delete: remove,
  import: (id) => ({ id }),
};

async function create(data: ResourceData, okta: OktaClient): Promise<void> {
  if (!data.bool('active')) {
    throw new ProviderError('can not create inactive trusted origin, only existing trusted origins can be deactivated');
  }
  const { json } = await orFail('failed to create trusted origin', () =>
    okta.call('POST', PATH, { body: bodyOf(data), wording: 'body' }),
  );
  data.setId(textAt(json, 'id'));
  writeState(data, json);
}

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
  const answer = await orFail('failed to get trusted origin', () =>
    unlessGone(() => okta.call('GET', `${PATH}/${data.id}`, { wording: 'body' })),
  );
  if (answer === undefined) data.setId('');
  else writeState(data, answer.json);
}

async function update(data: ResourceData, okta: OktaClient): Promise<void> {
  if (data.hasChange('active')) {
    const change = data.bool('active') ? 'activate' : 'deactivate';
    await orFail("failed to change trusted origin's status", () =>
      okta.call('POST', `${PATH}/${data.id}/lifecycle/${change}`, { wording: 'body' }),
    );
  }
  const { json } = await orFail('failed to update trusted origin', () =>
    okta.call('PUT', `${PATH}/${data.id}`, { body: bodyOf(data), wording: 'body' }),
  );
  writeState(data, json);
}

async function remove(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to delete trusted origin', () => okta.call('DELETE', `${PATH}/${data.id}`, { wording: 'body' }));
}

function bodyOf(data: ResourceData): JsonObject {
  return {
    name: data.string('name'),
    origin: data.string('origin'),
    status: data.bool('active') ? ACTIVE : 'INACTIVE',
    scopes: data.strings('scopes').map((type) => ({ type })),
  };
}

function writeState(data: ResourceData, origin: Json | undefined): void {
  const scopes = valueAt(origin, 'scopes');
  data.set('active', textAt(origin, 'status') === ACTIVE);
  data.set('origin', textAt(origin, 'origin'));
  data.set('name', textAt(origin, 'name'));
  data.set('scopes', Array.isArray(scopes) ? scopes.map((scope) => textAt(scope, 'type')) : []);
}
