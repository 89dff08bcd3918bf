import type { SignJWT } from 'jose';
import type { ClientProof } from './ask';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Seconds that an assertion is valid for. */
const LIFETIME = 60;

/** What a request to the token endpoint carries so that the org knows the client. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Authenticates a client by its method; without what the method needs, the request carries its ID alone.
 *
 * @param audience URL of the token endpoint.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
 */
export async function proofOf({ clientId, method, secret, key }: ClientProof, audience: string): Promise<Proof> {
  const plain = { headers: {}, fields: { client_id: clientId } };
  switch (method) {
    case 'client_secret_basic': {
      if (secret === undefined) return plain;
      const pair = [clientId, secret].map(encodeURIComponent).join(':');
      return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, fields: {} };
    }
    case 'client_secret_post':
      return secret === undefined ? plain : { headers: {}, fields: { client_id: clientId, client_secret: secret } };
    case 'client_secret_jwt':
      if (secret === undefined) return plain;
      return signed(clientId, audience, { alg: 'HS256' }, new TextEncoder().encode(secret));
    case 'private_key_jwt': {
      if (key === undefined) return plain;
      const { importJWK } = await import('jose');
      return signed(clientId, audience, { alg: 'RS256', kid: key.kid }, await importJWK(key.privateKey, 'RS256'));
    }
    default:
      return plain;
  }
}

type Key = Parameters<SignJWT['sign']>[0];

async function signed(
  clientId: string,
  audience: string,
  header: { readonly alg: string; readonly kid?: string },
  key: Key,
): Promise<Proof> {
  const jose = await import('jose');
  const assertion = await new jose.SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader(header)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME}s`)
    .sign(key);
  return { headers: {}, fields: { client_assertion_type: ASSERTION, client_assertion: assertion } };
}

/** A new key pair for `private_key_jwt`. */
export async function newPartyKey(kid: string) {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const [own, open] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
  return { kid, privateKey: own as Record<string, unknown>, publicKey: { ...open, kid, alg: 'RS256', use: 'sig' } };
}
