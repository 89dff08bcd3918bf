import { randomBytes } from 'node:crypto';
import type { AssembledStack } from '../project/assembly';
import { environmentName } from '../project/initial-secrets';
import type { Io } from '../shared/io';

/**
 * The same with client secrets for apps of an org on this machine that are created with one of their own: random ones
 * where none was set.
 */
export function withChosenSecrets(stacks: readonly Pick<AssembledStack, 'manifest'>[], io: Io): Io {
  const names = stacks.flatMap(({ manifest }) =>
    manifest.birthSecrets.map(({ variable }) => environmentName(variable)),
  );
  const chosen = Object.fromEntries(
    names.filter((name) => !io.env[name]).map((name) => [name, randomBytes(24).toString('base64url')]),
  );
  io.secrets?.add(Object.values(chosen));
  return { ...io, env: { ...io.env, ...chosen } };
}
