import { groupsClaimOf, type GroupsClaimOfApp } from '../okta/app-companions';
import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { field, isObject, itemsOf, type JsonObject } from '../shared/json';
import { sideBySide } from '../shared/side-by-side';

/** Groups claims of apps by their ids; an app that has none is there with undefined. */
export type Claims = ReadonlyMap<string, GroupsClaimOfApp | undefined>;

/** Apps that are read at the same time; their requests are paced together. */
const AT_ONCE = 4;

/** Okta shows the claim to API tokens only, and an app that was deleted meanwhile has none. */
const NOT_SHOWN: ReadonlySet<number | undefined> = new Set([403, 404]);

/**
 * Reads the groups claim of each app. Where Okta shows no claim to the credential, the rest is not asked for.
 *
 * @returns without the apps whose claim was not shown.
 * @throws CallError when the org does not answer
 */
export async function readClaims(ids: readonly string[], client: OrgClient): Promise<Claims> {
  const claims = new Map<string, GroupsClaimOfApp | undefined>();
  let isRefused = false;
  await sideBySide(ids, AT_ONCE, async (id) => {
    if (isRefused) return;
    try {
      claims.set(id, await groupsClaimOf(client, id));
    } catch (error) {
      if (!(error instanceof CallError) || !NOT_SHOWN.has(error.status)) throw error;
      isRefused ||= error.status === 403;
    }
  });
  return claims;
}

/** The claim as the block `groups_claim` declares it. */
export function claimBlocks(claim: GroupsClaimOfApp | undefined): readonly JsonObject[] | undefined {
  if (claim === undefined) return undefined;
  const { name, value, filter } = claim;
  return [claimBlock({ name, value, type: filter === undefined ? 'EXPRESSION' : 'FILTER', filter_type: filter })];
}

/** A declared block in the same form; what it leaves out is not in it. */
export function declaredClaim(written: unknown): readonly JsonObject[] | undefined {
  const [block] = itemsOf(written).filter(isObject);
  return block === undefined ? undefined : [claimBlock(block)];
}

const MEMBERS = ['type', 'filter_type', 'name', 'value'] as const;

function claimBlock(block: JsonObject): JsonObject {
  const members = MEMBERS.map((name) => [name, field(block, name)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}
