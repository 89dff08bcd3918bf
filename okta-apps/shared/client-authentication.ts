import type * as Oidc from 'openid-client';

/** The methods by which an app authenticates with a secret, and how openid-client calls them. */
export const SECRET_METHODS = {
  client_secret_basic: 'ClientSecretBasic',
  client_secret_post: 'ClientSecretPost',
  client_secret_jwt: 'ClientSecretJwt',
} as const;

/** Whether an app with this method authenticates with a secret, and not with a key of its own. */
export function usesSecret(method: string): method is keyof typeof SECRET_METHODS {
  return Object.hasOwn(SECRET_METHODS, method);
}

/**
 * What lets a client of openid-client use `http`. It is marked as deprecated so that it stands out; on loopback, the
 * library says to use it.
 */
export function allowHttp(oidc: typeof Oidc): (client: Oidc.Configuration) => void {
  return (oidc as unknown as { allowInsecureRequests: (client: Oidc.Configuration) => void }).allowInsecureRequests;
}
