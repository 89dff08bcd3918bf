import { isObject, listField, textField, type JsonObject } from '../shared/json';
import { allOf, type OrgClient } from './client';
import { oidcClients } from './oidc-clients';

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
  /** Such as `CORS` and `REDIRECT`. */
  readonly scopes: readonly string[];
}

/** A trusted origin, and what became of it. */
export interface ListedOrigin extends ExistingOrigin {
  /** `ACTIVE` or `INACTIVE`. */
  readonly status: string;
  /** RFC 3339. */
  readonly lastUpdated: string;
}

/** As many as Okta gives at once: a team's org has a few thousand apps, and so a few pages. */
const PAGE = 200;

/** All OIDC apps of the org. @throws CallError */
export async function oidcApps(client: OrgClient): Promise<readonly ExistingApp[]> {
  const clients = await oidcClients(client);
  return clients.map(({ appId: id, label, clientId, redirectUris }) => ({ id, label, clientId, redirectUris }));
}

/** All trusted origins of the org. @throws CallError */
export function trustedOrigins(client: OrgClient): Promise<readonly ListedOrigin[]> {
  return client.call(async (sdk) => {
    const listed = await sdk.trustedOriginApi.listTrustedOrigins({ limit: PAGE });
    return (await allOf<object>(listed)).filter(isObject).map((origin) => ({
      id: textField(origin, 'id') ?? '',
      name: textField(origin, 'name') ?? '',
      origin: textField(origin, 'origin') ?? '',
      scopes: listField(origin, 'scopes').flatMap((scope) => (isObject(scope) ? (textField(scope, 'type') ?? []) : [])),
      status: textField(origin, 'status') ?? '',
      lastUpdated: timeIn(origin, 'lastUpdated'),
    }));
  });
}

/** The SDK makes dates of times. */
function timeIn(object: JsonObject, name: string): string {
  const value = object[name];
  return value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : '';
}
