import { randomBytes } from 'node:crypto';
import type { AssembledStack } from '../project/assembly';
import { fillIn } from '../project/initial-secrets';
import type { Io } from '../shared/io';
import { textsInside } from '../shared/json';

/**
 * The same with client secrets for apps of an org on this machine that are created with one of their own: random ones
 * where none was set.
 */
export function withChosenSecrets(stacks: readonly Pick<AssembledStack, 'manifest'>[], io: Io): Io {
  const secrets = stacks.flatMap(({ manifest }) => manifest.birthSecrets);
  const chosen = fillIn(secrets, io.env, () => randomBytes(24).toString('base64url'));
  const values = Object.values(chosen);
  io.secrets?.add([...values, ...values.flatMap(textsInside)]);
  return { ...io, env: { ...io.env, ...chosen } };
}
