import { generateKeyPairSync } from 'node:crypto';

/** A key pair of a service app: the private half as a pipeline holds it, the public half as Okta does. */
export interface AppKeys {
  readonly privateKey: string;
  readonly jwks: { readonly keys: readonly object[] };
}

export function newKeys(kid = 'k1'): AppKeys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid }] },
  };
}
