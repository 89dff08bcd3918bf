import { newPartyKey } from '../../local/party/client-proof';
import { askOrg, tellOrg, type OrgApi } from '../../local/party/declared-app';
import type { Seed } from '../../local/org/seed';
import { inner, itemsOf, list, object, textField, type JsonObject } from '../../shared/json';
import { ASSIGN_GROUPS } from '../../resources/app-assignment';
import type { Exchanges } from '../../shared/exchanges';
import { once } from '../../shared/schema';
import type { OrgClock } from './clock';
import { exchangesOf, type AppPair } from './exchanges';
import { readApp } from './known-app';
import type { People, TestUser } from './probes';

/** Groups that get a user of their own; those of the rest are not asked as. */
const MOST_GROUPS = 60;

const DOMAIN = 'rehearsal.test';
const TESTER = `tester@${DOMAIN}`;
const UNASSIGNED = `unassigned@${DOMAIN}`;
const memberOf = (index: number) => `member-${index}@${DOMAIN}`;

/** The seed of an org to which requests of users are sent. */
export function withTestUsers(seed: Seed): Seed {
  const members = Array.from({ length: MOST_GROUPS }, (_, index) => memberOf(index));
  const own = [TESTER, UNASSIGNED, ...members].map((login) => ({ login }));
  return { ...seed, users: [...(seed.users ?? []), ...own] };
}

/** An org, and the Terraform state of what was applied to it. */
export interface AppliedOrg {
  readonly org: OrgApi;
  /** @default - nothing was applied */
  readonly state: unknown;
}

/** Which requests the org of the base and that of the head answer differently. */
export async function compareOrgs(base: AppliedOrg, head: AppliedOrg, clock: OrgClock): Promise<Exchanges> {
  const addresses = addressesById([base.state, head.state]);
  const pairs: AppPair[] = [];
  for (const [id, own] of appsIn([base.state, head.state])) {
    const [before, after] = await Promise.all([readApp(base.org, id), readApp(head.org, id)]);
    pairs.push({ addresses: [...new Set([...own, ...(addresses.get(id) ?? [])])], base: before, head: after });
  }
  const people = await peopleOf(base.org, head.org, changedGroups(pairs));
  return await clock.stopped((later) =>
    exchangesOf(joined(pairs), {
      base: { ...base.org, later },
      head: { ...head.org, later },
      people,
      tester: TESTER,
      key: once(() => newPartyKey('rehearsal')),
    }),
  );
}

/** A replaced app has another id under the same address. */
function joined(pairs: readonly AppPair[]): readonly AppPair[] {
  const old = pairs.filter(({ head }) => head === undefined);
  const replaces = (pair: AppPair) =>
    pair.base === undefined
      ? old.find(({ addresses }) => addresses.some((one) => pair.addresses.includes(one)))
      : undefined;
  const gone = new Set(pairs.flatMap((pair) => replaces(pair) ?? []));
  return pairs.filter((pair) => !gone.has(pair)).map((pair) => ({ ...pair, base: pair.base ?? replaces(pair)?.base }));
}

interface Instance {
  readonly type: string;
  readonly address: string;
  readonly attributes: JsonObject;
}

function instancesIn(state: unknown): readonly Instance[] {
  return itemsOf(inner(state, 'resources'))
    .map(object)
    .flatMap((resource) => {
      const [type = '', name = '', module = ''] = ['type', 'name', 'module'].map((key) => textField(resource, key));
      const path = `${module === '' ? '' : `${module}.`}${type}.${name}`;
      return list(resource['instances']).map((instance) => {
        const { index_key: key, attributes } = object(instance);
        return {
          type,
          address: key === undefined ? path : `${path}[${JSON.stringify(key)}]`,
          attributes: object(attributes),
        };
      });
    });
}

/** Addresses of apps by their id, as the states have them. */
function appsIn(states: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const apps = states.flatMap(instancesIn).filter(({ type }) => type === 'okta_app_oauth');
  return groupedBy(apps, 'id');
}

/** Addresses of what assigns groups, by the id of the app. */
function addressesById(states: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  return groupedBy(
    states.flatMap(instancesIn).filter(({ type }) => ASSIGN_GROUPS.includes(type)),
    'app_id',
  );
}

function groupedBy(instances: readonly Instance[], attribute: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { address, attributes } of instances) {
    const id = textField(attributes, attribute) ?? '';
    found.set(id, [...new Set([...(found.get(id) ?? []), address])]);
  }
  return found;
}

/** Ids of groups that only one side assigns to an app. */
function changedGroups(pairs: readonly AppPair[]): ReadonlySet<string> {
  const changed = pairs.flatMap(({ base, head }) => {
    const [old, now] = [base?.groups ?? [], head?.groups ?? []];
    return [...old, ...now].filter((id) => old.includes(id) !== now.includes(id));
  });
  return new Set(changed);
}

/** Puts one user into each group, the same one in both orgs. @param first Ids of groups that a limit must not leave out. */
async function peopleOf(base: OrgApi, head: OrgApi, first: ReadonlySet<string>): Promise<People> {
  const both = await Promise.all([base, head].map(async (org) => ({ org, groups: await groupsOf(org) })));
  const all = new Map(both.flatMap(({ groups }) => groups).map((group) => [group.id, group]));
  const everyone = [...all.values()].find(({ isBuiltIn }) => isBuiltIn)?.id ?? '';
  const others = [...all.values()]
    .filter(({ isBuiltIn }) => !isBuiltIn)
    .sort((one, other) => Number(first.has(other.id)) - Number(first.has(one.id)));
  const users = await Promise.all(
    others.slice(0, MOST_GROUPS).map(async ({ id, name }, index): Promise<TestUser> => {
      const login = memberOf(index);
      for (const { org, groups } of both)
        if (groups.some((group) => group.id === id)) await tellOrg(org, 'PUT', `/api/v1/groups/${id}/users/${login}`);
      return { login, group: { id, name } };
    }),
  );
  return { users: [{ login: UNASSIGNED, group: undefined }, ...users], everyone };
}

async function groupsOf(org: OrgApi) {
  return list(await askOrg(org, '/api/v1/groups?limit=1000')).map((group) => {
    const { id, type, profile } = object(group);
    return { id: String(id), name: textField(object(profile), 'name') ?? '', isBuiltIn: type === 'BUILT_IN' };
  });
}
