import { inner, isObject, list, textField, type JsonObject } from '../shared/json';
import { allOf, type OrgClient } from './client';

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

/** As many as Okta gives at once. */
const PAGE = 200;

/** All OIDC apps of the org. @throws CallError */
export function oidcClients(client: OrgClient): Promise<readonly OidcClient[]> {
  return client.call(async (sdk) => {
    const listed = await sdk.applicationApi.listApplications({ filter: 'name eq "oidc_client"', limit: PAGE });
    // The parts of an app are instances of the SDK's own classes.
    return (await allOf<object>(listed)).filter(isObject).map(clientOf);
  });
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
