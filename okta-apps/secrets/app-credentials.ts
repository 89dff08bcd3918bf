import { customIssuer, type CustomIssuer } from '../okta/custom-issuer';
import { clientSecrets, type OktaSecret } from '../okta/client-secrets';
import type { OidcClient } from '../okta/oidc-clients';
import { usesSecret } from '../shared/client-authentication';
import { DAY_MS } from '../shared/day';
import { once } from '../shared/schema';
import type { Rotator } from '../shared/secret-settings';
import type { DeclaredApp } from '../run/declared-apps';
import type { OrgAccess } from '../run/org-access';
import type { Proof } from './introspect';
import { verifySecret } from './verify-secret';

/** All that the owner of an app needs to configure it. */
export interface AppCredentials {
  readonly app: DeclaredApp;
  readonly client: OidcClient;
  /** The URL of the org or of its custom domain; undefined where that domain is not known. */
  readonly issuer: string | undefined;
  /** Why it is not known. */
  readonly unknownIssuer?: string;
  /** By what OpenID Connect Discovery calls them. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Page of the app in the Admin Console; undefined for the local org. */
  readonly consoleUrl: string | undefined;
  readonly rotatedBy: Rotator | undefined;
  /** Oldest first. */
  readonly secrets: readonly ListedSecret[];
}

/** A secret of an app, and what a sign-in with it proves, where that was tried. */
export interface ListedSecret extends OktaSecret {
  readonly days: number;
  readonly proof?: Proof;
}

/** An org, with the issuer of its custom domain, which is asked for once. */
export interface OrgOfCredentials extends Pick<OrgAccess, 'url' | 'client'> {
  readonly customIssuer: () => Promise<CustomIssuer>;
}

export function orgOfCredentials({ url, client }: Pick<OrgAccess, 'url' | 'client'>): OrgOfCredentials {
  return { url, client, customIssuer: once(() => customIssuer(url, client.agent)) };
}

/**
 * Reads the secrets of one app, and tries each active one where that is asked for.
 *
 * @throws CallError
 */
export async function credentialsOf(
  app: DeclaredApp,
  client: OidcClient,
  org: OrgOfCredentials,
  { verify }: { readonly verify: boolean },
): Promise<AppCredentials> {
  const secrets: ListedSecret[] = [];
  for (const secret of usesSecret(client.method) ? await clientSecrets(org.client, client.appId) : []) {
    const days = Math.max(0, Math.floor((Date.now() - Date.parse(secret.created)) / DAY_MS));
    const { agent } = org.client;
    const { clientId, method } = client;
    const authentication = { orgUrl: org.url, clientId, method, secret: secret.value, agent };
    const proof = verify && secret.status === 'ACTIVE' ? await verifySecret(authentication) : undefined;
    secrets.push({ ...secret, days, ...(proof && { proof }) });
  }
  const found = client.issuerMode === 'CUSTOM_URL' ? await org.customIssuer() : { issuer: org.url };
  const issuer = 'issuer' in found ? found.issuer : undefined;
  return {
    app,
    client,
    issuer,
    ...('why' in found && { unknownIssuer: found.why }),
    endpoints: issuer === undefined ? {} : endpointsOf(issuer),
    consoleUrl: app.manifest.local ? undefined : consoleUrlOf(org.url, client.appId),
    rotatedBy: app.manifest.rotatedBy?.[app.address],
    secrets,
  };
}

/** The active secret that was added last: the one that a relying party should use. */
export function newestActive({ secrets }: AppCredentials): ListedSecret | undefined {
  return secrets.filter(({ status }) => status === 'ACTIVE').at(-1);
}

/**
 * Of the org's own authorization server, which issues the ID tokens of users.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/
 */
function endpointsOf(orgUrl: string): Readonly<Record<string, string>> {
  const at = (name: string) => `${orgUrl}/oauth2/v1/${name}`;
  return {
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    userinfo_endpoint: at('userinfo'),
    jwks_uri: at('keys'),
    introspection_endpoint: at('introspect'),
    revocation_endpoint: at('revoke'),
    end_session_endpoint: at('logout'),
  };
}

/** `https://acme-admin.okta.com/admin/app/oidc_client/instance/0oa…/#tab-general` */
function consoleUrlOf(orgUrl: string, appId: string): string {
  return `${orgUrl.replace(/^(https:\/\/[^.]+)/, '$1-admin')}/admin/app/oidc_client/instance/${appId}/#tab-general`;
}
