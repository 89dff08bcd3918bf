import type { LocalOrg } from '../../../../okta-apps/local/org/server';

/** What differs between two orgs in which the same was done: ids, times, keys and links. */
const OWN = new Set(['id', 'created', 'lastUpdated', 'lastMembershipUpdated', 'statusChanged', '_links', 'orn', 'kid']);
const LISTS = ['apps', 'groups', 'trustedOrigins'];

/** All that an org says of its apps, who is assigned to them, its groups and its trusted origins. */
export async function contentOf({ url, token }: LocalOrg): Promise<unknown> {
  const get = async (path: string): Promise<readonly Record<string, unknown>[]> => {
    const answer = await fetch(`${url}/api/v1/${path}?limit=200`, { headers: { Authorization: `SSWS ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>[];
  };
  const lists = await Promise.all(LISTS.map(get));
  const [apps = [], groups = []] = lists;
  const nameOf = new Map(groups.map(({ id, profile }) => [id, (profile as { name: string }).name]));
  const assigned = await Promise.all(
    apps.map(async ({ id, label }) => [
      label,
      (await get(`apps/${String(id)}/groups`)).map((group) => nameOf.get(group['id'])).sort(),
    ]),
  );
  return { ...Object.fromEntries(LISTS.map((name, i) => [name, (lists[i] ?? []).map(stripped)])), assigned };
}

function stripped(value: unknown): unknown {
  // Okta takes scopes, groups and the like for sets.
  if (Array.isArray(value)) return [...new Map(value.map((one) => [JSON.stringify(one), stripped(one)])).values()];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !OWN.has(name))
      .map(([name, inner]) => [name, stripped(inner)]),
  );
}
