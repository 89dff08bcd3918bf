import { headOf } from '../shared/known-secrets';
import type { Stop } from '../shared/io';
import path from 'node:path';
import { NotFound, UserError } from '../shared/errors';
import { runChild } from './child';
import { hiddenProgram, strayLine, wrapperAdvice } from './wrapper';

/** A terraform or tofu that was found and asked for its version. */
export interface TerraformBinary {
  readonly command: string;
  readonly product: 'Terraform' | 'OpenTofu';
  /** Such as `1.11.4`. */
  readonly version: string;
}

/** The first version with write-only attributes. */
const OLDEST = { major: 1, minor: 11 };
const INSTALL =
  'Install Terraform 1.11 or later (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or later ' +
  '(https://opentofu.org/docs/intro/install/), or name the program in TERRAFORM_BINARY_NAME.';
const GRACE_MS = 2_000;

/**
 * Finds the program to run: `TERRAFORM_BINARY_NAME`, else `terraform`, else `tofu` on the PATH.
 *
 * @param cwd What a relative `TERRAFORM_BINARY_NAME` such as `./tools/terraform` is relative to.
 * @throws UserError when there is none, when it is older than 1.11, when it does not answer like one, or when it is a
 * wrapper: no outcome of such a one can be trusted.
 */
export async function findTerraform(
  env: Readonly<Record<string, string | undefined>>,
  { cwd, stop }: { readonly cwd: string; readonly stop: Stop },
): Promise<TerraformBinary> {
  const named = env['TERRAFORM_BINARY_NAME'];
  const candidates = named ? [/[/\\]/.test(named) ? path.resolve(cwd, named) : named] : ['terraform', 'tofu'];
  for (const command of candidates) {
    const hidden = hiddenProgram(command, env['PATH'] ?? '');
    if (hidden !== undefined) throw new UserError(wrapped(command, hidden));
    const answer = await askVersion(command, env, { cwd, stop });
    if (answer !== undefined) return checked(command, answer);
  }
  throw new NotFound(
    named
      ? `TERRAFORM_BINARY_NAME is ${named}, but there is no such program. ${INSTALL}`
      : `Terraform is missing: there is neither terraform nor tofu on the PATH. ${INSTALL}`,
  );
}

/** What `<command> version` printed; undefined when there is no such program. */
async function askVersion(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
  { cwd, stop }: { readonly cwd: string; readonly stop: Stop },
): Promise<string | undefined> {
  const { PATH = '', TMPDIR, SystemRoot } = env;
  const childEnv = {
    PATH,
    CHECKPOINT_DISABLE: '1',
    ...(TMPDIR !== undefined && { TMPDIR }),
    ...(SystemRoot !== undefined && { SystemRoot }),
  };
  try {
    const { stdout } = await runChild(command, ['version'], { cwd, env: childEnv, stop, graceMs: GRACE_MS });
    return stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UserError(`${command} cannot be started (${String(code)}). ${INSTALL}`);
  }
}

function checked(command: string, answer: string): TerraformBinary {
  const match = /^(Terraform|OpenTofu) v((\d+)\.(\d+)\.\d+\S*)$/m.exec(answer);
  if (match === null) {
    const said = answer.trim().split('\n')[0] ?? '';
    throw new UserError(
      `"${command} version" does not respond like Terraform${said && ` (it says "${headOf(said, 80)}")`}. ${INSTALL}`,
    );
  }
  const [, product, version = '', major, minor] = match;
  const binary = { command, product: product as TerraformBinary['product'], version };
  const stray = strayLine(answer);
  if (stray !== undefined) {
    throw new UserError(
      `"${command} version" prints ${JSON.stringify(headOf(stray, 80))} beside its version. ${wrapperAdvice(binary.product)}`,
    );
  }
  if (Number(major) < OLDEST.major || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor)) {
    throw new UserError(`${binary.product} ${version} (${command}) is too old. ${INSTALL}`);
  }
  return binary;
}

function wrapped(command: string, hidden: string): string {
  const product = /tofu/i.test(path.basename(hidden)) ? 'OpenTofu' : 'Terraform';
  return `${command} is a script that hides the exit codes of ${hidden}. ${wrapperAdvice(product)}`;
}
