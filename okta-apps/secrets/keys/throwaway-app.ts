import { randomBytes } from 'node:crypto';
import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import { oidcClients, type OidcClient } from '../../okta/oidc-clients';
import { createApp, deleteApp } from '../../okta/whole-app';
import { UserError } from '../../shared/errors';
import { hasEnded, newRunId } from '../rotate/run-id';

/** By these the apps of earlier runs are found, and no other. */
const LABEL = 'okta-apps secretless ';
const CLIENT_ID = 'okta-apps-secretless-';
/** No user is ever sent there: no one is assigned, and the name is one that no DNS has (RFC 6761). */
const REDIRECT_URI = 'https://okta-apps.invalid/secretless';
const LONGEST_LABEL = 100;

/** A client ID that no app had before. */
export function throwawayClientId(): string {
  return CLIENT_ID + randomBytes(8).toString('hex');
}

/**
 * Does something with an app that has its keys at an address, and deletes it afterwards, whatever happens. Only the end of
 * the process itself leaves it behind; the next run deletes it then.
 *
 * @throws UserError when it cannot be created or deleted
 */
export async function withThrowawayApp<T>(
  client: OrgClient,
  { clientId, jwksUri }: { readonly clientId: string; readonly jwksUri: string },
  work: () => Promise<T>,
): Promise<T> {
  let appId: string | undefined;
  try {
    appId = await createApp(client, bodyOf(clientId, jwksUri));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    // An answer that was lost may be that of an app.
    if (error.kind === 'unreachable') await remove(client, clientId, undefined);
    throw new UserError(`The throwaway app could not be created: ${error.message}`);
  }
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await remove(client, clientId, appId).catch((left: unknown) => {
      throw new UserError(`${(error as Error).message}. ${(left as Error).message}`, { cause: error });
    });
    throw error;
  }
  await remove(client, clientId, appId);
  return result;
}

async function remove(client: OrgClient, clientId: string, known: string | undefined): Promise<void> {
  try {
    const appId = known ?? (await oidcClients(client)).find((app) => app.clientId === clientId)?.appId;
    if (appId !== undefined) await deleteApp(client, appId);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const which = known === undefined ? '' : ` ${known}`;
    throw new UserError(
      `The throwaway app${which} (client ID ${clientId}) could not be deleted: ${error.message}. Delete it in the Admin Console`,
    );
  }
}

/**
 * Deletes what runs left behind that were killed. Those of other machines, which may be running, are left alone.
 *
 * @param known All apps of the org.
 * @returns One sentence for each.
 * @throws UserError
 */
export async function removeLeftovers(client: OrgClient, known: readonly OidcClient[]): Promise<readonly string[]> {
  const said: string[] = [];
  for (const { appId, clientId, label, method, redirectUris } of known) {
    const isOurs = label.startsWith(LABEL) && clientId.startsWith(CLIENT_ID) && method === 'private_key_jwt';
    if (!isOurs || redirectUris.join(' ') !== REDIRECT_URI) continue;
    const run = label.slice(LABEL.length);
    if (hasEnded(run)) {
      await remove(client, clientId, appId);
      said.push(`The throwaway app ${appId} of a run that was killed was deleted`);
    } else {
      said.push(
        `The throwaway app ${appId} is of the run ${run}. If that no longer runs, delete it in the Admin Console`,
      );
    }
  }
  return said;
}

function bodyOf(clientId: string, jwksUri: string) {
  return {
    name: 'oidc_client',
    label: `${LABEL}${newRunId()}`.slice(0, LONGEST_LABEL),
    signOnMode: 'OPENID_CONNECT',
    visibility: { autoSubmitToolbar: false, hide: { iOS: true, web: true } },
    credentials: {
      oauthClient: {
        client_id: clientId,
        token_endpoint_auth_method: 'private_key_jwt',
        autoKeyRotation: true,
        pkce_required: true,
      },
    },
    settings: {
      oauthClient: {
        application_type: 'web',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [REDIRECT_URI],
        jwks_uri: jwksUri,
        issuer_mode: 'ORG_URL',
        consent_method: 'TRUSTED',
      },
    },
  };
}
