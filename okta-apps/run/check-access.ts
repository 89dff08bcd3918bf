import type { AssembledStack } from '../project/assembly';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { groupBy } from '../shared/lists';
import { secretVariable, type StackManifest } from '../shared/stack-manifest';
import { secretIn } from './credentials';
import type { Purpose } from './prepared-stack';
import { secretFault } from './secret-fault';

/**
 * What has to be right before a run reaches an Okta org.
 *
 * @throws UserError with all credentials that are missing or cannot be used.
 */
export function checkAccess(stacks: readonly AssembledStack[], purpose: Purpose, { env }: Pick<Io, 'env'>): void {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  const [first] = real;
  if (first === undefined) return;
  const attached = attachedElsewhere(env);
  if (attached !== undefined) {
    const { environment } = first.manifest;
    throw new UserError(
      `${attached}, but ${environment} is an Okta org. Unset it (unset TF_REATTACH_PROVIDERS) and run this again.`,
    );
  }
  const faults = real.flatMap(({ name, manifest }) => {
    const fault = credentialFault(manifest, purpose, env);
    return fault === undefined ? [] : [{ name, fault }];
  });
  if (faults.length === 0) return;
  const lines = [...groupBy(faults, ({ fault }) => fault)].map(
    ([fault, alike]) => `${fault} (${alike.map(({ name }) => name).join(', ')})`,
  );
  throw new UserError(lines.join('\n'));
}

/** Why no Okta org is reached from a shell that has the provider of a local org; undefined where it has none. */
export function attachedElsewhere(env: Io['env']): string | undefined {
  if (!env['TF_REATTACH_PROVIDERS']) return undefined;
  return 'TF_REATTACH_PROVIDERS is set: Terraform would attach to the provider of a local org';
}

function credentialFault(
  { environment, credentials }: StackManifest,
  purpose: Purpose,
  env: Io['env'],
): string | undefined {
  const credential = credentials[purpose];
  const variable = secretVariable(credential);
  const secret = secretIn(credential, env);
  if (secret === undefined) {
    const what = credential.type === 'api-token' ? 'an API token' : 'the private key of a service app';
    return `${variable} is not set: okta-apps ${purpose} takes ${what} for the environment ${environment} from it`;
  }
  const fault = secretFault(credential, secret);
  return fault && `${variable} cannot be used for okta-apps ${purpose} of ${environment}: ${fault}`;
}
