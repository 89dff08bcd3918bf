import { tellOrg, type OrgApi } from '../local/party/declared-app';
import { groupsOfUser, withDefaults, type EnvironmentSeed, type FullSeedUser } from '../shared/environment-seed';
import { field, inner, list, object, textField, type JsonObject } from '../shared/json';

/**
 * Makes a local org hold the users and groups of a seed, over its management API: the org may be that of another
 * process. Profiles and memberships of these users become what the seed says. What the org has besides stays.
 *
 * @throws UserError when the org refuses
 */
export async function plantSeed(org: OrgApi, { users = [], groups = [] }: EnvironmentSeed): Promise<void> {
  if (users.length + groups.length === 0) return;
  const known = await everyUser(org);
  const ids = new Map<string, string>();
  for (const user of users.map(withDefaults)) ids.set(user.login, await plantUser(org, user, known.get(user.login)));
  const groupIds = await everyGroup(org);
  for (const { name } of groups) {
    const own = groupIds.get(name) ?? idOf(await tellOrg(org, 'POST', '/api/v1/groups', { profile: { name } }));
    await plantMembers(org, own, { ids, wanted: (login) => groupsOfUser({ groups }, login).includes(name) });
  }
}

/** Names of all groups of a local org, with their ids. */
export async function everyGroup(org: OrgApi): Promise<ReadonlyMap<string, string>> {
  const groups = list(await tellOrg(org, 'GET', '/api/v1/groups')).map(object);
  return new Map(groups.map((group) => [String(inner(group, 'profile', 'name')), idOf(group)]));
}

async function everyUser(org: OrgApi): Promise<ReadonlyMap<string, JsonObject>> {
  const all = new Map<string, JsonObject>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly JsonObject[] = list(await tellOrg(org, 'GET', `/api/v1/users?limit=${PAGE}${after}`)).map(
      object,
    );
    for (const user of page) all.set(loginOf(user), user);
    const last = page.at(-1);
    after = last === undefined || page.length < PAGE ? undefined : `&after=${encodeURIComponent(idOf(last))}`;
  }
  return all;
}

const PAGE = 200;

async function plantUser(org: OrgApi, profile: FullSeedUser, known: JsonObject | undefined): Promise<string> {
  if (known === undefined) return idOf(await tellOrg(org, 'POST', '/api/v1/users', { profile }));
  const before = object(field(known, 'profile'));
  const id = idOf(known);
  if (Object.entries(profile).some(([name, value]) => before[name] !== value))
    await tellOrg(org, 'POST', `/api/v1/users/${id}`, { profile });
  return id;
}

async function plantMembers(
  org: OrgApi,
  group: string,
  { ids, wanted }: { readonly ids: ReadonlyMap<string, string>; readonly wanted: (login: string) => boolean },
): Promise<void> {
  const members = list(await tellOrg(org, 'GET', `/api/v1/groups/${group}/users`)).map((user) => idOf(user));
  for (const [login, id] of ids) {
    if (wanted(login) === members.includes(id)) continue;
    await tellOrg(org, wanted(login) ? 'PUT' : 'DELETE', `/api/v1/groups/${group}/users/${id}`);
  }
}

function loginOf(user: JsonObject): string {
  return String(inner(user, 'profile', 'login'));
}

function idOf(answer: unknown): string {
  return textField(object(answer), 'id') ?? '';
}
