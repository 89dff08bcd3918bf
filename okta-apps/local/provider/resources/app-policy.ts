import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import { textAt, valueAt } from '../sdk/json-path';
import { orFail } from './resource-type';
import type { ResourceData } from '../sdk/resource-data';

/**
 * Assigns the app's authentication policy: the one that plan or state hold, else the org's default. A Classic org has no
 * such policies, and `skip_authentication_policy` leaves them alone.
 * @throws OktaError Okta refused
 */
export async function assignPolicy(data: ResourceData, okta: OktaClient): Promise<void> {
  if (data.bool('skip_authentication_policy')) return;
  const chosen = data.string('authentication_policy');
  if (chosen === '' && (await okta.isClassic())) return;
  const policy = chosen === '' ? await defaultPolicy(okta) : chosen;
  await okta.call('PUT', `/api/v1/apps/${data.id}/policies/${policy}`, { wording: 'body' });
}

async function defaultPolicy(okta: OktaClient): Promise<string> {
  const path = '/api/v1/policies?type=ACCESS_POLICY';
  const { json } = await orFail('error finding default ACCESS_POLICY', () =>
    okta.call('GET', path, { wording: 'body' }),
  );
  const policies = Array.isArray(json) ? json.filter((policy) => valueAt(policy, 'system') === true) : [];
  const [policy] = policies;
  if (policies.length !== 1) throw new ProviderError('cannot find default ACCESS_POLICY policy');
  return textAt(policy, 'id');
}
