import { assemble, type Assembled, type StackOptions } from './assemble';
import { baseStacks, type BaseOptions, type BaseStacks } from './base-stacks';
import type { Io } from '../shared/io';
import { findProject } from './find-project';

/** The stacks of the head, and those of the commit that it is compared with. */
export interface AssembledBoth {
  readonly head: Assembled;
  readonly base: BaseStacks;
}

/**
 * Finds the stacks of both, which are synthesized at the same time.
 *
 * @throws UserError for whatever is missing; what is wrong with the head comes first.
 */
export async function assembleBoth(
  names: readonly string[],
  options: StackOptions & BaseOptions,
  io: Io,
): Promise<AssembledBoth> {
  const project = findProject(io.cwd);
  const [head, base] = await Promise.allSettled([assemble(names, options, io), baseStacks(project, options, io)]);
  if (head.status === 'rejected') throw head.reason;
  if (base.status === 'rejected') throw base.reason;
  return { head: head.value, base: base.value };
}
