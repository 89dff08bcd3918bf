import { setTimeout as sleep } from 'node:timers/promises';
import type { OrgClient } from '../../okta/client';
import { Interrupted } from '../../shared/errors';
import type { Stop } from '../../shared/io';
import { unwrap, type Secret } from '../../shared/secret';
import { introspect, introspectionEndpoint, type Proof } from '../introspect';
import { signerOf, type AssertionFor } from './assertion';
import type { PublicKey } from './public-keys';
import type { Signer } from './signer';

/** What an assertion of the relying party proves, and the key that signed it. */
export type KeyProof = Proof & { readonly key: PublicKey };

/** The org, and what may stop a proof. */
export interface ProvingOrg {
  readonly url: string;
  readonly client: Pick<OrgClient, 'agent'>;
  readonly stop: Stop;
}

/** Failed authentications may page an administrator, so there are no more. */
const TRIES = 2;
/** A change of a moment ago may not be known to every server of Okta, and limits of the sign-in server are short. */
const PAUSE_MS = 2000;

/** An assertion of the relying party that has all that Okta asks for, and the key that signed it. @throws UserError */
export async function askSigner(
  signer: Signer,
  asked: AssertionFor,
  keys: readonly PublicKey[],
): Promise<{ readonly assertion: Secret; readonly key: PublicKey }> {
  const assertion = await signer(asked);
  return { assertion, key: await signerOf(assertion, asked, keys) };
}

/**
 * Authenticates as a client with an assertion of the relying party, and introspects a token that does not exist: no token
 * is issued. Each try has an assertion of its own, because Okta takes one only once.
 *
 * @throws UserError for an assertion that Okta could not accept
 */
export async function proveKeys(
  clientId: string,
  keys: readonly PublicKey[],
  signer: Signer,
  { url, client, stop }: ProvingOrg,
): Promise<KeyProof> {
  const asked = { clientId, audience: introspectionEndpoint(url) };
  for (let tries = 1; ; tries += 1) {
    const { assertion, key } = await askSigner(signer, asked, keys);
    const proof = await introspect({ orgUrl: url, clientId, agent: client.agent }, () => carrying(assertion));
    if (proof.outcome === 'proven' || tries >= TRIES) return { ...proof, key };
    await sleep(PAUSE_MS, undefined, { signal: stop.asked }).catch(() => {
      throw new Interrupted('interrupted');
    });
  }
}

type Authenticate = ReturnType<Parameters<typeof introspect>[1]>;

function carrying(assertion: Secret): Authenticate {
  return (_server, _client, body) => {
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', unwrap(assertion));
  };
}
