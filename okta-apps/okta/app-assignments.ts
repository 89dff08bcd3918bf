import { list } from '../shared/json';
import type { OrgClient } from './client';

/** The least that Okta gives at once. */
const PAGE = 20;

/**
 * Whether a group or a user is assigned to an app: one request where a group is, else two.
 *
 * @throws CallError
 */
export function hasAssignments(client: OrgClient, appId: string): Promise<boolean> {
  return client.call(async (sdk) => {
    const isAny = async (kind: 'groups' | 'users'): Promise<boolean> => {
      const address = `${sdk.baseUrl}/api/v1/apps/${encodeURIComponent(appId)}/${kind}?limit=${PAGE}`;
      return list(await sdk.http.getJson(address)).length > 0;
    };
    return (await isAny('groups')) || (await isAny('users'));
  });
}
