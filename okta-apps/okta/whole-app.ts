import { isObject, type JsonObject } from '../shared/json';
import { CallError } from './call-error';
import { allOf, rawPages, type OrgClient } from './client';

/**
 * An app with all that Okta answers: the SDK's own types drop what they do not know. Its client secret, where an org
 * gives it, is dropped here.
 *
 * @throws CallError
 */
export function readWholeApp(client: OrgClient, appId: string): Promise<JsonObject> {
  return client.call(async (sdk) => {
    const app: unknown = await sdk.http.getJson(addressOf(sdk.baseUrl, appId));
    if (!isObject(app) || app['id'] !== appId) throw new CallError('unreachable', 'its answer is not this app');
    return withoutClientSecret(app);
  });
}

const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** As many as Okta gives at once. */
const PAGE = 200;

/**
 * Every OIDC app of the org with all that Okta answers, as `readWholeApp` gives one: one request for 200 of them. Groups
 * and secrets are not among it. Apps of other kinds, such as SAML, are left out by Okta.
 *
 * @throws CallError
 */
export function listWholeApps(client: OrgClient): Promise<readonly JsonObject[]> {
  return client.call(async (sdk) => {
    const query = new URLSearchParams({ filter: 'name eq "oidc_client"', limit: String(PAGE) });
    return (await allOf(rawPages(sdk, `/api/v1/apps?${query.toString()}`))).map((app) => {
      if (!isObject(app) || typeof app['id'] !== 'string')
        throw new CallError('unreachable', 'its list is not of apps');
      return withoutClientSecret(app);
    });
  });
}

/**
 * Replaces an app. The answer holds the client secret and is not read.
 *
 * @throws CallError
 */
export function replaceApp(client: OrgClient, appId: string, app: JsonObject): Promise<void> {
  return client.call(async (sdk) => {
    // The SDK's types know neither of both.
    const request: object = { headers: JSON_HEADERS, body: JSON.stringify(app) };
    await sdk.http.put(addressOf(sdk.baseUrl, appId), request);
  });
}

/**
 * Creates an app, which is active at once. @returns Okta's id of it
 *
 * @throws CallError
 */
export function createApp(client: OrgClient, app: JsonObject): Promise<string> {
  return client.call(async (sdk) => {
    const request: object = { body: app };
    const created: unknown = await sdk.http.postJson(`${sdk.baseUrl}/api/v1/apps`, request);
    const id = isObject(created) ? created['id'] : undefined;
    if (typeof id !== 'string') throw new CallError('unreachable', 'its answer is not an app');
    return id;
  });
}

/** Deletes an app, which cannot be undone. Okta deletes an inactive one only. @throws CallError */
export async function deleteApp(client: OrgClient, appId: string): Promise<void> {
  await client.call(async (sdk) => {
    await sdk.applicationApi.deactivateApplication({ appId });
    await sdk.applicationApi.deleteApplication({ appId });
  });
}

function addressOf(orgUrl: string, appId: string): string {
  return `${orgUrl}/api/v1/apps/${encodeURIComponent(appId)}`;
}

/** The app without its client secret, where an org answers it. */
export function withoutClientSecret(app: JsonObject): JsonObject {
  const { credentials } = app;
  if (!isObject(credentials) || !isObject(credentials['oauthClient'])) return app;
  const oauthClient = Object.fromEntries(
    Object.entries(credentials['oauthClient']).filter(([name]) => name !== 'client_secret'),
  );
  return { ...app, credentials: { ...credentials, oauthClient } };
}
