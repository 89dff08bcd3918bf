import type { OrgClient } from './client';

/** An OIDC app of an org, as far as that tells which one it is. */
export interface ExistingApp {
  readonly id: string;
  readonly label: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
}

/** A trusted origin of an org. */
export interface ExistingOrigin {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

/** As many as Okta gives at once: a team's org has a few thousand apps, and so a few pages. */
const PAGE = 200;

/** All OIDC apps of the org. @throws CallError */
export function oidcApps(client: OrgClient): Promise<readonly ExistingApp[]> {
  return client.call(async (sdk) => {
    const listed = await sdk.applicationApi.listApplications({ filter: 'name eq "oidc_client"', limit: PAGE });
    return (await all<object>(listed)).map(appOf);
  });
}

/** All trusted origins of the org. @throws CallError */
export function trustedOrigins(client: OrgClient): Promise<readonly ExistingOrigin[]> {
  return client.call(async (sdk) => {
    const listed = await sdk.trustedOriginApi.listTrustedOrigins({ limit: PAGE });
    return (await all(listed)).map(({ id = '', name = '', origin = '' }) => ({ id, name, origin }));
  });
}

async function all<T>(collection: AsyncIterable<T | null>): Promise<readonly T[]> {
  const found: T[] = [];
  // The SDK gives null for a page with nothing on it.
  for await (const one of collection) if (one !== null) found.push(one);
  return found;
}

function appOf(app: object): ExistingApp {
  const { id, label, credentials, settings } = app as {
    readonly id?: string;
    readonly label?: string;
    readonly credentials?: { readonly oauthClient?: { readonly client_id?: string } };
    readonly settings?: { readonly oauthClient?: { readonly redirect_uris?: readonly string[] } };
  };
  return {
    id: id ?? '',
    label: label ?? '',
    clientId: credentials?.oauthClient?.client_id ?? '',
    redirectUris: settings?.oauthClient?.redirect_uris ?? [],
  };
}
