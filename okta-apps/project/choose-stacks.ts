import type { AssembledStack } from './assembly';
import { globToRegExp } from '../shared/patterns';
import { UserError } from '../shared/errors';
import { commaSeparated, listed } from '../shared/lists';

/**
 * The stacks that were asked for, in the order of the assembly.
 *
 * @param patterns Names, or globs with `*` and `?`; none means all.
 * @param environments Names, separated by commas. @default - all that were synthesized
 * @throws UserError that lists the known ones, when a pattern or an environment matches nothing.
 */
export function chooseStacks(
  stacks: readonly AssembledStack[],
  patterns: readonly string[],
  environments?: string,
): readonly AssembledStack[] {
  const candidates = stacks.filter(({ manifest }) => isAmong(environments, manifest.environment));
  if (candidates.length === 0) {
    throw new UserError(
      environments === undefined
        ? 'There are no stacks; the app of cdktf.json wrote none'
        : `There are no stacks of ${environments}; known environments are ${listed(each(stacks.map((s) => s.manifest.environment)))}`,
    );
  }
  const matchers = patterns.map(globToRegExp);
  const unknown = patterns.filter((_, i) => !candidates.some(({ name }) => matchers[i]?.test(name)));
  if (unknown.length > 0) {
    throw new UserError(
      `There is no stack ${listed(each(unknown), 'or')}; known stacks are ${listed(each(candidates.map(({ name }) => name)))}. ` +
        'For stacks of other environments, also local ones, pass --env <names>.',
    );
  }
  return chosenByName(candidates, patterns);
}

/** Whether an environment is among names that are separated by commas; without any names every one is. */
export function isAmong(names: string | undefined, environment: string): boolean {
  return names === undefined || commaSeparated(names).includes(environment);
}

/** Those whose names fit a pattern; all when there is none. */
export function chosenByName<S extends { readonly name: string }>(
  stacks: readonly S[],
  patterns: readonly string[],
): readonly S[] {
  const matchers = patterns.map(globToRegExp);
  return patterns.length === 0 ? stacks : stacks.filter(({ name }) => matchers.some((m) => m.test(name)));
}

function each(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
