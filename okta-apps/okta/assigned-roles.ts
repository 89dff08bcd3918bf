import { AREAS, type Area } from '../resources/areas';
import type { OrgClient } from './client';
import { unlessRefused } from './refusal';
import { writesOf, writesOfPermission } from './roles';

type Sdk = Parameters<Parameters<OrgClient['call']>[0]>[0];

interface RoleLike {
  readonly type?: string;
  /** Of a custom role: its id. */
  readonly role?: string;
  readonly label?: string;
}

/**
 * The admin roles that the org lists, and what they let their holder write; both undefined when that is not to be had.
 *
 * @param unknown Gets what the org did not tell.
 */
export async function assignedRoles(
  client: OrgClient,
  unknown: string[],
  list: (sdk: Sdk) => Promise<readonly object[]>,
): Promise<{ readonly roles: readonly string[] | undefined; readonly writes: readonly Area[] | undefined }> {
  const found = await unlessRefused(
    () => client.call(list),
    (why) => unknown.push(`its admin roles (${why})`),
  );
  if (found === undefined) return { roles: undefined, writes: undefined };
  const assigned: readonly RoleLike[] = found;
  const writes: Area[] = [];
  let known = true;
  for (const { type = '', role, label } of assigned) {
    const areas = role === undefined ? writesOf(type) : await customWrites(client, role);
    if (areas === undefined) unknown.push(`what the role ${label ?? type} may do`);
    known &&= areas !== undefined;
    writes.push(...(areas ?? []));
  }
  const roles = assigned.map(({ type = '', role, label }) => (role === undefined ? type : `${type} ${label ?? role}`));
  return { roles: [...new Set(roles)], writes: known ? AREAS.filter((area) => writes.includes(area)) : undefined };
}

/** What the permissions of a custom role let its holder write; undefined when the org does not show them. */
async function customWrites(client: OrgClient, roleIdOrLabel: string): Promise<readonly Area[] | undefined> {
  const listed = await unlessRefused(
    () => client.call((sdk) => sdk.customRoleApi.listRolePermissions({ roleIdOrLabel })),
    () => undefined,
  );
  return listed?.permissions?.flatMap(({ label }) => writesOfPermission(String(label)));
}
