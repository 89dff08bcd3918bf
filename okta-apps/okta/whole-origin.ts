import { isObject, type JsonObject } from '../shared/json';
import { CallError } from './call-error';
import { allOf, rawPages, type OrgClient } from './client';

const PATH = '/api/v1/trustedOrigins';
/** As many as Okta gives at once. */
const PAGE = 200;

/** Every trusted origin of the org with all that Okta answers: the SDK's own types drop what they do not know. @throws CallError */
export function listWholeOrigins(client: OrgClient): Promise<readonly JsonObject[]> {
  return client.call(async (sdk) =>
    (await allOf(rawPages(sdk, `${PATH}?limit=${PAGE}`))).map((origin) => {
      if (!isObject(origin) || typeof origin['id'] !== 'string')
        throw new CallError('unreachable', 'its list is not of trusted origins');
      return origin;
    }),
  );
}

/** A trusted origin with all that Okta answers. @throws CallError */
export function readWholeOrigin(client: OrgClient, id: string): Promise<JsonObject> {
  return client.call(async (sdk) => {
    const origin: unknown = await sdk.http.getJson(addressOf(sdk.baseUrl, id));
    if (!isObject(origin) || origin['id'] !== id)
      throw new CallError('unreachable', 'its answer is not this trusted origin');
    return origin;
  });
}

/** Replaces a trusted origin. @throws CallError */
export function replaceOrigin(client: OrgClient, id: string, origin: JsonObject): Promise<void> {
  return client.call(async (sdk) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    // The SDK's types know neither of both.
    const request: object = { headers, body: JSON.stringify(origin) };
    await sdk.http.put(addressOf(sdk.baseUrl, id), request);
  });
}

function addressOf(orgUrl: string, id: string): string {
  return `${orgUrl}${PATH}/${encodeURIComponent(id)}`;
}
