import { EVERYONE } from '../../shared/environment-seed';
import { ok, param, timestamp, type Answer, type Call, type Caller, type OrgContext, type Route } from './call';
import { alreadyExists, blank, forbidden, notFound, tooLong } from './errors';
import { newId } from './ids';
import { fields } from './json-body';
import { pageOf, parseFilter } from './lists';
import type { User } from './records';
import { LABELS, mayDo, type Role } from './rights';

/** A user as Okta returns it. */
export function renderUser(org: OrgContext, user: User): Record<string, unknown> {
  return {
    id: user.id,
    status: user.status,
    created: user.created,
    activated: user.created,
    statusChanged: user.created,
    lastLogin: null,
    lastUpdated: user.lastUpdated,
    passwordChanged: user.created,
    type: { id: 'oty00000000000000001' },
    profile: { mobilePhone: null, secondEmail: null, ...user.profile },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `${org.url()}/api/v1/users/${user.id}` } },
  };
}

/** The user that a path names: by id, by login, or `me` for the one whose token it is. */
export function findUser(call: Call, name: string): User {
  if (name === 'me') {
    const user = call.caller.kind === 'token' ? call.org.state.users.get(call.caller.userId) : undefined;
    if (user === undefined) throw forbidden();
    return user;
  }
  const { users } = call.org.state;
  const user = users.get(name) ?? users.find(({ profile }) => profile.login === name);
  if (user === undefined) throw notFound(name, 'User');
  return user;
}

function renderRoles(
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

/** All users may see their own roles; only a super administrator sees those of others. @throws OktaError E0000006 */
function refuseOthers(caller: Caller, isOwn: boolean): void {
  const roles = caller.kind === 'anonymous' ? [] : caller.roles;
  if (!isOwn && !mayDo(roles, 'roles', 'manage')) throw forbidden();
}

function rolesOfUser(call: Call): Answer {
  const user = findUser(call, param(call, 'userId'));
  refuseOthers(call.caller, call.caller.kind === 'token' && call.caller.userId === user.id);
  return renderRoles(call, user.roles, `/api/v1/users/${user.id}`, 'USER', user.created);
}

function rolesOfClient(call: Call): Answer {
  const id = param(call, 'clientId');
  refuseOthers(call.caller, call.caller.kind === 'bearer' && call.caller.clientId === id);
  const app = call.org.state.apps.named(id);
  if (app === undefined) throw notFound(id, 'PublicClientApp');
  return renderRoles(call, app.roles, `/oauth2/v1/clients/${id}`, 'CLIENT', app.created);
}

/** Makes an active user, who is in `Everyone` and in the groups of these names. */
export function makeUser(
  org: OrgContext,
  profile: User['profile'],
  { id = newId('00u'), roles = [], groups = [] }: Partial<Pick<User, 'id' | 'roles'>> & { groups?: readonly string[] },
): User {
  const { users, groups: all } = org.state;
  const now = timestamp(org);
  const user = users.put({ id, status: 'ACTIVE', created: now, lastUpdated: now, profile, roles });
  const names = [EVERYONE, ...groups];
  for (const group of all.all())
    if (names.includes(group.profile.name)) all.put({ ...group, members: [...group.members, id] });
  return user;
}

const PROFILE = { login: 'text', email: 'text', firstName: 'text', lastName: 'text' } as const;
const BODY = { profile: PROFILE } as const;
const LONGEST_LOGIN = 100;

/** The profile of a body over that of before. @throws OktaError for one that no user can have */
function readProfile(call: Call, before?: User): User['profile'] {
  const given = fields(BODY, call.json()).profile ?? {};
  const profile = { login: '', email: '', firstName: '', lastName: '', ...before?.profile, ...given };
  for (const [name, value] of Object.entries(profile)) {
    if (value.trim() === '') throw blank(name);
    if (value.length > LONGEST_LOGIN) throw tooLong(name);
  }
  const isTaken = call.org.state.users.some((one) => one.profile.login === profile.login && one.id !== before?.id);
  if (isTaken) throw alreadyExists('login');
  return profile;
}

function create(call: Call): Answer {
  return ok(renderUser(call.org, makeUser(call.org, readProfile(call), {})));
}

function update(call: Call): Answer {
  const before = findUser(call, param(call, 'userId'));
  const profile = readProfile(call, before);
  const user = call.org.state.users.put({ ...before, profile, lastUpdated: timestamp(call.org) });
  return ok(renderUser(call.org, user));
}

const FILTERS: Readonly<Record<string, (user: User) => readonly string[]>> = {
  id: ({ id }) => [id],
  status: ({ status }) => [status],
  lastUpdated: ({ lastUpdated }) => [lastUpdated],
  'profile.login': ({ profile }) => [profile.login],
  'profile.email': ({ profile }) => [profile.email],
  'profile.firstName': ({ profile }) => [profile.firstName],
  'profile.lastName': ({ profile }) => [profile.lastName],
};

/** Lists users: `q` (start of a name or the email; ten at most without a limit), `filter`, `search`, `limit`, `after`. */
function list(call: Call): Answer {
  const filter = parseFilter(call.query.get('filter'), FILTERS);
  const search = parseFilter(call.query.get('search'), FILTERS);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const found = call.org.state.users.all().filter((user) => {
    const { firstName, lastName, email } = user.profile;
    const starts = [firstName, lastName, email].some((text) => text.toLowerCase().startsWith(q));
    return starts && filter(user) && search(user);
  });
  return pageOf(call, found, (user) => renderUser(call.org, user), { usual: call.query.has('q') ? 10 : 200, max: 200 });
}

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/users', scope: 'okta.users.read', handle: list },
  { method: 'POST', path: '/api/v1/users', scope: 'okta.users.manage', handle: create },
  {
    method: 'GET',
    path: '/api/v1/users/:userId',
    scope: 'okta.users.read',
    handle: (call) => ok(renderUser(call.org, findUser(call, param(call, 'userId')))),
  },
  { method: 'POST', path: '/api/v1/users/:userId', scope: 'okta.users.manage', handle: update },
  { method: 'GET', path: '/api/v1/users/:userId/roles', scope: 'okta.roles.read', handle: rolesOfUser },
  { method: 'GET', path: '/oauth2/v1/clients/:clientId/roles', scope: 'okta.roles.read', handle: rolesOfClient },
];
