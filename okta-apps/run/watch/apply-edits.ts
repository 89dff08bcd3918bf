import { readAssembly, readDocument, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { synthesize } from '../../project/run-app';
import { changeSentences } from '../../review/render/change-sentences';
import { mergedSeed } from '../../shared/environment-seed';
import { Interrupted, UserError } from '../../shared/errors';
import type { Io, Output } from '../../shared/io';
import type { TerraformBinary } from '../../terraform/binary';
import { appliedText, applyStacks, type Planned } from '../apply-stacks';
import { withChosenSecrets } from '../chosen-secrets';
import { approvalOf, evaluate, type Evaluation } from '../evaluate';
import type { OrgAddress } from '../local-org';
import { plantSeed } from '../plant-seed';
import { planStacks, type PlanResult } from '../plan-stacks';
import { openSession, type Session } from '../session';

/** What is watched, and the org that it is applied to. */
export interface Watched {
  readonly project: Project;
  readonly binary: TerraformBinary;
  readonly org: OrgAddress;
  /** Names of environments, separated by commas. */
  readonly environments: string;
}

/**
 * A function that synthesizes the code, and plans and applies what differs from what it applied before. It says each
 * change in a line, and what is wrong with the code or the plan; then the org keeps what was applied.
 *
 * @param say Gets the lines.
 * @returns Whether the org has what the code says.
 */
export function editApplier(watched: Watched, say: (line: string) => void, io: Io): () => Promise<boolean> {
  const applied = new Map<string, string>();
  let seeds = '';
  let own = io;
  return async () => {
    const began = performance.now();
    const { project, environments, org } = watched;
    try {
      await synthesize(project, { environments, stdout: io.stderr }, io);
      const stacks = readAssembly(project.outdir, project.output).filter(({ manifest }) => manifest.local);
      const seed = mergedSeed(stacks.map(({ manifest }) => manifest.seed));
      const changed = stacks.filter((stack) => applied.get(stack.name) !== documentText(stack));
      const isNewSeed = seeds !== JSON.stringify(seed);
      if (isNewSeed) await plantSeed(org, seed);
      const lines = changed.length === 0 ? [] : await applyChanged(watched, changed, applied, { session: own, io });
      // What is said of the variables and files of this machine is the same each time.
      own = { ...io, stderr: SILENT };
      if (isNewSeed && seeds !== '') lines.unshift('Users and groups: as the seed in env/ says');
      seeds = JSON.stringify(seed);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      for (const [at, line] of lines.entries()) say(at === lines.length - 1 ? `${line} (${seconds} s)` : line);
      return stacks.every(({ name }) => applied.has(name));
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof Interrupted) throw error;
      io.stderr.write(`${error.message}\nNothing was applied; the org keeps what it has.\n`);
      return false;
    }
  };
}

/** @returns what was changed, a line each */
async function applyChanged(
  { project, binary }: Watched,
  stacks: readonly AssembledStack[],
  applied: Map<string, string>,
  { session: own, io }: { readonly session: Io; readonly io: Io },
): Promise<string[]> {
  const texts = new Map(stacks.map((stack) => [stack.name, documentText(stack)]));
  const withSecrets = withChosenSecrets(stacks, own);
  const session = await openSession(stacks, 'apply', { binary, project, provider: 'endpoint' }, withSecrets);
  try {
    const evaluation = await evaluate(await planStacks(session, session.stacks, { ...io, stderr: SILENT }), io);
    const refusals = refusalsOf(evaluation);
    if (refusals.length > 0) throw new UserError(refusals.join('\n'));
    // An apply that fails may have done a part of it: then the code as it was has to be applied again.
    for (const { name } of stacks) applied.delete(name);
    const failed = await applyAll(session, evaluation.results, io);
    for (const { name } of stacks) if (!failed.includes(name)) applied.set(name, texts.get(name) ?? '');
    return failed.length > 0 ? [] : [...changeSentences(evaluation.made)];
  } finally {
    await session.close();
  }
}

/** Why nothing is applied: a stack that could not be planned, or a finding that blocks. */
function refusalsOf(evaluation: Evaluation): readonly string[] {
  const failures = evaluation.results.flatMap((result) => ('failure' in result ? [result.failure.message] : []));
  return [...failures, ...approvalOf(evaluation, undefined, false).refusals.map(({ message }) => message)];
}

/** @returns names of the stacks whose apply failed, after that was said */
async function applyAll(session: Session, results: readonly PlanResult[], io: Io): Promise<readonly string[]> {
  const planned = results.filter((result): result is PlanResult & Planned => 'plan' in result);
  const changes = planned.filter(({ plan }) => plan.outcome === 'changes');
  const done = await applyStacks(session, changes, {}, { ...io, stderr: SILENT });
  const failed = done.filter((one) => one.applied.failed);
  io.stderr.write(failed.map(appliedText).join(''));
  return failed.map(({ stack }) => stack.name);
}

function documentText(stack: AssembledStack): string {
  return JSON.stringify(readDocument(stack));
}

/** Progress would stand between the changes. */
const SILENT: Output = { write: () => undefined };
