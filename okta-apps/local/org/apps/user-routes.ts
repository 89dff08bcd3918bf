import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from '../call';
import { blank, notFound } from '../errors';
import { fields } from '../json-body';
import { pageOf } from '../paging';
import { findUser, renderUser } from '../users';
import type { App, UserAssignment } from './app';
import { findApp } from './find';

/** Everybody who has the app: by an assignment of their own, or as a member of an assigned group. */
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

function find(call: Call): { app: App; user: UserAssignment } {
  const app = findApp(call);
  const id = param(call, 'userId');
  const user = usersOf(call.org, app).find((one) => one.id === id);
  if (user === undefined) throw notFound(id, 'AppUser');
  return { app, user };
}

const BODY = { id: 'text', credentials: { userName: 'text' }, profile: 'free' } as const;

/** Assigns a user, or changes the assignment. The path or the body names the user. */
function assign(call: Call): Answer {
  const app = findApp(call);
  const body = fields(BODY, call.json());
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

function remove(call: Call): Answer {
  const { app, user } = find(call);
  if (user.scope === 'GROUP') throw notFound(user.id, 'AppUser');
  call.org.state.apps.put({ ...app, users: app.users.filter(({ id }) => id !== user.id) });
  return noContent();
}

/** Lists an app's users: `q` (start of the user name), `limit`, `after`, `expand=user`. */
function list(call: Call): Answer {
  const app = findApp(call);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const found = usersOf(call.org, app).filter(({ userName }) => userName.toLowerCase().startsWith(q));
  return pageOf(call, found, (user) => renderAppUser(call, app, user), { usual: 50, max: 500 });
}

const PATH = '/api/v1/apps/:appId/users';
const ONE = `${PATH}/:userId`;

export const appUserRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, scope: 'okta.apps.read', handle: list },
  { method: 'POST', path: PATH, scope: 'okta.apps.manage', handle: assign },
  {
    method: 'GET',
    path: ONE,
    scope: 'okta.apps.read',
    handle: (call) => {
      const { app, user } = find(call);
      return ok(renderAppUser(call, app, user));
    },
  },
  { method: 'POST', path: ONE, scope: 'okta.apps.manage', handle: assign },
  { method: 'DELETE', path: ONE, scope: 'okta.apps.manage', handle: remove },
];
