import { allOf } from './all-of';
import type { OrgClient } from './client';

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
