import { CallError } from '../../okta/call-error';
import { oidcClients } from '../../okta/oidc-clients';
import { declaredApps, type EnvironmentOptions } from '../../run/declared-apps';
import { openOrg, type OrgAccess } from '../../run/org-access';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import type { Io } from '../../shared/io';
import { counted, listed } from '../../shared/lists';
import { CAUSES_OF_401, introspectionEndpoint } from '../introspect';
import { declarationOf } from '../../project/stack-places';
import { askSigner, proveKeys, type KeyProof } from '../keys/prove-keys';
import { keysText, keyText, type PublicKey } from '../keys/public-keys';
import { publishedKeys } from '../keys/published-keys';
import { commandSigner, type Signer } from '../keys/signer';
import { removeLeftovers, throwawayClientId, withThrowawayApp } from '../keys/throwaway-app';
import { matchApps } from '../read-apps';
import { checkApp } from './check-app';
import { moveText, type Way } from './move-text';

/** The options of `okta-apps secretless`, as they are typed. */
export interface SecretlessOptions extends EnvironmentOptions {
  readonly jwksUri?: string;
  readonly proveWith?: string;
  readonly cutOver?: boolean;
  readonly secondApp?: boolean;
}

const COMMAND = 'secretless';

/**
 * `okta-apps secretless`: plans the move of an app to `private_key_jwt`, and proves its keys on a throwaway app. Nothing else
 * is changed.
 *
 * @returns 0 when the keys are proven · 1 when they are not.
 */
export async function runSecretless(name: string, options: SecretlessOptions, io: Io): Promise<number> {
  const declared = await declaredApps(COMMAND, options, io);
  const { project, manifest, environment } = declared;
  const { proveWith } = options;
  const manifests = declared.apps.map((app) => app.manifest);
  const signer = proveWith === undefined ? undefined : commandSigner(proveWith, io.cwd, manifests, io);
  const org = await openOrg(manifest, { command: COMMAND, project, io, purpose: 'apply' });
  try {
    const found = await matchApps([name], declared, org);
    const [one] = found;
    if (one === undefined || found.length > 1)
      throw new UserError(
        `okta-apps secretless is for one app, and ${JSON.stringify(name)} means ${counted(found.length, 'app')}: ${listed(found.map(({ app }) => app.path))}`,
      );
    const { jwksUri, isInCode, notLookedAt } = await checkApp(one, options.jwksUri, org);
    const keys = await publishedKeys(jwksUri, manifest.local);
    const say = (line: string) => io.stdout.write(`${line}\n`);
    const { app, client } = one;
    say(`${app.path} (client ID ${client.clientId}) authenticates with ${client.method}.`);
    say(`Keys: ${jwksUri} has ${keysText(keys)}.`);
    for (const line of notLookedAt) say(line);
    const isProven = signer !== undefined && (await prove({ jwksUri, keys, signer }, org, io));
    if (signer === undefined)
      say('Proof: none. Nothing shows yet that Okta can read these keys and that the relying party has them.');
    say('Nothing else was changed.\n');
    const { label, clientId, method } = client;
    const move = { app, label, clientId, method, jwksUri, place: declarationOf(app), orgUrl: org.url, isInCode };
    io.stdout.write(moveText(move, wayOf(options, { ...manifest, isInCode })));
    if (signer === undefined)
      io.stderr.write(
        "The keys are not proven. Run this again with --prove-with '<command>' before the change is merged\n",
      );
    return isProven ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    throw new UserError(`${environment}: the org did not tell (${error.message}); nothing was changed`);
  } finally {
    await org.close();
  }
}

/** In production no user is to be locked out, unless the owner has agreed to a window. */
function wayOf(
  { cutOver, secondApp }: SecretlessOptions,
  { production, isInCode }: { readonly production: boolean; readonly isInCode: boolean },
): Way {
  if (secondApp === true) return 'second-app';
  return cutOver === true || !production || isInCode ? 'cut-over' : 'second-app';
}

interface ToProve {
  readonly jwksUri: string;
  readonly keys: readonly PublicKey[];
  readonly signer: Signer;
}

/** @throws UserError, with the throwaway app deleted */
async function prove({ jwksUri, keys, signer }: ToProve, org: OrgAccess, io: Io): Promise<boolean> {
  const { url, client } = org;
  for (const line of await removeLeftovers(client, await oidcClients(client))) io.stderr.write(`${line}\n`);
  const clientId = throwawayClientId();
  // A signer that does not work creates no app.
  await askSigner(signer, { clientId, audience: introspectionEndpoint(url) }, keys);
  const proof = await withThrowawayApp(client, { clientId, jwksUri }, () =>
    proveKeys(clientId, keys, signer, { url, client, stop: io.stop }),
  );
  io.stdout.write(`Proof: ${proofText(proof, clientId)}\n`);
  return proof.outcome === 'proven';
}

function proofText(proof: KeyProof, clientId: string): string {
  const app = `a throwaway app with the same keys (client ID ${clientId}, deleted again)`;
  const key = keyText(proof.key);
  switch (proof.outcome) {
    case 'proven':
      return `Okta accepted an assertion of the relying party for ${app}, signed with ${key}.`;
    case 'refused':
      return (
        `Okta answered 401 to an assertion for ${app}, signed with ${key}, although it is right for the keys that this machine reads. ` +
        `Okta may not reach the address, or see other keys there. Else: ${CAUSES_OF_401.replace(/^.*?, /, '')}.`
      );
    case 'not known':
      return `not known for ${app}: ${proof.why}. Run this again later.`;
  }
}
