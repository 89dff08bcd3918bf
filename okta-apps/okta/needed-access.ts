import { manageScope, readScope, sorted, type Area } from '../resources/areas';
import { smallestRoles } from './roles';

/** What Terraform does in an org with a stack's resources. */
export interface NeededAccess {
  readonly reads: readonly Area[];
  readonly writes: readonly Area[];
  /** Types of resources that this table does not know; what they need is not in the answer. */
  readonly unknown: readonly string[];
}

/** Resource type → what an apply writes (and a plan reads). */
const RESOURCES: Readonly<Record<string, Area>> = {
  okta_app_oauth: 'apps',
  okta_app_oauth_redirect_uri: 'apps',
  okta_app_oauth_post_logout_redirect_uri: 'apps',
  okta_app_group_assignments: 'apps',
  okta_app_group_assignment: 'apps',
  okta_app_user: 'apps',
  okta_app_access_policy_assignment: 'apps',
  okta_trusted_origin: 'trustedOrigins',
  okta_group: 'groups',
  okta_group_memberships: 'groups',
  okta_app_oauth_api_scope: 'appGrants',
  okta_app_oauth_role_assignment: 'roles',
};

/** Data source → what it reads. */
const DATA_SOURCES: Readonly<Record<string, readonly Area[]>> = {
  okta_app: ['apps'],
  okta_app_oauth: ['apps'],
  okta_app_signon_policy: ['apps', 'policies'],
  okta_default_policy: ['policies'],
  okta_everyone_group: ['groups'],
  okta_group: ['groups'],
  okta_groups: ['groups'],
  okta_policy: ['policies'],
  okta_trusted_origins: ['trustedOrigins'],
};

/** Only these go to an org; `terraform_data` and the like do not. */
const OF_OKTA = /^okta_/;

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What a plan of a stack reads, or an apply reads and writes, computed from what was synthesized.
 *
 * @param stack A parsed `cdk.tf.json`.
 */
export function neededAccess(stack: unknown, purpose: 'plan' | 'apply'): NeededAccess {
  const { resource = {}, data = {} } = (stack ?? {}) as { readonly resource?: Blocks; readonly data?: Blocks };
  const reads: Area[] = [];
  const writes: Area[] = [];
  const unknown: string[] = [];
  for (const [type, named] of Object.entries(resource)) {
    if (!OF_OKTA.test(type)) continue;
    const area = RESOURCES[type];
    if (area === undefined) unknown.push(type);
    else writes.push(area);
    if (purpose === 'apply' && type === 'okta_app_oauth' && Object.values(named).some(looksForPolicy))
      reads.push('policies');
  }
  for (const type of Object.keys(data)) {
    if (!OF_OKTA.test(type)) continue;
    const areas = DATA_SOURCES[type];
    if (areas === undefined) unknown.push(`data.${type}`);
    else reads.push(...areas);
  }
  return {
    reads: sorted([...reads, ...writes]),
    writes: purpose === 'apply' ? sorted(writes) : [],
    unknown: [...new Set(unknown)].sort(),
  };
}

/** An app that names no policy and does not skip it: an apply looks for the org's default one and assigns it. */
function looksForPolicy(app: unknown): boolean {
  const { authentication_policy: policy, skip_authentication_policy: skip } = app as Readonly<Record<string, unknown>>;
  return skip !== true && policy === undefined;
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
