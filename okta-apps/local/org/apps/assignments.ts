import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from '../call';
import { blank, notFound } from '../errors';
import { findGroup, renderGroup } from '../groups';
import { fields } from '../json-body';
import { pageOf } from '../lists';
import type { App, GroupAssignment, UserAssignment } from '../records';
import { findUser, renderUser } from '../users';
import { findApp } from './app';

const GROUP_BODY = { priority: 'whole', profile: 'free' } as const;

/** All users who have the app: by an assignment of their own, or as a member of an assigned group. */
export function usersOf(org: OrgContext, app: App): readonly UserAssignment[] {
  const all = new Map(app.users.map((user) => [user.id, user]));
  for (const { id, lastUpdated } of app.groups) {
    for (const member of org.state.groups.get(id)?.members ?? []) {
      const user = org.state.users.get(member);
      if (user === undefined || all.has(member)) continue;
      const { login, firstName, lastName } = user.profile;
      const profile = { given_name: firstName, family_name: lastName, email: user.profile.email };
      all.set(member, { id: member, scope: 'GROUP', created: lastUpdated, lastUpdated, userName: login, profile });
    }
  }
  return [...all.values()];
}

function renderGroupAssignment(
  call: Call,
  app: App,
  { id, priority, lastUpdated, profile }: GroupAssignment,
): Record<string, unknown> {
  const api = `${call.org.url()}/api/v1`;
  return {
    id,
    lastUpdated,
    priority,
    profile,
    _links: {
      app: { href: `${api}/apps/${app.id}` },
      self: { href: `${api}/apps/${app.id}/groups/${id}` },
      group: { href: `${api}/groups/${id}` },
    },
    ...embedded(call.org, call.query.get('expand'), id),
  };
}

function embedded(org: OrgContext, expand: string | null, id: string): { _embedded?: Record<string, unknown> } {
  const group = expand === 'group' ? org.state.groups.get(id) : undefined;
  return group === undefined ? {} : { _embedded: { group: renderGroup(org, group) } };
}

function findGroupAssignment(call: Call): { app: App; assignment: GroupAssignment } {
  const app = findApp(call);
  const id = param(call, 'groupId');
  const assignment = app.groups.find((group) => group.id === id);
  if (assignment === undefined) throw notFound(id, 'AppGroup');
  return { app, assignment };
}

/** Assigns a group, or replaces its assignment. Without a priority it comes after all others. */
function assignGroup(call: Call): Answer {
  const app = findApp(call);
  const { id } = findGroup(call);
  const given = call.raw.length === 0 ? {} : fields(GROUP_BODY, call.json());
  const before = app.groups.find((group) => group.id === id);
  const next = Math.max(-1, ...app.groups.map(({ priority }) => priority)) + 1;
  const assignment = {
    id,
    priority: given.priority ?? before?.priority ?? next,
    profile: given.profile ?? {},
    lastUpdated: timestamp(call.org),
  };
  const groups =
    before === undefined ? [...app.groups, assignment] : app.groups.map((one) => (one.id === id ? assignment : one));
  call.org.state.apps.put({ ...app, groups });
  return ok(renderGroupAssignment(call, app, assignment));
}

function removeGroup(call: Call): Answer {
  const { app, assignment } = findGroupAssignment(call);
  call.org.state.apps.put({ ...app, groups: app.groups.filter(({ id }) => id !== assignment.id) });
  return noContent();
}

/** Lists an app's groups by priority: `q` (start of the group's name), `limit`, `after`, `expand=group`. */
function listGroups(call: Call): Answer {
  const app = findApp(call);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const named = (id: string) => call.org.state.groups.get(id)?.profile.name.toLowerCase() ?? '';
  const found = app.groups.filter(({ id }) => named(id).startsWith(q));
  const sorted = found.sort((one, other) => one.priority - other.priority);
  return pageOf(call, sorted, (assignment) => renderGroupAssignment(call, app, assignment), { usual: 20, max: 200 });
}

/** A user of an app as Okta returns it. */
export function renderAppUser(call: Call, app: App, user: UserAssignment): Record<string, unknown> {
  const { org } = call;
  const whole = call.query.get('expand') === 'user' ? org.state.users.get(user.id) : undefined;
  return {
    id: user.id,
    externalId: null,
    created: user.created,
    lastUpdated: user.lastUpdated,
    scope: user.scope,
    status: 'ACTIVE',
    statusChanged: user.created,
    passwordChanged: null,
    syncState: 'DISABLED',
    credentials: { userName: user.userName },
    profile: user.profile,
    _links: {
      app: { href: `${org.url()}/api/v1/apps/${app.id}` },
      user: { href: `${org.url()}/api/v1/users/${user.id}` },
    },
    ...(whole === undefined ? {} : { _embedded: { user: renderUser(org, whole) } }),
  };
}

function findAppUser(call: Call): { app: App; user: UserAssignment } {
  const app = findApp(call);
  const id = param(call, 'userId');
  const user = usersOf(call.org, app).find((one) => one.id === id);
  if (user === undefined) throw notFound(id, 'AppUser');
  return { app, user };
}

const USER_BODY = { id: 'text', credentials: { userName: 'text' }, profile: 'free' } as const;

/** Assigns a user, or changes the assignment. The path or the body names the user. */
function assignUser(call: Call): Answer {
  const app = findApp(call);
  const body = fields(USER_BODY, call.json());
  const name = call.params['userId'] ?? body.id;
  if (name === undefined) throw blank('id');
  const { id, profile } = findUser(call, name);
  const before = app.users.find((user) => user.id === id);
  const now = timestamp(call.org);
  const user: UserAssignment = {
    id,
    scope: 'USER',
    created: before?.created ?? now,
    lastUpdated: now,
    userName: body.credentials?.userName ?? before?.userName ?? profile.login,
    profile: {
      given_name: profile.firstName,
      family_name: profile.lastName,
      email: profile.email,
      ...before?.profile,
      ...body.profile,
    },
  };
  call.org.state.apps.put({ ...app, users: [...app.users.filter((one) => one.id !== id), user] });
  return ok(renderAppUser(call, app, user));
}

function removeUser(call: Call): Answer {
  const { app, user } = findAppUser(call);
  if (user.scope === 'GROUP') throw notFound(user.id, 'AppUser');
  call.org.state.apps.put({ ...app, users: app.users.filter(({ id }) => id !== user.id) });
  return noContent();
}

/** Lists an app's users: `q` (start of the user name), `limit`, `after`, `expand=user`. */
function listUsers(call: Call): Answer {
  const app = findApp(call);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const found = usersOf(call.org, app).filter(({ userName }) => userName.toLowerCase().startsWith(q));
  return pageOf(call, found, (user) => renderAppUser(call, app, user), { usual: 50, max: 500 });
}

const GROUPS = '/api/v1/apps/:appId/groups';
const GROUP = `${GROUPS}/:groupId`;
const USERS = '/api/v1/apps/:appId/users';
const USER = `${USERS}/:userId`;

/** The groups and the users of an app. */
export const assignmentRoutes: readonly Route[] = [
  { method: 'GET', path: GROUPS, scope: 'okta.apps.read', handle: listGroups },
  {
    method: 'GET',
    path: GROUP,
    scope: 'okta.apps.read',
    handle: (call) => {
      const { app, assignment } = findGroupAssignment(call);
      return ok(renderGroupAssignment(call, app, assignment));
    },
  },
  { method: 'PUT', path: GROUP, scope: 'okta.apps.manage', handle: assignGroup },
  { method: 'DELETE', path: GROUP, scope: 'okta.apps.manage', handle: removeGroup },
  { method: 'GET', path: USERS, scope: 'okta.apps.read', handle: listUsers },
  { method: 'POST', path: USERS, scope: 'okta.apps.manage', handle: assignUser },
  {
    method: 'GET',
    path: USER,
    scope: 'okta.apps.read',
    handle: (call) => {
      const { app, user } = findAppUser(call);
      return ok(renderAppUser(call, app, user));
    },
  },
  { method: 'POST', path: USER, scope: 'okta.apps.manage', handle: assignUser },
  { method: 'DELETE', path: USER, scope: 'okta.apps.manage', handle: removeUser },
];
