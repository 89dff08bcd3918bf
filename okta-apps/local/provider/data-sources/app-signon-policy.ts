import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import type { DataSourceType } from '../resources/resource-type';
import { orFail } from '../resources/resource-type';
import type { Fields } from '../schema/spec';
import { textAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';

const FIELDS: Fields = {
  id: { type: 'string', need: 'optional computed' },
  app_id: { type: 'string', need: 'required' },
  name: { type: 'string', need: 'computed' },
};

/** The data source okta_app_signon_policy: the authentication policy of an app. */
export const APP_SIGNON_POLICY: DataSourceType = { schema: { fields: FIELDS, timeouts: false }, read };

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
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
