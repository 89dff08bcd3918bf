import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { DataSourceType } from '../resources/resource-type';
import { orFail } from '../resources/resource-type';
import type { Fields } from '../schema/spec';
import type { Json } from '../sdk/go-json';
import { textAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  name: { type: 'string', need: 'required' },
  type: { type: 'string', need: 'required' },
  status: { type: 'string', need: 'computed' },
};

/** The data source okta_policy: the policy of a type with this name. */
export const POLICY: DataSourceType = { schema: { fields: FIELDS, timeouts: false }, read };

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
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
