import { oidcClients, type OidcClient } from '../okta/oidc-clients';
import { UserError } from '../shared/errors';
import { listed } from '../shared/lists';
import { sideBySide } from '../shared/side-by-side';
import { credentialsOf, orgOfCredentials, type AppCredentials } from './app-credentials';
import { chooseApps, type DeclaredApp, type DeclaredApps } from '../run/declared-apps';
import type { OrgAccess } from '../run/org-access';

/** Requests of one org at the same time; they all fall into Okta's smallest bucket. */
const AT_ONCE = 4;

/**
 * The chosen apps as Okta has them, with their secrets.
 *
 * @param names As `chooseApps` takes them.
 * @throws UserError for an app that the org does not have; CallError
 */
export async function readApps(
  names: readonly string[],
  declared: Pick<DeclaredApps, 'apps' | 'environment'>,
  org: OrgAccess,
  { verify = false }: { readonly verify?: boolean },
): Promise<readonly AppCredentials[]> {
  const matched = await matchApps(names, declared, org);
  const own = orgOfCredentials(org);
  return await sideBySide(matched, AT_ONCE, ({ app, client }) => credentialsOf(app, client, own, { verify }));
}

/** An app of the code, and what the org has of it. */
export interface MatchedApp {
  readonly app: DeclaredApp;
  readonly client: OidcClient;
}

/**
 * The chosen apps as Okta has them, without their secrets.
 *
 * @param names As `chooseApps` takes them.
 * @throws UserError for an app that the org does not have; CallError
 */
export async function matchApps(
  names: readonly string[],
  declared: Pick<DeclaredApps, 'apps' | 'environment'>,
  org: Pick<OrgAccess, 'client'>,
): Promise<readonly MatchedApp[]> {
  const clients = await oidcClients(org.client);
  const chosen = chooseApps(names, declared, (app) => {
    const [client, ...others] = clientsOf(app, clients);
    return others.length === 0 ? client : undefined;
  });
  return chosen.map((app) => ({ app, client: onlyClient(app, clients) }));
}

/** By the client ID where the code has one, which Okta never gives to two apps; else by the label. */
function clientsOf({ clientId, label }: DeclaredApp, clients: readonly OidcClient[]): readonly OidcClient[] {
  return clients.filter((client) => (clientId === undefined ? client.label === label : client.clientId === clientId));
}

function onlyClient(app: DeclaredApp, clients: readonly OidcClient[]): OidcClient {
  const [client, ...others] = clientsOf(app, clients);
  const { environment } = app.manifest;
  const what = app.clientId === undefined ? `the label ${JSON.stringify(app.label)}` : `the client ID ${app.clientId}`;
  if (client === undefined) {
    throw new UserError(
      `${app.path} is not in the org of ${environment}: no OIDC app has ${what}. Apply it first: okta-apps apply --env ${environment}`,
    );
  }
  if (others.length === 0) return client;
  const ids = [client, ...others].map(({ appId, clientId }) => `${appId} (client ID ${clientId})`);
  throw new UserError(
    `${app.path}: several apps of the org have ${what}: ${listed(ids)}. Give the app a label of its own in the code.`,
  );
}
