import { inner, isObject, textField, type JsonObject } from '../shared/json';
import { CallError } from './call-error';
import { allOf, rawPages, type OrgClient } from './client';

/** A group that is assigned to an app. */
export interface AssignedGroup {
  readonly id: string;
  /** Undefined where the org does not show the group. */
  readonly name: string | undefined;
  readonly priority: number | undefined;
  /** Values that its members get in this app. */
  readonly profile: JsonObject;
}

/** The groups of an app, by priority. @throws CallError */
export function assignedGroups(client: OrgClient, appId: string): Promise<readonly AssignedGroup[]> {
  return client.call(async (sdk) => {
    const pages = rawPages(sdk, `/api/v1/apps/${encodeURIComponent(appId)}/groups?expand=group&limit=200`);
    return (await allOf(pages)).map((one) => {
      if (!isObject(one) || typeof one['id'] !== 'string')
        throw new CallError('unreachable', 'its list is not of groups');
      const name = inner(one, '_embedded', 'group', 'profile', 'name');
      const { id, profile, priority } = one;
      return {
        id,
        name: typeof name === 'string' ? name : undefined,
        priority: typeof priority === 'number' ? priority : undefined,
        profile: isObject(profile) ? profile : {},
      };
    });
  });
}

/** Assigns a group to an app with this priority and these values, also one that is assigned. @throws CallError */
export async function assignGroup(
  client: OrgClient,
  appId: string,
  { id: groupId, priority, profile }: AssignedGroup,
): Promise<void> {
  await client.call((sdk) =>
    sdk.applicationApi.assignGroupToApplication({
      appId,
      groupId,
      applicationGroupAssignment: { profile, ...(priority !== undefined && { priority }) },
    }),
  );
}

/** Users with an assignment of their own, on the first page of the app's users, and whether there are more pages. */
export interface DirectUsers {
  readonly count: number;
  readonly isWhole: boolean;
}

const USERS_PAGE = 500;

/** @throws CallError */
export function directUsers(client: OrgClient, appId: string): Promise<DirectUsers> {
  return client.call(async (sdk) => {
    const listed = await sdk.applicationApi.listApplicationUsers({ appId, limit: USERS_PAGE });
    const page = ((await listed.getNextPage()) as readonly ({ readonly scope?: string } | null)[] | null) ?? [];
    return {
      count: page.filter((user) => user?.scope === 'USER').length,
      isWhole: page.length < USERS_PAGE,
    };
  });
}

/** The groups claim in the ID tokens of an app. Without a filter its value is an Okta expression. */
export interface GroupsClaimOfApp {
  readonly name: string;
  readonly value: string;
  readonly filter?: string;
}

/** The settings of an app's ID token: the console's own, which Okta answers for API tokens only. @throws CallError */
export function idTokenSettings(client: OrgClient, appId: string): Promise<JsonObject> {
  return client.call(async (sdk) => {
    const address = `${sdk.baseUrl}/api/v1/internal/apps/${encodeURIComponent(appId)}/settings/oauth/idToken`;
    const settings: unknown = await sdk.http.getJson(address);
    return isObject(settings) ? settings : {};
  });
}

/** The groups claim of an app; undefined where it has none. It is one of `idTokenSettings`. @throws CallError */
export async function groupsClaimOf(client: OrgClient, appId: string): Promise<GroupsClaimOfApp | undefined> {
  return claimIn(await idTokenSettings(client, appId));
}

/** Without a claim Okta answers issuer and audience only. */
function claimIn(settings: JsonObject): GroupsClaimOfApp | undefined {
  const [name, value, filter, type] = ['name', 'value', 'groupFilterType', 'valueType'].map((member) =>
    textField(settings, member),
  );
  if (!name || !value) return undefined;
  return { name, value, ...(type !== 'EXPRESSION' && filter !== undefined && { filter }) };
}

/** The administrator roles of a client, such as `Application Administrator`. @throws CallError */
export function clientRoles(client: OrgClient, clientId: string): Promise<readonly string[]> {
  return client.call(async (sdk) => {
    const listed = await allOf<object>(await sdk.roleAssignmentApi.listRolesForClient({ clientId }));
    return listed.filter(isObject).map((role) => textField(role, 'label') ?? textField(role, 'type') ?? 'unknown');
  });
}
