import { paired } from './stack-code';
import { readAssembly, type AssembledStack } from './assembly';
import { asComparedWith, baseStacks, stackCode, type BaseOptions } from './base-stacks';
import { chooseStacks, isAmong } from './choose-stacks';
import type { Io } from '../shared/io';
import { findProject, type Project } from './find-project';
import { synthesize } from './run-app';

export interface StacksOptions extends BaseOptions {
  readonly changed?: boolean;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
}

/** `okta-apps stacks`: the names of the stacks, a line each, or a matrix for a pipeline. @returns 0 */
export async function listStacks(options: StacksOptions, io: Io): Promise<number> {
  const { env, json, skipSynth } = options;
  const project = findProject(io.cwd);
  const compared = options.changed && !skipSynth ? await asComparedWith(project, options, io) : project;
  if (!skipSynth) await synthesize(compared, { environments: env, stdout: io.stderr }, io);
  const all = chooseStacks(readAssembly(project.outdir, project.output), [], env);
  const stacks = options.changed ? await changedOnes(project, all, options, io) : all;
  const include = stacks.map(({ name, manifest }) => ({ stack: name, environment: manifest.environment }));
  io.stdout.write(json ? `${JSON.stringify({ include })}\n` : include.map(({ stack }) => `${stack}\n`).join(''));
  return 0;
}

/** A stack that only the base has cannot be planned, so it is no job of a pipeline; it is named on stderr. */
async function changedOnes(
  project: Project,
  all: readonly AssembledStack[],
  options: StacksOptions,
  io: Io,
): Promise<readonly AssembledStack[]> {
  const { stacks: before } = await baseStacks(project, options, io);
  const pairs = paired(before, all.map(stackCode));
  for (const { name, base, head } of pairs) {
    if (head === undefined && isAmong(options.env, base?.manifest.environment ?? ''))
      io.stderr.write(`${name} is no longer in the code\n`);
  }
  const changed = new Set(pairs.filter((pair) => pair.changed).map(({ name }) => name));
  return all.filter(({ name }) => changed.has(name));
}
