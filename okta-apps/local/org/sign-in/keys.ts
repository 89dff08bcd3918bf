import type { JWK } from 'jose';
import type { OrgContext } from '../call';
import { newKeyId } from '../ids';

/** The private key that signs an org's tokens, with its name. */
export type SigningKey = JWK & { readonly kid: string };

/** The key of the org; made when it is first needed, and kept with the org, so that tokens outlive a restart. */
export async function signingKey(org: OrgContext): Promise<SigningKey> {
  const [known] = org.state.signingKeys.all();
  if (known !== undefined) return known.jwk as SigningKey;
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = newKeyId();
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
  await org.stored(() => org.state.signingKeys.put({ id: kid, jwk }));
  return jwk;
}
