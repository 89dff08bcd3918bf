import { inner, object, type JsonObject } from '../../shared/json';
import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from './call';
import { alreadyExists, blank, forbidden, notFound, tooLong } from './errors';
import { newId } from './ids';
import { fields, without } from './json-body';
import { pageOf, parseFilter } from './lists';
import type { Group } from './records';
import { findUser, renderUser } from './users';

/** A group as Okta returns it. */
export function renderGroup(org: OrgContext, group: Group): Record<string, unknown> {
  const self = `${org.url()}/api/v1/groups/${group.id}`;
  const logo = (size: string) => ({
    name: size,
    href: `${org.url()}/assets/img/logos/groups/okta-${size}.png`,
    type: 'image/png',
  });
  return {
    ...without(group, 'members'),
    objectClass: ['okta:user_group'],
    _links: {
      logo: [logo('medium'), logo('large')],
      users: { href: `${self}/users` },
      apps: { href: `${self}/apps` },
    },
  };
}

/** The group that a path names. @throws OktaError 404 */
export function findGroup(call: Call): Group {
  const id = param(call, 'groupId');
  const group = call.org.state.groups.get(id);
  if (group === undefined) throw notFound(id, 'UserGroup');
  return group;
}

const BODY = { profile: { name: 'text', description: 'text' } } as const;

/** The profile as a body has it. The local org takes any attribute for one of its group schema. */
function ownAttributes(call: Call): JsonObject {
  const profile = Object.entries(object(inner(call.json(), 'profile')));
  return Object.fromEntries(profile.filter(([, value]) => value !== null));
}

function readProfile(call: Call, before?: Group): Group['profile'] {
  const { name = '', description = null } = fields(BODY, call.json()).profile ?? {};
  if (name.trim() === '') throw blank('name');
  if (name.length > 255) throw tooLong('name');
  if (description !== null && description.length > 1024) throw tooLong('description');
  if (call.org.state.groups.some((group) => group.profile.name === name && group.id !== before?.id))
    throw alreadyExists('name');
  return { ...ownAttributes(call), name, description };
}

function create(call: Call): Answer {
  const profile = readProfile(call);
  const now = timestamp(call.org);
  const group = call.org.state.groups.put({
    id: newId('00g'),
    type: 'OKTA_GROUP',
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile,
    members: [],
  });
  return ok(renderGroup(call.org, group));
}

/** The group that a path names, when it may be changed. @throws OktaError 403 for the org's own groups */
function ownGroup(call: Call): Group {
  const group = findGroup(call);
  if (group.type !== 'OKTA_GROUP') throw forbidden();
  return group;
}

function replace(call: Call): Answer {
  const before = ownGroup(call);
  const profile = readProfile(call, before);
  return ok(renderGroup(call.org, call.org.state.groups.put({ ...before, profile, lastUpdated: timestamp(call.org) })));
}

function remove(call: Call): Answer {
  const { id } = ownGroup(call);
  const { apps, groups } = call.org.state;
  for (const app of apps.all())
    if (app.groups.some((group) => group.id === id))
      apps.put({ ...app, groups: app.groups.filter((group) => group.id !== id) });
  groups.delete(id);
  return noContent();
}

function setMember(member: boolean) {
  return (call: Call) => {
    const group = ownGroup(call);
    const { id } = findUser(call, param(call, 'userId'));
    if (group.members.includes(id) !== member) {
      const members = member ? [...group.members, id] : group.members.filter((other) => other !== id);
      call.org.state.groups.put({ ...group, members, lastMembershipUpdated: timestamp(call.org) });
    }
    return noContent();
  };
}

const FILTERS: Readonly<Record<string, (group: Group) => readonly string[]>> = {
  id: ({ id }) => [id],
  type: ({ type }) => [type],
  lastUpdated: ({ lastUpdated }) => [lastUpdated],
  lastMembershipUpdated: ({ lastMembershipUpdated }) => [lastMembershipUpdated],
  'profile.name': ({ profile }) => [profile.name],
};

/** Lists groups: `q` (start of the name), `filter`, `search`, `limit`, `after`. */
function list(call: Call): Answer {
  const filter = parseFilter(call.query.get('filter'), FILTERS);
  const search = parseFilter(call.query.get('search'), FILTERS);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const found = call.org.state.groups
    .all()
    .filter((group) => group.profile.name.toLowerCase().startsWith(q) && filter(group) && search(group));
  return pageOf(call, found, (group) => renderGroup(call.org, group), { usual: 10_000, max: 10_000 });
}

function listMembers(call: Call): Answer {
  const { users } = call.org.state;
  const members = findGroup(call).members.flatMap((id) => users.get(id) ?? []);
  return pageOf(call, members, (user) => renderUser(call.org, user), { usual: 1000, max: 1000 });
}

const PATH = '/api/v1/groups';
const ONE = `${PATH}/:groupId`;
const MEMBER = `${ONE}/users/:userId`;
const readScope = 'okta.groups.read';
const scope = 'okta.groups.manage';

export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, scope: readScope, handle: list },
  { method: 'POST', path: PATH, scope, handle: create },
  { method: 'GET', path: ONE, scope: readScope, handle: (call) => ok(renderGroup(call.org, findGroup(call))) },
  { method: 'PUT', path: ONE, scope, handle: replace },
  { method: 'DELETE', path: ONE, scope, handle: remove },
  { method: 'GET', path: `${ONE}/users`, scope: readScope, handle: listMembers },
  { method: 'PUT', path: MEMBER, scope, handle: setMember(true) },
  { method: 'DELETE', path: MEMBER, scope, handle: setMember(false) },
];
