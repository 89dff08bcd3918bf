import { paired } from './stack-code';
import { readAssembly, type AssembledStack } from './assembly';
import { baseStacks, comparisonOf, stackCode, type BaseOptions, type Comparison } from './base-stacks';
import { chooseStacks, isAmong } from './choose-stacks';
import type { Io } from '../shared/io';
import { findProject } from './find-project';
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
  const comparison = options.changed ? await comparisonOf(project, options, io) : undefined;
  const output = { environments: env, stdout: io.stderr };
  if (!skipSynth) await synthesize(comparison?.project ?? project, output, io);
  const all = chooseStacks(readAssembly(project.outdir, project.output, io.stderr), [], env);
  const stacks = comparison === undefined ? all : await changedOnes(comparison, all, options, io);
  const include = stacks.map(({ name, manifest }) => ({ stack: name, environment: manifest.environment }));
  io.stdout.write(json ? `${JSON.stringify({ include })}\n` : include.map(({ stack }) => `${stack}\n`).join(''));
  return 0;
}

/** A stack that only the base has cannot be planned, so it is no job of a pipeline; it is named on stderr. */
async function changedOnes(
  comparison: Comparison,
  all: readonly AssembledStack[],
  options: StacksOptions,
  io: Io,
): Promise<readonly AssembledStack[]> {
  const { stacks: before } = await baseStacks(comparison, options, io);
  const pairs = paired(before, all.map(stackCode));
  for (const { name, base, head } of pairs) {
    if (head === undefined && isAmong(options.env, base?.manifest.environment ?? ''))
      io.stderr.write(`${name} is no longer in the code\n`);
  }
  const changed = new Set(pairs.filter((pair) => pair.changed).map(({ name }) => name));
  return all.filter(({ name }) => changed.has(name));
}
