import { randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import type * as Oidc from 'openid-client';
import { fetchThrough, type FetchRequest } from '../okta/agent-fetch';
import { allowHttp } from '../shared/client-authentication';
import { isLoopback } from '../shared/uri';

/** What an authenticated request says of a client ID and its secret or key. */
export type Proof =
  | { readonly outcome: 'proven' }
  /** Okta answers 401: one of several causes, of which a wrong secret is one. */
  | { readonly outcome: 'refused' }
  /** `why`: `429`, `no answer within 10 s`. */
  | { readonly outcome: 'not known'; readonly why: string };

/** Causes of a 401 (RFC 6749, section 5.2; Okta's authorization servers). */
export const CAUSES_OF_401 =
  'the secret is wrong or inactive, the app authenticates by another method, the app is inactive, ' +
  'the domain is not one of this org, or a network zone keeps this machine out';

/** A client, and where it authenticates. */
export interface IntrospectingClient {
  /** `https://acme.okta.com` */
  readonly orgUrl: string;
  readonly clientId: string;
  /** Of the client of the org. @default - none: there is no proxy on the way */
  readonly agent?: Agent | undefined;
}

const TIMEOUT_S = 10;

/** Where a client of the org's authorization server asks about a token; the audience of its assertion. */
export function introspectionEndpoint(orgUrl: string): string {
  return `${orgUrl}/oauth2/v1/introspect`;
}

/**
 * Asks about a token that does not exist, as a client: no token is issued, and no user is needed. Only an answer that
 * needs authentication is proof.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7662#section-2.1
 */
export async function introspect(
  { orgUrl, clientId, agent }: IntrospectingClient,
  authenticate: (oidc: typeof Oidc, endpoint: string) => Oidc.ClientAuth,
): Promise<Proof> {
  const oidc = await import('openid-client');
  const endpoint = introspectionEndpoint(orgUrl);
  let status: number | undefined;
  const config = new oidc.Configuration(
    { issuer: orgUrl, introspection_endpoint: endpoint },
    clientId,
    undefined,
    authenticate(oidc, endpoint),
  );
  config.timeout = TIMEOUT_S;
  const send = agent === undefined ? fetch : fetchThrough(agent);
  config[oidc.customFetch] = async (url, request) => {
    const answer = await send(url, request as RequestInit & FetchRequest);
    status = answer.status;
    return answer;
  };
  if (isLoopback(new URL(orgUrl).hostname)) allowHttp(oidc)(config);
  try {
    await oidc.tokenIntrospection(config, `okta-apps-${randomBytes(24).toString('base64url')}`);
    return { outcome: 'proven' };
  } catch (error) {
    if (status === 401) return { outcome: 'refused' };
    if (status !== undefined)
      return { outcome: 'not known', why: status === 200 ? 'its answer is no JSON' : String(status) };
    const { name, cause } = error as {
      readonly name?: unknown;
      readonly cause?: { readonly name?: unknown; readonly code?: unknown };
    };
    const timedOut = [name, cause?.name].includes('TimeoutError');
    return { outcome: 'not known', why: timedOut ? `no answer within ${TIMEOUT_S} s` : 'it cannot be reached' };
  }
}
