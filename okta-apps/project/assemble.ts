import { readAssembly, type AssembledStack } from './assembly';
import { findTerraform, type TerraformBinary } from '../terraform/binary';
import { AppFailure } from './app-failure';
import { chooseStacks } from './choose-stacks';
import type { Io } from '../shared/io';
import { findProject, type Project } from './find-project';
import type { ProviderChoice } from '../run/provider-choice';
import { synthesize, synthesizeToJson, type SynthDocument } from './run-app';

/** Options that `plan` and `apply` share. */
export interface StackOptions {
  /** Names of environments, separated by commas. @default - OKTA_ENV, as the app reads it */
  readonly env?: string;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
  /** Where the provider of stacks on this machine comes from. @default 'auto' */
  readonly provider?: ProviderChoice;
}

/** The stacks that a command is about, freshly synthesized, and what it takes to run them. */
export interface Assembled {
  readonly project: Project;
  readonly binary: TerraformBinary;
  readonly stacks: readonly AssembledStack[];
  /** What the app printed, with `json`. */
  readonly document?: SynthDocument;
}

/**
 * Finds the project and Terraform, synthesizes, and chooses the stacks.
 *
 * @param names Names or globs of stacks; none means all that were synthesized.
 * @throws UserError for whatever is missing.
 */
export async function assemble(names: readonly string[], options: StackOptions, io: Io): Promise<Assembled> {
  const project = findProject(io.cwd);
  // Terraform says its version while the app synthesizes.
  const [found, synthesized] = await Promise.allSettled([
    findTerraform(io.env, { cwd: project.folder, stop: io.stop }),
    options.skipSynth ? undefined : synth(project, options, io),
  ]);
  if (found.status === 'rejected') throw found.reason;
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const binary = found.value;
  const document = synthesized.value;
  const stacks = chooseStacks(readAssembly(project.outdir, project.output), names, options.env);
  return { project, binary, stacks, ...(document && { document }) };
}

async function synth(project: Project, { env, json }: StackOptions, io: Io): Promise<SynthDocument | undefined> {
  if (!json) {
    await synthesize(project, { environments: env, stdout: io.stderr }, io);
    return undefined;
  }
  const { ok, document } = await synthesizeToJson(project, env, io);
  if (!ok) throw new AppFailure('Synth failed; nothing was planned', document);
  return document;
}
