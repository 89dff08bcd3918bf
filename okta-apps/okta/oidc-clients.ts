import { inner, isObject, list, textField, type JsonObject } from '../shared/json';
import type { OrgClient } from './client';
import { listWholeApps } from './whole-app';

/** An OIDC app of an org, as its own client must know it. */
export interface OidcClient {
  readonly appId: string;
  readonly label: string;
  readonly status: string;
  readonly clientId: string;
  /** `token_endpoint_auth_method` */
  readonly method: string;
  /** `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`. */
  readonly issuerMode: string;
  readonly redirectUris: readonly string[];
}

/** All OIDC apps of the org. @throws CallError */
export async function oidcClients(client: OrgClient): Promise<readonly OidcClient[]> {
  return (await listWholeApps(client)).map(clientOf);
}

function clientOf(app: JsonObject): OidcClient {
  const client = objectIn(app, 'credentials');
  const settings = objectIn(app, 'settings');
  return {
    appId: textField(app, 'id') ?? '',
    label: textField(app, 'label') ?? '',
    status: textField(app, 'status') ?? '',
    clientId: textField(client, 'client_id') ?? '',
    method: textField(client, 'token_endpoint_auth_method') ?? '',
    issuerMode: textField(settings, 'issuer_mode') ?? 'ORG_URL',
    redirectUris: list(settings['redirect_uris']).filter((uri) => typeof uri === 'string'),
  };
}

function objectIn(app: JsonObject, part: string): JsonObject {
  const found = inner(app, part, 'oauthClient');
  return isObject(found) ? found : {};
}
