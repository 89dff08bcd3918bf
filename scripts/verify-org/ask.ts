import { openClient } from '../../okta-apps/okta/client';
import type { OrgCredential } from '../../okta-apps/okta/credential';
import type { Ask } from './step';

/** A whole minute's window of Okta's rate limits, and some more. */
const TIMEOUT_MS = 90_000;
const MAX_RETRIES = 3;

interface Response {
  readonly status: number;
  text(): Promise<string>;
}

/**
 * Asks an org through the official SDK's HTTP layer, below its models, which would drop what they do not know.
 *
 * @throws CallError when the credential cannot be used, or (from the result) when there is no answer.
 */
export function askOrg(orgUrl: string, credential: OrgCredential): Ask {
  const client = openClient(orgUrl, credential, { timeoutMs: TIMEOUT_MS, maxRetries: MAX_RETRIES });
  return ({ method, path, body }) =>
    client.call(async (sdk) => {
      const request = {
        url: orgUrl.replace(/\/$/, '') + path,
        method,
        headers: {
          ...sdk.http.defaultHeaders,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      await sdk.http.prepareRequest(request);
      const response = (await sdk.requestExecutor.fetch(request)) as Response;
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    });
}
