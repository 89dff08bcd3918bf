import { readLockFile } from '../plan/lock-file';
import { findTerraform } from '../terraform/binary';
import { realEnvironment } from '../terraform/child-environment';
import { LOCK_FILE } from '../plan/lock-file';
import { PLATFORMS, requiredProviders, writeProjectLock } from './provider-lock';
import { secretVariable } from '../shared/stack-manifest';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { findProject } from '../project/find-project';
import { synthElsewhere } from '../project/synth-elsewhere';

export interface LockOptions {
  /** Names of environments, separated by commas. @default - OKTA_ENV, as the app reads it */
  readonly env?: string;
  readonly json?: boolean;
}

/** `okta-apps lock`. @returns 0 written · 1 nothing was changed */
export async function lockCommand({ env, json }: LockOptions, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  const binary = await findTerraform(io.env, { cwd: project.folder, stop: io.stop });
  return synthElsewhere(project, env, io, async (stacks) => {
    const required = requiredProviders(stacks, binary.product);
    if (required.size === 0) throw new UserError('No stack requires a provider; there is nothing to lock');
    const credentials = stacks.flatMap(({ manifest: { credentials: c } }) => [c.plan, c.apply].map(secretVariable));
    // A lock file has no entry for a provider that Terraform is attached to.
    const variables = realEnvironment(io.env, {}, [...credentials, 'TF_REATTACH_PROVIDERS']);
    const runner = { binary, stop: io.stop };
    io.stderr.write(`Asking the registry for ${[...required.keys()].join(', ')}\n`);
    const text = await writeProjectLock(project.folder, required, runner, variables);
    const providers = [...readLockFile(text).values()].map(({ source, version }) => ({ source, version }));
    const names = providers.map(({ source, version }) => `${source} ${version}`).join(', ');
    io.stdout.write(
      json
        ? `${JSON.stringify({ file: LOCK_FILE, providers, platforms: PLATFORMS }, null, 2)}\n`
        : `Wrote ${LOCK_FILE}: ${names} for ${PLATFORMS.join(', ')}. Commit it.\n`,
    );
    return 0;
  });
}
