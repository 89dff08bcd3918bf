import type { PreparedStack } from './prepared-stack';
import { LOCAL_PROVIDER } from '../local/provider/diagnostics';
import type { ProviderChoice } from '../project/assemble';
import type { AssembledStack } from '../project/assembly';
import type { TerraformBinary } from '../terraform/binary';
import { StackFailure, type Runner } from '../terraform/invoke';
import { readProjectLock, stackLocks } from './provider-lock';
import { init } from '../terraform/terraform';
import { UserError, Interrupted } from '../shared/errors';
import type { Io } from '../shared/io';
import type { Project } from '../project/find-project';

/** How long `auto` tries to get the provider, in seconds. */
const TRY_SECONDS = 5;
/** How long Terraform may then take to end by itself. */
const GRACE_MS = 2_000;

/**
 * The lock files that the stacks are initialized with, by their names. Those of Okta orgs need one; those on this
 * machine have one when they may take the provider from the registry and the project has a lock file.
 *
 * @throws UserError when one is needed and there is none.
 */
export function lockFilesOf(
  stacks: readonly AssembledStack[],
  { binary, project, provider }: { binary: TerraformBinary; project: Project; provider: ProviderChoice },
): ReadonlyMap<string, string> {
  const locks = (some: readonly AssembledStack[]): ReadonlyMap<string, string> =>
    stackLocks(project.folder, some, binary.product);
  const real = locks(stacks.filter(({ manifest }) => !manifest.local));
  const local = stacks.filter(({ manifest }) => manifest.local);
  if (provider === 'endpoint' || local.length === 0 || readProjectLock(project.folder) === undefined) return real;
  try {
    return new Map([...real, ...locks(local)]);
  } catch (error) {
    if (provider === 'auto' && error instanceof UserError) return real;
    throw error;
  }
}

/**
 * Whether Terraform attaches to the local provider for the stacks on this machine. For `auto` the first of them is
 * initialized with okta/okta, once and for a few seconds at most; without a lock file that is not even tried.
 *
 * @param stacks As they are when they take the provider from the registry.
 */
export async function isAttached(
  provider: ProviderChoice,
  stacks: readonly PreparedStack[],
  { binary, stop }: Runner,
  io: Pick<Io, 'stderr'>,
): Promise<boolean> {
  if (provider !== 'auto') return provider === 'endpoint';
  const first = stacks.find(({ manifest, run }) => manifest.local && run.lockFile !== undefined);
  if (first === undefined) return true;
  const bounded = (signal: AbortSignal, ms: number): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  const limits = {
    asked: bounded(stop.asked, TRY_SECONDS * 1_000),
    forced: bounded(stop.forced, TRY_SECONDS * 1_000 + GRACE_MS),
  };
  try {
    await init({ binary, stop: limits }, first.run);
    return false;
  } catch (error) {
    const expected = error instanceof StackFailure || error instanceof Interrupted;
    if (!expected || stop.asked.aborted) throw error;
    io.stderr.write(
      `okta/okta could not be installed within ${TRY_SECONDS} s; using the ${LOCAL_PROVIDER}. ` +
        '--provider registry shows why.\n',
    );
    return true;
  }
}
