import type { StackOptions } from '../project/assemble';
import { assembleBoth } from '../project/assemble-both';
import type { Io } from '../shared/io';
import type { MadeRehearsal } from './rehearsal-of';

export interface RehearseOptions extends StackOptions {
  readonly base?: string;
  /** The commit that the last synth wrote, where that is not the working tree. */
  readonly head?: string;
}

/**
 * `okta-apps plan --rehearse`: plans what the working tree changes in comparison with the merge base, for any
 * environment, against a throwaway org on this machine. Takes no credential.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function rehearseCommand(names: readonly string[], options: RehearseOptions, io: Io): Promise<number> {
  const { review, heading } = await makeRehearsal(names, options, io);
  const { rendered, REVIEW_CODES } = await import('./review-output.js');
  const text = rendered(review, options.json ? 'json' : 'text', io);
  io.stdout.write(options.json ? text : `${heading}\n${text}`);
  return REVIEW_CODES[review.verdict];
}

/** Rehearses the chosen stacks; progress goes to stderr. What another commit synthesized is stamped: nobody applies it. */
export async function makeRehearsal(
  names: readonly string[],
  options: RehearseOptions,
  io: Io,
): Promise<MadeRehearsal> {
  // The org, the endpoint and the review are loaded while the apps synthesize.
  const [both, { rehearsalOf }] = await Promise.all([assembleBoth(names, options, io), import('./rehearsal-of.js')]);
  if (options.head !== undefined) {
    const { outdir, output: shown } = both.head.project;
    await (await import('../rehearsal/stamp.js')).stampAssembly(outdir, shown);
  }
  return rehearsalOf(names, options, both, io);
}
