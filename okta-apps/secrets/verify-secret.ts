import { setTimeout as sleep } from 'node:timers/promises';
import { SECRET_METHODS, usesSecret } from '../shared/client-authentication';
import { unwrap, type Secret } from '../shared/secret';
import { introspect, type IntrospectingClient, type Proof } from './introspect';

/** Who authenticates, and how. */
export interface Authentication extends IntrospectingClient {
  /** `token_endpoint_auth_method` of the app. */
  readonly method: string;
  readonly secret: Secret;
}

/** Failed authentications may page an administrator, so there are no more. */
const TRIES = 2;
const PAUSE_MS = 500;

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
    const proof = await tried({ ...authentication, method });
    if (proof.outcome !== 'not known' || proof.why === '429' || tries >= TRIES) return proof;
    await sleep(PAUSE_MS);
  }
}

async function tried({
  method,
  secret,
  ...client
}: Authentication & { readonly method: keyof typeof SECRET_METHODS }): Promise<Proof> {
  return await introspect(client, (oidc, endpoint) =>
    oidc[SECRET_METHODS[method]](unwrap(secret), { [oidc.modifyAssertion]: addressedTo(endpoint) }),
  );
}

/** Okta wants the URL of the endpoint as the audience. @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/ */
function addressedTo(endpoint: string) {
  return (_header: unknown, claims: Record<string, unknown>): void => {
    claims['aud'] = endpoint;
  };
}
