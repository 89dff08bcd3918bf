import { ProviderError } from '../diagnostics';
import { OktaError, type OktaClient } from '../okta-client';
import { textAt, valueAt, type JsonObject } from '../sdk/go-json';
import type { ResourceData } from '../sdk/resource-data';
import { textOf, type ObjectValue } from '../sdk/value';
import { orFail } from './resource-type';

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

/** Okta keeps the groups claim of an app behind an internal call that takes API tokens only. */
const path = (appId: string): string => `/api/v1/internal/apps/${appId}/settings/oauth/idToken`;

/** How the `type` of the block is called there. */
const VALUE_TYPES: Readonly<Record<string, string>> = { FILTER: 'GROUPS', EXPRESSION: 'EXPRESSION' };

/**
 * Sets the groups claim, or clears it where the configuration has none. With an OAuth token okta/okta leaves it alone.
 * @throws OktaError Okta refused
 */
export async function writeGroupsClaim(data: ResourceData, okta: OktaClient): Promise<void> {
  if (okta.usesOAuth) return;
  const [claim] = data.blocks('groups_claim');
  const issuerMode = data.string('issuer_mode');
  if (claim === undefined && issuerMode === '') {
    throw new ProviderError('issuer_mode must be set when issuer_mode is set');
  }
  const members = { ...(claim === undefined ? {} : claimBody(claim)), issuerMode };
  const body = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== '')) as JsonObject;
  await okta.call('POST', path(data.id), { body, wording: 'body' });
}

function claimBody(claim: ObjectValue): Record<string, string> {
  const type = textOf(claim['type']);
  return {
    valueType: VALUE_TYPES[type] ?? type,
    groupFilterType: textOf(claim['filter_type']),
    name: textOf(claim['name']),
    value: textOf(claim['value']),
  };
}

/** The groups claim as a block; none when there is none or Okta refuses to say. */
export async function readGroupsClaim(appId: string, okta: OktaClient): Promise<readonly ObjectValue[]> {
  const claim = await okta.call('GET', path(appId), { wording: 'body' }).then(
    ({ json }) => json,
    (error: unknown) => {
      if (error instanceof OktaError) return undefined;
      throw error;
    },
  );
  const name = textAt(claim, 'name');
  if (name === '') return [];
  const filterType = textAt(claim, 'groupFilterType');
  const valueType = textAt(claim, 'valueType');
  const type = valueType === 'GROUPS' && filterType !== '' ? 'FILTER' : valueType;
  const block = { type, name, value: textAt(claim, 'value'), issuer_mode: textAt(claim, 'issuerMode') };
  return [filterType === '' ? block : { ...block, filter_type: filterType }];
}
