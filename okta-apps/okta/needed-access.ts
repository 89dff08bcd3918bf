import { manageScope, readScope, sorted, type Area } from '../resources/areas';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { isOfOkta, type Block } from '../resources/resource-type';
import { smallestRoles } from './roles';
import { LOGS_SCOPE } from './system-log';

/** What Terraform does in an org with a stack's resources. */
export interface NeededAccess {
  readonly reads: readonly Area[];
  readonly writes: readonly Area[];
  /** Types of resources that the catalogue does not know; what they need is not in the answer. */
  readonly unknown: readonly string[];
}

/** A scope that nothing needs, and what a command does with it; without it the command says what it did not look at. */
export const OPTIONAL_SCOPES = {
  plan: { scope: LOGS_SCOPE, gives: 'okta-apps drift says who changed an app' },
  rotate: { scope: LOGS_SCOPE, gives: 'okta-apps rotate sees which client secret a relying party uses' },
} as const;

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/**
 * What a plan of a stack reads, or an apply reads and writes, computed from what was synthesized.
 *
 * @param stack A parsed `cdk.tf.json`.
 */
export function neededAccess(
  stack: unknown,
  purpose: 'plan' | 'apply',
  { typeOf }: Catalogue = CATALOGUE,
): NeededAccess {
  const { resource = {}, data = {} } = (stack ?? {}) as { readonly resource?: Blocks; readonly data?: Blocks };
  const reads: Area[] = [];
  const writes: Area[] = [];
  const unknown: string[] = [];
  for (const [name, blocks] of Object.entries(resource)) {
    if (!isOfOkta(name)) continue;
    const { writes: area, alsoReads } = typeOf(name);
    if (area === undefined) unknown.push(name);
    else writes.push(area);
    if (purpose === 'apply' && alsoReads && Object.values(blocks).some(alsoReads.when)) reads.push(...alsoReads.areas);
  }
  for (const name of Object.keys(data)) {
    if (!isOfOkta(name)) continue;
    const areas = typeOf(name).dataSource?.reads;
    if (areas === undefined) unknown.push(`data.${name}`);
    else reads.push(...areas);
  }
  return {
    reads: sorted([...reads, ...writes]),
    writes: purpose === 'apply' ? sorted(writes) : [],
    unknown: [...new Set(unknown)].sort(),
  };
}

/** What several stacks need together. */
export function united(needs: readonly NeededAccess[]): NeededAccess {
  return {
    reads: sorted(needs.flatMap(({ reads }) => reads)),
    writes: sorted(needs.flatMap(({ writes }) => writes)),
    unknown: [...new Set(needs.flatMap(({ unknown }) => unknown))].sort(),
  };
}

/** The smallest set of scopes for it, in the order of the alphabet. */
export function scopesFor({ reads, writes }: NeededAccess): readonly string[] {
  return [...reads.map(readScope), ...writes.map(manageScope)].sort();
}

/** The smallest standard admin roles for it. */
export function rolesFor({ writes }: NeededAccess): readonly string[] {
  return smallestRoles(writes);
}
