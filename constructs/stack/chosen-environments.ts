import { UsageError } from '../usage-error';
import type { Environment } from '../environment';

/**
 * The environments that a comma-separated list of names asks for, in their own order; every one but local ones when
 * there is no list.
 *
 * @throws UsageError for a name that no environment has.
 */
export function chosenEnvironments(all: readonly Environment[], names: string | undefined): readonly Environment[] {
  const asked = (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (asked.length === 0) return all.filter(({ local }) => local !== true);
  const known = all.map(({ name }) => name);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `OKTA_ENV must name environments, got ${unknown.map((name) => JSON.stringify(name)).join(', ')}; ` +
        `the known ones are ${known.join(', ')}`,
    );
  }
  return all.filter(({ name }) => asked.includes(name));
}
