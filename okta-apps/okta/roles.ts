import { AREAS, type Area } from '../resources/areas';

/**
 * What each standard admin role may write; as far as this tool has to do with it, and not less.
 *
 * @see https://help.okta.com/oie/en-us/content/topics/security/administrators-admin-comparison.htm
 */
const WRITES: Readonly<Record<string, readonly Area[]>> = {
  SUPER_ADMIN: AREAS,
  ORG_ADMIN: ['groups', 'policies', 'trustedOrigins', 'users'],
  APP_ADMIN: ['apps'],
  // All custom OIDC apps, not only authorization servers.
  API_ACCESS_MANAGEMENT_ADMIN: ['apps'],
  USER_ADMIN: ['groups', 'users'],
  GROUP_MEMBERSHIP_ADMIN: ['groups'],
  HELP_DESK_ADMIN: ['users'],
  READ_ONLY_ADMIN: [],
  REPORT_ADMIN: [],
};

/** The role that reads everything and writes nothing. */
export const READ_ONLY = 'READ_ONLY_ADMIN';

/** The standard role with the least rights that may write in an area. */
const SMALLEST: Readonly<Record<Area, string>> = {
  apps: 'APP_ADMIN',
  groups: 'USER_ADMIN',
  policies: 'ORG_ADMIN',
  trustedOrigins: 'ORG_ADMIN',
  users: 'USER_ADMIN',
  appGrants: 'SUPER_ADMIN',
  roles: 'SUPER_ADMIN',
};

/** What a standard role may write; undefined when it is not known here. */
export function writesOf(role: string): readonly Area[] | undefined {
  return Object.hasOwn(WRITES, role) ? WRITES[role] : undefined;
}

/** What a permission of a custom role lets its holder write: `okta.apps.assignment.manage` → apps. */
export function writesOfPermission(permission: string): readonly Area[] {
  const [, subject = '', ...rights] = permission.split('.');
  return rights.at(-1) === 'read' ? [] : AREAS.filter((area) => area === subject);
}

/** The smallest standard roles that together write in these areas; the one that only reads when there are none. */
export function smallestRoles(writes: readonly Area[]): readonly string[] {
  if (writes.length === 0) return [READ_ONLY];
  const roles = [...new Set(writes.map((area) => SMALLEST[area]))];
  const areasFor = (role: string) => writes.filter((area) => SMALLEST[area] === role);
  const covers = (role: string, areas: readonly Area[]) => areas.every((area) => writesOf(role)?.includes(area));
  return roles.filter((role) => !roles.some((other) => other !== role && covers(other, areasFor(role))));
}
