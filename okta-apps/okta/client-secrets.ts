import { byText } from '../shared/json';
import { Secret, unwrap } from '../shared/secret';
import { CallError } from './call-error';
import { allOf, type OrgClient } from './client';

/** A client secret as Okta has it. */
export interface OktaSecret {
  /** `ocs…` */
  readonly id: string;
  /** Okta takes only an active one; an inactive one counts to the two that an app may have. */
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** RFC 3339. */
  readonly created: string;
  /** RFC 3339: when its status changed last. */
  readonly lastUpdated: string;
  readonly value: Secret;
  /** Okta's `secret_hash`: without salt, so it is kept like the value. It is an observation and no promise of Okta. */
  readonly hash: Secret | undefined;
}

/**
 * Every client secret of an app, oldest first; none for an app that authenticates with a key. Okta allows two.
 *
 * @throws CallError
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 */
export function clientSecrets(client: OrgClient, appId: string): Promise<readonly OktaSecret[]> {
  return client.call(async (sdk) => {
    const secrets = await allOf(await sdk.applicationSSOPublicKeysApi.listOAuth2ClientSecrets({ appId }));
    return secrets.map(secretOf).sort((one, other) => byText(one.created, other.created));
  });
}

/**
 * How many active client secrets an app has. Okta answers with their values too: nothing but the status is looked at.
 *
 * @throws CallError
 */
export function activeSecrets(client: OrgClient, appId: string): Promise<number> {
  return client.call(async (sdk) => {
    const secrets = await allOf(await sdk.applicationSSOPublicKeysApi.listOAuth2ClientSecrets({ appId }));
    return secrets.filter(({ status }) => status === 'ACTIVE').length;
  });
}

/**
 * Adds a secret, which is active at once. Okta refuses a third one.
 *
 * @param value @default - Okta makes it
 * @throws CallError
 */
export function createClientSecret(client: OrgClient, appId: string, value?: Secret): Promise<OktaSecret> {
  return client.call(async (sdk) => {
    const body = value === undefined ? {} : { client_secret: unwrap(value) };
    const request = { appId, oAuth2ClientSecretRequestBody: body };
    return secretOf(await sdk.applicationSSOPublicKeysApi.createOAuth2ClientSecret(request));
  });
}

/** Okta takes the secret again. @throws CallError */
export async function activateClientSecret(client: OrgClient, appId: string, secretId: string): Promise<void> {
  await client.call((sdk) => sdk.applicationSSOPublicKeysApi.activateOAuth2ClientSecret({ appId, secretId }));
}

/** Okta takes the secret no longer; it refuses that for the only active one. @throws CallError */
export async function deactivateClientSecret(client: OrgClient, appId: string, secretId: string): Promise<void> {
  await client.call((sdk) => sdk.applicationSSOPublicKeysApi.deactivateOAuth2ClientSecret({ appId, secretId }));
}

/** Deletes an inactive secret, which cannot be undone; Okta refuses that for an active one. @throws CallError */
export async function deleteClientSecret(client: OrgClient, appId: string, secretId: string): Promise<void> {
  await client.call((sdk) => sdk.applicationSSOPublicKeysApi.deleteOAuth2ClientSecret({ appId, secretId }));
}

/** @throws CallError for an answer that lacks what every secret has. */
function secretOf(answer: object): OktaSecret {
  const fields = answer as Record<string, unknown>;
  const { id, status, created, lastUpdated, client_secret: value, secret_hash: hash } = fields;
  if (typeof id !== 'string' || typeof value !== 'string' || (status !== 'ACTIVE' && status !== 'INACTIVE'))
    throw new CallError('unreachable', 'its answer is not a client secret');
  return {
    id,
    status,
    created: typeof created === 'string' ? created : '',
    lastUpdated: typeof lastUpdated === 'string' ? lastUpdated : '',
    value: new Secret(value),
    hash: typeof hash === 'string' ? new Secret(hash) : undefined,
  };
}
