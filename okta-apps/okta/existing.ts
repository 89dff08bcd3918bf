import { isObject, listField, textField } from '../shared/json';
import type { OrgClient } from './client';
import { oidcClients } from './oidc-clients';
import { listWholeOrigins } from './whole-origin';

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

/** All OIDC apps of the org. @throws CallError */
export async function oidcApps(client: OrgClient): Promise<readonly ExistingApp[]> {
  const clients = await oidcClients(client);
  return clients.map(({ appId: id, label, clientId, redirectUris }) => ({ id, label, clientId, redirectUris }));
}

/** All trusted origins of the org. @throws CallError */
export async function trustedOrigins(client: OrgClient): Promise<readonly ListedOrigin[]> {
  return (await listWholeOrigins(client)).map((origin) => ({
    id: textField(origin, 'id') ?? '',
    name: textField(origin, 'name') ?? '',
    origin: textField(origin, 'origin') ?? '',
    scopes: listField(origin, 'scopes').flatMap((scope) => (isObject(scope) ? (textField(scope, 'type') ?? []) : [])),
    status: textField(origin, 'status') ?? '',
    lastUpdated: textField(origin, 'lastUpdated') ?? '',
  }));
}
