import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { default as Provider } from 'oidc-provider';

/** An app as its client library knows it. */
export interface Client {
  readonly clientId: string;
  readonly secret: string;
}

const PAGE =
  '<!doctype html><title>Sign in</title><form method="post" action="ACTION"><input name="identifier"><button></form>';

/**
 * `oidc-provider` alone, with the clients in its own configuration and in its own memory: what the least server over it
 * costs. It has one page, takes any name, and asks for no consent. Okta's access tokens are signed, so it signs as much.
 * @returns its issuer
 */
export async function startBareProvider(clients: readonly Client[], redirectUri: string): Promise<string> {
  const { Provider: Server } = await import('oidc-provider');
  const { exportJWK, generateKeyPair, SignJWT } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider: Provider = new Server(issuer, {
    clients: clients.map(({ clientId, secret }) => ({
      client_id: clientId,
      client_secret: secret,
      redirect_uris: [redirectUri],
    })),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['of this benchmark'] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/signin/${uid}` },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Bench', email: 'bench@local.test' }),
    }),
    extraTokenClaims: async (_ctx, { clientId = '' }) => {
      await new SignJWT({ sub: 'bench', cid: clientId }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
      return undefined;
    },
    loadExistingGrant: async ({ oidc }) => await grantOf(provider, oidc.client?.clientId, oidc.session?.accountId),
  });
  const callback = provider.callback();
  http.on('request', (request, response) => {
    if (request.url?.startsWith('/signin/') !== true) {
      void callback(request, response);
    } else if (request.method === 'POST') {
      const result = { login: { accountId: 'bench' } };
      void provider.interactionFinished(request, response, result);
    } else {
      void provider.interactionDetails(request, response).then(() => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE.replace('ACTION', request.url ?? ''));
      });
    }
  });
  return issuer;
}

async function grantOf(provider: Provider, clientId = '', accountId = ''): Promise<InstanceType<Provider['Grant']>> {
  const grant = new provider.Grant({ clientId, accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}
