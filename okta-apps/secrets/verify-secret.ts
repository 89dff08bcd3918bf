import { randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchThrough, type FetchRequest } from '../okta/agent-fetch';
import { allowHttp, SECRET_METHODS, usesSecret } from '../shared/client-authentication';
import { unwrap, type Secret } from '../shared/secret';
import { isLoopback } from '../shared/uri';

/** What an authenticated request says of a client ID and a secret. */
export type Proof =
  | { readonly outcome: 'proven' }
  /** Okta answers 401: one of several causes, of which a wrong secret is one. */
  | { readonly outcome: 'refused' }
  /** `why`: `429`, `no answer within 10 s`. */
  | { readonly outcome: 'not known'; readonly why: string };

/** Who authenticates, and how. */
export interface Authentication {
  /** `https://acme.okta.com` */
  readonly orgUrl: string;
  readonly clientId: string;
  /** `token_endpoint_auth_method` of the app. */
  readonly method: string;
  readonly secret: Secret;
  /** Of the client of the org. @default - none: there is no proxy on the way */
  readonly agent?: Agent | undefined;
}

/** What else a 401 comes from (RFC 6749, section 5.2; Okta's authorization servers). */
export const CAUSES_OF_401 =
  'the secret is wrong or inactive, the app authenticates by another method, the app is inactive, ' +
  'the domain is not one of this org, or a network zone keeps this machine out';

/** Failed authentications may page an administrator, so there are no more. */
const TRIES = 2;
const PAUSE_MS = 500;
const TIMEOUT_S = 10;

/**
 * Proves a client ID and a secret by the introspection of a token that does not exist, with the app's own method: no
 * token is issued, and no user is needed. Only an answer that needs authentication is proof. What is not known is tried
 * once more, a refusal never.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7662#section-2.1
 */
export async function verifySecret(authentication: Authentication): Promise<Proof> {
  const { method } = authentication;
  if (!usesSecret(method)) return { outcome: 'not known', why: `the app authenticates with ${method}` };
  for (let tries = 1; ; tries += 1) {
    const proof = await introspect({ ...authentication, method });
    if (proof.outcome !== 'not known' || proof.why === '429' || tries >= TRIES) return proof;
    await sleep(PAUSE_MS);
  }
}

async function introspect({
  orgUrl,
  clientId,
  method,
  secret,
  agent,
}: Authentication & { readonly method: keyof typeof SECRET_METHODS }): Promise<Proof> {
  const oidc = await import('openid-client');
  const endpoint = `${orgUrl}/oauth2/v1/introspect`;
  let status: number | undefined;
  const config = new oidc.Configuration(
    { issuer: orgUrl, introspection_endpoint: endpoint },
    clientId,
    undefined,
    oidc[SECRET_METHODS[method]](unwrap(secret), { [oidc.modifyAssertion]: addressedTo(endpoint) }),
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

/** Okta wants the URL of the endpoint as the audience. @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/ */
function addressedTo(endpoint: string) {
  return (_header: unknown, claims: Record<string, unknown>): void => {
    claims['aud'] = endpoint;
  };
}
