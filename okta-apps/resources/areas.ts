import { listed } from '../shared/lists';

/** What rights are about. Also the middle of Okta's scopes: `okta.<area>.read`, `okta.<area>.manage`. */
export const AREAS = ['apps', 'groups', 'policies', 'trustedOrigins', 'users', 'appGrants', 'roles'] as const;

export type Area = (typeof AREAS)[number];

const WORDS: Readonly<Record<Area, string>> = {
  apps: 'apps',
  groups: 'groups',
  policies: 'policies',
  trustedOrigins: 'trusted origins',
  users: 'users',
  appGrants: 'scope grants',
  roles: 'admin roles',
};

/** `apps, groups and policies` */
export function inWords(areas: readonly Area[]): string {
  return listed(areas.map((area) => WORDS[area]));
}

/** In the order of `AREAS`, each once. */
export function sorted(areas: readonly Area[]): readonly Area[] {
  return AREAS.filter((area) => areas.includes(area));
}

export const readScope = (area: Area): string => `okta.${area}.read`;
export const manageScope = (area: Area): string => `okta.${area}.manage`;

/** Whether these scopes let a client read; to manage includes to read. */
export const mayReadBy = (scopes: readonly string[], area: Area): boolean =>
  scopes.includes(readScope(area)) || scopes.includes(manageScope(area));
