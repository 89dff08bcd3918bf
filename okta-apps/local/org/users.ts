import { ok, param, type Call, type OrgContext, type Route } from './call';
import { forbidden, notFound } from './errors';
import type { Role } from './rights';

/** A user as the org keeps it. */
export interface User {
  readonly id: string;
  readonly status: string;
  readonly created: string;
  readonly lastUpdated: string;
  readonly profile: {
    readonly firstName: string;
    readonly lastName: string;
    readonly login: string;
    readonly email: string;
  };
  readonly roles: readonly Role[];
}

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

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/users/:userId',
    scope: 'okta.users.read',
    handle: (call) => ok(renderUser(call.org, findUser(call, param(call, 'userId')))),
  },
];
