import { rm } from 'node:fs/promises';
import type { Io } from '../../shared/io';
import { inner } from '../../shared/json';
import { ownPackage } from '../../shared/own-package';
import { scratchFolder } from '../../shared/scratch-folder';
import { findTerraform, type TerraformBinary } from '../../terraform/binary';
import { listedEnvironment } from '../../terraform/child-environment';
import { keepsExitCodes, wrapperAdvice } from '../../terraform/wrapper';
import { attachedElsewhere } from '../check-access';
import { faultOf, type Check } from './check';

/** The oldest that works. Dependencies may need a later one: package.json has that. */
const OLDEST_NODE = [20, 19] as const;

/** Compares a version of Node with the oldest that works; what to install is the documented one. */
export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const enough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (enough) return { status: 'ok', text: `Node ${version}` };
  const documented = String(inner(ownPackage(), 'engines', 'node')).replace('>=', '');
  return { status: 'wrong', text: `Node ${version} is too old; install ${documented} or later` };
}

/** Terraform as it was found, and what is wrong with it. */
interface FoundTerraform {
  readonly checks: readonly Check[];
  /** Undefined where there is none that can be used. */
  readonly binary?: TerraformBinary;
}

/** Looks for Terraform, and for a wrapper around it. */
export async function terraformChecks({ env, cwd, stop }: Io): Promise<FoundTerraform> {
  try {
    const binary = await findTerraform(env, { cwd, stop });
    const { product, version, command } = binary;
    const text = `${product} ${version} (${command})`;
    if (await isHonest(command, { env, stop })) return { checks: [{ status: 'ok', text }], binary };
    const wrong = `${text} does not end a plan that has changes with exit code 2. ${wrapperAdvice(product)}`;
    return { checks: [{ status: 'wrong', text: wrong }], binary };
  } catch (error) {
    return { checks: [faultOf(error)] };
  }
}

/** Whether its exit codes arrive here; a wrapper may hide them. */
async function isHonest(command: string, { env, stop }: Pick<Io, 'env' | 'stop'>): Promise<boolean> {
  const folder = await scratchFolder();
  try {
    return await keepsExitCodes(command, folder, { env: listedEnvironment(env, folder, { variables: {} }), stop });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A provider of this machine that Terraform would attach to.
 *
 * @param usesOrgs Whether Okta orgs are to be used, for which plan and apply refuse that.
 */
export function reattachChecks({ env }: Io, usesOrgs: boolean): readonly Check[] {
  const attached = attachedElsewhere(env);
  if (attached === undefined) return [];
  return usesOrgs
    ? [{ status: 'wrong', text: attached, command: 'unset TF_REATTACH_PROVIDERS' }]
    : [
        {
          status: 'note',
          text: 'TF_REATTACH_PROVIDERS is set, so plan and apply refuse Okta orgs; unset it for those',
        },
      ];
}
