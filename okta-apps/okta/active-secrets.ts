import type { OrgClient } from './client';

/**
 * How many active client secrets an app has. Okta answers with their values too: nothing but the status is looked at.
 *
 * @throws CallError
 */
export function activeSecrets(client: OrgClient, appId: string): Promise<number> {
  return client.call(async (sdk) => {
    let active = 0;
    // The SDK gives null for a page with nothing on it.
    for await (const secret of await sdk.applicationSSOPublicKeysApi.listOAuth2ClientSecrets({ appId })) {
      if (secret?.status === 'ACTIVE') active += 1;
    }
    return active;
  });
}
