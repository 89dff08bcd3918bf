import { isObject, type JsonObject } from '../shared/json';
import { CallError } from './call-error';
import type { OrgClient } from './client';

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
    return withoutSecret(app);
  });
}

/**
 * Replaces an app. The answer holds the client secret and is not read.
 *
 * @throws CallError
 */
export function replaceApp(client: OrgClient, appId: string, app: JsonObject): Promise<void> {
  return client.call(async (sdk) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    // The SDK's types know neither of both.
    const request: object = { headers, body: JSON.stringify(app) };
    await sdk.http.put(addressOf(sdk.baseUrl, appId), request);
  });
}

function addressOf(orgUrl: string, appId: string): string {
  return `${orgUrl}/api/v1/apps/${encodeURIComponent(appId)}`;
}

function withoutSecret(app: JsonObject): JsonObject {
  const { credentials } = app;
  if (!isObject(credentials) || !isObject(credentials['oauthClient'])) return app;
  const oauthClient = Object.fromEntries(
    Object.entries(credentials['oauthClient']).filter(([name]) => name !== 'client_secret'),
  );
  return { ...app, credentials: { ...credentials, oauthClient } };
}
