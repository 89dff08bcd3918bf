import { noContent, ok, param, timestamp, type Answer, type Call, type OrgContext, type Route } from '../call';
import { notFound } from '../errors';
import { fields } from '../json-body';
import { findGroup, renderGroup } from '../groups';
import { pageOf } from '../paging';
import type { App, GroupAssignment } from './app';
import { findApp } from './find';

function render(
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

function find(call: Call): { app: App; assignment: GroupAssignment } {
  const app = findApp(call);
  const id = param(call, 'groupId');
  const assignment = app.groups.find((group) => group.id === id);
  if (assignment === undefined) throw notFound(id, 'AppGroup');
  return { app, assignment };
}

const BODY = { priority: 'whole', profile: 'free' } as const;

/** Assigns a group, or replaces its assignment. Without a priority it comes after all others. */
function assign(call: Call): Answer {
  const app = findApp(call);
  const { id } = findGroup(call);
  const given = call.raw.length === 0 ? {} : fields(BODY, call.json());
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
  return ok(render(call, app, assignment));
}

function remove(call: Call): Answer {
  const { app, assignment } = find(call);
  call.org.state.apps.put({ ...app, groups: app.groups.filter(({ id }) => id !== assignment.id) });
  return noContent();
}

/** Lists an app's groups by priority: `q` (start of the group's name), `limit`, `after`, `expand=group`. */
function list(call: Call): Answer {
  const app = findApp(call);
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const named = (id: string) => call.org.state.groups.get(id)?.profile.name.toLowerCase() ?? '';
  const found = app.groups.filter(({ id }) => named(id).startsWith(q));
  const sorted = found.sort((one, other) => one.priority - other.priority);
  return pageOf(call, sorted, (assignment) => render(call, app, assignment), { usual: 20, max: 200 });
}

const PATH = '/api/v1/apps/:appId/groups';
const ONE = `${PATH}/:groupId`;

export const appGroupRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, scope: 'okta.apps.read', handle: list },
  {
    method: 'GET',
    path: ONE,
    scope: 'okta.apps.read',
    handle: (call) => {
      const { app, assignment } = find(call);
      return ok(render(call, app, assignment));
    },
  },
  { method: 'PUT', path: ONE, scope: 'okta.apps.manage', handle: assign },
  { method: 'DELETE', path: ONE, scope: 'okta.apps.manage', handle: remove },
];
