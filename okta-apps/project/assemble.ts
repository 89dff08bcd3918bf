import { AppFailure } from '../shared/errors';
import { onlyReviewed, readWholeAssembly, unreviewedIn, type AssembledStack, type Assembly } from './assembly';
import { findTerraform, type TerraformBinary } from '../terraform/binary';
import { synthesize, synthesizeToJson, type SynthDocument } from './run-app';
import { chooseStacks } from './choose-stacks';
import type { Io } from '../shared/io';
import { baseStacks, type BaseOptions, type BaseStacks, type Comparison } from './base-stacks';
import { findProject, type Project } from './find-project';
import { refuseOktaOrgs, refuseProjectCode, withAssembly } from './given-assembly';
import { secretsOf } from './stack-secrets';

/**
 * Where the provider of stacks on this machine comes from: `registry` is okta/okta itself against the local org,
 * `endpoint` the local provider, `auto` the first where `terraform init` can get the locked version, else the second.
 * Stacks of Okta orgs have okta/okta always.
 */
export type ProviderChoice = 'auto' | 'registry' | 'endpoint';

/** Options that `plan` and `apply` share. */
export interface StackOptions {
  /** Names of environments, separated by commas. @default - OKTA_ENV, as the app reads it */
  readonly env?: string;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
  /** A folder that another job synthesized: it is read as data, and nothing of the project is run. */
  readonly assembly?: string;
  /** Where the provider of stacks on this machine comes from. @default 'auto' */
  readonly provider?: ProviderChoice;
}

/** The stacks that a command is about, freshly synthesized, and what it takes to run them. */
export interface Assembled {
  readonly project: Project;
  readonly binary: TerraformBinary;
  readonly stacks: readonly AssembledStack[];
  /** Stacks that may touch Okta and are none of `OktaStack`; where stacks are chosen by name, it is not about them. @default [] */
  readonly unreviewed?: readonly string[];
  /** What the app printed, with `json`. */
  readonly document?: SynthDocument;
}

/** The stacks of the head, and those of the commit that it is compared with. */
export interface AssembledBoth {
  readonly head: Assembled;
  readonly base: BaseStacks;
}

/**
 * Finds the project and Terraform, synthesizes, and chooses the stacks.
 *
 * @param names Names or globs of stacks; none means all that were synthesized.
 * @throws UserError for whatever is missing.
 */
export async function assemble(names: readonly string[], options: StackOptions, io: Io): Promise<Assembled> {
  const own = findProject(io.cwd);
  const given = options.assembly;
  if (given === undefined) refuseProjectCode(io.env);
  const project = given === undefined ? own : withAssembly(own, given, io);
  const skipSynth = options.skipSynth === true || given !== undefined;
  const { assembly, ...rest } = await assembleAll(project, { ...options, skipSynth }, io);
  const stacks = chooseStacks(onlyReviewed(assembly, io.stderr), names, options.env);
  if (given === undefined) refuseOktaOrgs(stacks, io.env);
  return { ...rest, stacks, ...(names.length === 0 && { unreviewed: unreviewedIn(assembly) }) };
}

/** Everything that was synthesized, and what it takes to run it. */
interface AssembledAll extends Omit<Assembled, 'stacks'> {
  readonly assembly: Assembly;
}

/**
 * Finds Terraform, and synthesizes.
 *
 * @throws UserError for whatever is missing.
 */
async function assembleAll(project: Project, options: StackOptions, io: Io): Promise<AssembledAll> {
  // Terraform says its version while the app, which takes longer and so is started first, synthesizes.
  const synthesizing = options.skipSynth ? undefined : synth(project, options, io);
  const [found, synthesized] = await Promise.allSettled([
    findTerraform(io.env, { cwd: project.folder, stop: io.stop }),
    synthesizing,
  ]);
  if (found.status === 'rejected') throw found.reason;
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const binary = found.value;
  const document = synthesized.value;
  const assembly = readWholeAssembly(project.outdir, project.output);
  secretsOf(
    assembly.stacks.map(({ manifest }) => manifest),
    io,
  );
  return { project, binary, assembly, ...(document && { document }) };
}

/**
 * Finds the stacks of both, which are synthesized at the same time.
 *
 * @throws UserError for whatever is missing; what is wrong with the head comes first.
 */
export async function assembleBoth(
  names: readonly string[],
  comparison: Comparison,
  options: StackOptions & BaseOptions,
  io: Io,
): Promise<AssembledBoth> {
  const [head, base] = await Promise.allSettled([
    assembleAll(comparison.project, options, io),
    baseStacks(comparison, options, io),
  ]);
  if (head.status === 'rejected') throw head.reason;
  if (base.status === 'rejected') throw base.reason;
  secretsOf(
    base.value.stacks.map(({ manifest }) => manifest),
    io,
  );
  const { assembly, ...rest } = head.value;
  const whole = withBase(assembly, base.value);
  const stacks = chooseStacks(onlyReviewed(whole, io.stderr), names, options.env);
  const unreviewed = names.length === 0 ? unreviewedIn(whole) : [];
  return { head: { ...rest, stacks, unreviewed }, base: base.value };
}

/** A stack that was an `OktaStack` at the base and is none now is still reviewed as what it was. */
export function withBase({ stacks, plain }: Assembly, base: Pick<BaseStacks, 'stacks'>): Assembly {
  const manifests = new Map(base.stacks.map(({ name, manifest }) => [name, manifest]));
  const formerly = plain.flatMap(({ name, folder, dependencies }) => {
    const manifest = manifests.get(name);
    return manifest === undefined ? [] : [{ name, folder, dependencies, manifest, noLongerReviewed: true }];
  });
  return { stacks: [...stacks, ...formerly], plain: plain.filter(({ name }) => !manifests.has(name)) };
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
