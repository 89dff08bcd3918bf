import { CallError } from './call-error';
import type { OrgClient } from './client';

/**
 * Whether a credential may read client secrets, which Okta returns in plain text to anyone who may: `hidden` is a refusal.
 * `no app` where the org has no OIDC app to try it with. Of the answer nothing but the status is looked at.
 */
export type SecretSight = 'hidden' | 'visible' | 'no app';

/** @throws CallError when the org does not answer, or does not list apps. */
export async function secretSight(client: OrgClient): Promise<SecretSight> {
  const appId = await client.call(async (sdk) => {
    const page = await sdk.applicationApi.listApplications({ filter: 'name eq "oidc_client"', limit: 1 });
    return ((await page.getNextPage()) as readonly ({ readonly id?: string } | null)[] | null)?.[0]?.id;
  });
  if (appId === undefined) return 'no app';
  try {
    await client.call(async (sdk) =>
      (await sdk.applicationSSOPublicKeysApi.listOAuth2ClientSecrets({ appId })).getNextPage(),
    );
    return 'visible';
  } catch (error) {
    // Only a refusal shows that it may not; any other answer shows nothing.
    if (error instanceof CallError && error.status === 403) return 'hidden';
    throw error;
  }
}
