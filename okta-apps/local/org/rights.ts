/** What rights are about. */
export type Area =
  | 'apps'
  | 'clientCredentials' // secrets and keys of apps
  | 'groups'
  | 'users'
  | 'policies'
  | 'trustedOrigins'
  | 'appGrants'
  | 'roles'
  | 'logs';
export type Level = 'read' | 'manage';

const LOOK: Partial<Record<Area, Level>> = { users: 'read', groups: 'read', roles: 'read' };

/** What each standard role may do; what is not named it may not. Who may read the system log is from memory. */
const RIGHTS = {
  SUPER_ADMIN: {
    apps: 'manage',
    clientCredentials: 'manage',
    groups: 'manage',
    users: 'manage',
    policies: 'manage',
    trustedOrigins: 'manage',
    appGrants: 'manage',
    roles: 'manage',
    logs: 'read',
  },
  ORG_ADMIN: {
    ...LOOK,
    apps: 'read',
    groups: 'manage',
    users: 'manage',
    policies: 'manage',
    trustedOrigins: 'manage',
    appGrants: 'read',
    logs: 'read',
  },
  APP_ADMIN: {
    ...LOOK,
    apps: 'manage',
    clientCredentials: 'manage',
    policies: 'read',
    appGrants: 'read',
    logs: 'read',
  },
  READ_ONLY_ADMIN: {
    ...LOOK,
    apps: 'read',
    policies: 'read',
    trustedOrigins: 'read',
    appGrants: 'read',
    logs: 'read',
  },
  API_ACCESS_MANAGEMENT_ADMIN: { ...LOOK, apps: 'manage', policies: 'read' },
  GROUP_MEMBERSHIP_ADMIN: LOOK,
  HELP_DESK_ADMIN: LOOK,
  REPORT_ADMIN: { ...LOOK, apps: 'read', logs: 'read' },
  USER_ADMIN: { ...LOOK, groups: 'manage', users: 'manage' },
} as const satisfies Record<string, Partial<Record<Area, Level>>>;

/** A standard admin role. */
export type Role = keyof typeof RIGHTS;

/** What the console calls each role. */
export const LABELS: Readonly<Record<Role, string>> = {
  SUPER_ADMIN: 'Super Administrator',
  ORG_ADMIN: 'Organization Administrator',
  APP_ADMIN: 'Application Administrator',
  READ_ONLY_ADMIN: 'Read-only Administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  REPORT_ADMIN: 'Report Administrator',
  USER_ADMIN: 'Group Administrator',
};

/** Whether one of the roles allows it. To manage includes to read. */
export function mayDo(roles: readonly Role[], area: Area, level: Level): boolean {
  return roles.some((role) => {
    const rights: Partial<Record<Area, Level>> = RIGHTS[role];
    return rights[area] === 'manage' || rights[area] === level;
  });
}
