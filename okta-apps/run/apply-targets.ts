import type { AssembledStack } from '../project/assembly';
import { UserError } from '../shared/errors';
import { listed } from '../shared/lists';
import { orgUrl } from '../shared/stack-manifest';

type Stack = Pick<AssembledStack, 'name' | 'manifest'>;

/** An environment that an apply is about to change. */
interface ApplyTarget {
  readonly environment: string;
  readonly production: boolean;
  readonly url: string;
}

/**
 * The Okta orgs that an apply changes. Without names of environments it works on all of them, which people do not always
 * mean, so production has to be named.
 *
 * @param names What was given for stacks; a whole name of a stack names its environment too.
 * @param environments Names of environments, separated by commas. @default - all that were synthesized
 * @throws UserError when production was not named.
 */
export function checkTargets(
  names: readonly string[],
  stacks: readonly Stack[],
  environments: string | undefined,
): readonly ApplyTarget[] {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  const targets = targetsOf(real);
  const isNamed = environments !== undefined && environments.trim() !== '';
  const unnamed = targetsOf(real.filter(({ name, manifest }) => manifest.production && !names.includes(name)));
  if (isNamed || unnamed.length === 0) return targets;
  const all = targets.map(({ environment }) => environment).join(',');
  throw new UserError(
    `Without --env this applies to ${listed(targets.map(shown))}. ` +
      `Production must be named explicitly: okta-apps ${['apply', ...names, '--env', all].join(' ')}`,
  );
}

/** What is about to be changed, in one line; nothing for orgs on this machine. */
export function targetsText(targets: readonly ApplyTarget[]): string {
  return targets.length === 0 ? '' : `Applies to ${listed(targets.map(shown))}\n`;
}

function targetsOf(stacks: readonly Stack[]): readonly ApplyTarget[] {
  const found = new Map<string, ApplyTarget>();
  for (const { manifest } of stacks) {
    const { environment, production } = manifest;
    found.set(environment, { environment, production, url: orgUrl(manifest) });
  }
  return [...found.values()];
}

function shown({ environment, production, url }: ApplyTarget): string {
  return `${environment} (${url}${production ? ', production' : ''})`;
}
