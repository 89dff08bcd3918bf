import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import { OktaError } from '../okta-error';
import type { JsonObject } from '../sdk/go-json';
import { textAt } from '../sdk/json-path';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue } from '../sdk/value';
import { textOf } from '../sdk/value';

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
