import type { Caller } from './auth';
import { ok, param, type Answer, type Call, type Route } from './call';
import { forbidden, notFound } from './errors';
import { findUser } from './users';

/** What rights are about. */
export type Area =
  'apps' | 'clientCredentials' | 'groups' | 'users' | 'policies' | 'trustedOrigins' | 'appGrants' | 'roles';
export type Level = 'read' | 'manage';

const LOOK: Partial<Record<Area, Level>> = { users: 'read', groups: 'read', roles: 'read' };

/** What each standard role may do; what is not named it may not. */
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
  },
  ORG_ADMIN: {
    ...LOOK,
    apps: 'read',
    groups: 'manage',
    users: 'manage',
    policies: 'manage',
    trustedOrigins: 'manage',
    appGrants: 'read',
  },
  APP_ADMIN: { ...LOOK, apps: 'manage', clientCredentials: 'manage', policies: 'read', appGrants: 'read' },
  READ_ONLY_ADMIN: { ...LOOK, apps: 'read', policies: 'read', trustedOrigins: 'read', appGrants: 'read' },
  API_ACCESS_MANAGEMENT_ADMIN: { ...LOOK, apps: 'manage', policies: 'read' },
  GROUP_MEMBERSHIP_ADMIN: LOOK,
  HELP_DESK_ADMIN: LOOK,
  REPORT_ADMIN: { ...LOOK, apps: 'read' },
  USER_ADMIN: { ...LOOK, groups: 'manage', users: 'manage' },
} as const satisfies Record<string, Partial<Record<Area, Level>>>;

/** A standard admin role. */
export type Role = keyof typeof RIGHTS;

const LABELS: Readonly<Record<Role, string>> = {
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

function render(
  call: Call,
  roles: readonly Role[],
  assignee: string,
  kind: 'USER' | 'CLIENT',
  created: string,
): Answer {
  return ok(
    roles.map((type) => ({
      id: `ra${Buffer.from(`${type}${assignee}`).toString('base64url').slice(0, 18)}`,
      label: LABELS[type],
      type,
      status: 'ACTIVE',
      created,
      lastUpdated: created,
      assignmentType: kind,
      _links: { assignee: { href: call.org.url() + assignee } },
    })),
  );
}

/** Everybody may see their own roles; those of others only a super administrator. @throws OktaError E0000006 */
function refuseOthers(caller: Caller, isOwn: boolean): void {
  const roles = caller.kind === 'nobody' ? [] : caller.roles;
  if (!isOwn && !mayDo(roles, 'roles', 'manage')) throw forbidden();
}

function rolesOfUser(call: Call): Answer {
  const user = findUser(call, param(call, 'userId'));
  refuseOthers(call.caller, call.caller.kind === 'token' && call.caller.userId === user.id);
  return render(call, user.roles, `/api/v1/users/${user.id}`, 'USER', user.created);
}

function rolesOfClient(call: Call): Answer {
  const id = param(call, 'clientId');
  refuseOthers(call.caller, call.caller.kind === 'bearer' && call.caller.clientId === id);
  const app = call.org.state.apps.find(({ credentials }) => credentials.oauthClient.client_id === id);
  if (app === undefined) throw notFound(id, 'PublicClientApp');
  return render(call, app.roles, `/oauth2/v1/clients/${id}`, 'CLIENT', app.created);
}

export const roleRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/users/:userId/roles', scope: 'okta.roles.read', handle: rolesOfUser },
  { method: 'GET', path: '/oauth2/v1/clients/:clientId/roles', scope: 'okta.roles.read', handle: rolesOfClient },
];
