import { assemble, assembleBoth, type StackOptions } from '../project/assemble';
import { comparisonOf } from '../project/base-stacks';
import { findProject } from '../project/find-project';
import type { Io } from '../shared/io';
import { keeping, type KeepOptions } from './keep-plans';
import { loadOrgIfLikely } from './local-org';
import type { MadeRehearsal } from './rehearsal';

export interface PlanOptions extends StackOptions, KeepOptions {
  /** File that the digests of the plans are written to, with their findings. */
  readonly digests?: string;
}

export interface RehearseOptions extends StackOptions {
  readonly base?: string;
  /** The commit that the last synth wrote, where that is not the working tree. */
  readonly head?: string;
  /** Send requests of sign-ins to base and head. @default false */
  readonly witness?: boolean;
}

/**
 * `okta-apps plan`: plans, reviews, and leaves for `okta-apps review` what it found.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function runPlan(names: readonly string[], options: PlanOptions, io: Io): Promise<number> {
  const keep = await keeping(options, io);
  // The rest is loaded while the app synthesizes; only then it is known whether a stack needs the org. A local
  // environment is built only when it is named.
  const isNamed = (options.env ?? io.env['OKTA_ENV']) !== undefined;
  const [assembled, { planAndReview }] = await Promise.all([
    assemble(names, options, io),
    import('./evaluate.js'),
    isNamed ? loadOrgIfLikely(findProject(io.cwd).folder) : undefined,
  ]);
  return planAndReview(assembled, options, keep, io);
}

/**
 * `okta-apps plan --rehearse`: plans what the working tree changes in comparison with the merge base, for any
 * environment, against a throwaway org on this machine. Takes no credential.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function runRehearsal(names: readonly string[], options: RehearseOptions, io: Io): Promise<number> {
  const { review, heading } = await makeRehearsal(names, options, io);
  const [{ rendered }, { exitCodeOf }] = await Promise.all([
    import('./review-output.js'),
    import('../review/conclusion.js'),
  ]);
  const text = rendered(review, options.json ? 'json' : 'text', io);
  io.stdout.write(options.json ? text : `${heading}\n${text}`);
  return exitCodeOf(review);
}

/**
 * Rehearses the chosen stacks; progress goes to stderr. What another commit synthesized is stamped, so that no apply
 * takes it.
 */
export async function makeRehearsal(
  names: readonly string[],
  options: RehearseOptions,
  io: Io,
): Promise<MadeRehearsal> {
  const comparison = await comparisonOf(findProject(io.cwd), options, io);
  // The org, the endpoint and the review are loaded while the apps synthesize.
  const [both, { rehearsalOf }] = await Promise.all([
    assembleBoth(names, comparison, options, io),
    import('./rehearsal.js'),
  ]);
  if (options.head !== undefined) {
    const { outdir, output: shown } = both.head.project;
    const { stampAssembly } = await import('../rehearsal/stamp.js');
    await stampAssembly(outdir, shown);
  }
  return rehearsalOf(names, options.env, both, io, { witness: options.witness ?? false });
}
