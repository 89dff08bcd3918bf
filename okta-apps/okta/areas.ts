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

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
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
