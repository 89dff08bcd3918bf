import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { Secret } from '../../shared/secret';
import { secretVariables, type StackManifest } from '../../shared/stack-manifest';
import { runTeamCommand } from '../team-command';
import type { AssertionFor } from './assertion';

/** The relying party's side of a proof: its private key stays where it is. */
export type Signer = (asked: AssertionFor) => Promise<Secret>;

/**
 * The command of `--prove-with`, which signs an assertion. It is started without a shell, gets client ID and audience as
 * JSON on standard input, and prints the assertion alone. The credentials of the orgs are not among its variables.
 *
 * @throws UserError for an empty command
 */
export function commandSigner(
  command: string,
  folder: string,
  manifests: readonly StackManifest[],
  io: Pick<Io, 'env' | 'stop'>,
): Signer {
  const words = command.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) throw new UserError('--prove-with is empty; pass a command that signs an assertion');
  const held = new Set(manifests.flatMap(secretVariables));
  const given = Object.entries(io.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !held.has(entry[0]) && !/^(?:TF_VAR_|OKTA_API_)/.test(entry[0]),
  );
  const env = Object.fromEntries(given);
  const fail = (_kind: string, message: string) => new UserError(`--prove-with: ${message}`);
  return async ({ clientId, audience }) => {
    const printed = await runTeamCommand(words, { clientId, audience }, { folder, env, stop: io.stop, fail });
    return new Secret(printed.trim());
  };
}
