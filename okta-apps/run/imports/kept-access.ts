import { CallError } from '../../okta/call-error';
import type { AssignedGroup } from '../../okta/app-companions';
import type { OrgClient } from '../../okta/client';
import { appDifferences, differenceText } from '../../resources/app-differences';
import { inner, itemsOf, object, type JsonObject } from '../../shared/json';
import { shown } from '../../shared/visible-text';
import { orCallError } from '../lost-settings';
import { assignmentChanges, type ImportedObject } from '../planned-objects';
import { whyNot } from '../prepared-stack';
import type { ChangedImport, Keeping, KeptImport } from './changed-import';
import { removalOf } from './kept-app';

/** Who gets into an app by a group, and what its ID tokens tell of groups. */
interface Access {
  readonly groups: readonly AssignedGroup[];
  /** Settings of the ID token with the groups claim; or why the credential may not read them. */
  readonly idToken: JsonObject | CallError;
}

interface Difference {
  readonly text: string;
  /** What a person does about it. */
  readonly todo: string;
  /** The assignment as it was, where assigning the group again restores it. */
  readonly assign?: AssignedGroup;
}

/**
 * The groups and the groups claim of an imported app. A group that is no longer assigned is assigned again, with the
 * values that its members had. Nothing else is touched: a group that was added, and a claim that changed, may be the work
 * of a person in the same minute.
 *
 * @throws CallError
 */
export async function keepAccess(app: ImportedObject, { stack, plan, terraform, open }: Keeping): Promise<KeptImport> {
  const { address, id } = app;
  const { assignGroup } = await import('../../okta/app-companions.js');
  const before = await accessOf(await open(), id);
  const planned = plannedAccess(plan.json, app);
  const check = async (): Promise<ChangedImport | undefined> => {
    const differing = async () => differences(before, await accessOf(await open(), id), planned);
    const found = await orCallError(differing);
    if (found instanceof CallError)
      return { address, id, kind: 'access', differences: [], outcome: 'unread', reason: whyNot(found, stack) };
    if (found.length === 0) return undefined;
    const changed = { address, id, kind: 'access', differences: found.map(({ text }) => text) } as const;
    const left = await orCallError(async () => {
      for (const { assign } of found) if (assign !== undefined) await assignGroup(await open(), id, assign);
      return await differing();
    });
    if (left instanceof CallError)
      return { ...changed, outcome: 'failed', reason: whyNot(left, stack), todo: found.map(({ todo }) => todo) };
    if (left.length === 0)
      return { ...changed, outcome: 'restored', stateRemoval: removalOf(app, { plan, terraform }) };
    const reason = 'this tool does not undo what may be the work of a person';
    return { ...changed, outcome: 'failed', reason, todo: left.map(({ todo }) => todo) };
  };
  const { idToken } = before;
  const unseen = idToken instanceof CallError && {
    unseen: `the groups claims of imported apps are not compared, because Okta shows them to API tokens only (${idToken.message})`,
  };
  // Groups are assigned after the app itself, and the first app is applied alone.
  return { address, check, isCheckedAgain: true, ...unseen };
}

async function accessOf(client: OrgClient, id: string): Promise<Access> {
  const { assignedGroups, idTokenSettings } = await import('../../okta/app-companions.js');
  const [groups, idToken] = await Promise.all([
    assignedGroups(client, id),
    orCallError(() => idTokenSettings(client, id)),
  ]);
  if (idToken instanceof CallError && !isNotShown(idToken)) throw idToken;
  return { groups, idToken };
}

function isNotShown({ status = 0 }: CallError): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** What the plan shows of the access to an app, so that reviewers saw it. */
interface PlannedAccess {
  /** Ids of the groups that it assigns; `unknown` where Terraform finds out during the apply. */
  readonly assigned: ReadonlyMap<string, unknown> | 'unknown';
  /** Ids of the groups that it no longer assigns. */
  readonly removed: ReadonlySet<string>;
  readonly changesClaim: boolean;
}

function plannedAccess(json: unknown, { id, before, planned }: ImportedObject): PlannedAccess {
  const own = assignmentChanges(json, id);
  const [was, is] = (['before', 'after'] as const).map(
    (side) => new Map(own.flatMap(({ change }) => groupsIn(object(change[side])))),
  );
  const isUnknown = own.some(({ change }) =>
    JSON.stringify(inner(change, 'after_unknown', 'group') ?? '').includes('"id":true'),
  );
  return {
    assigned: isUnknown ? 'unknown' : (is ?? new Map()),
    removed: new Set([...(was?.keys() ?? [])].filter((group) => is?.has(group) !== true)),
    changesClaim: appDifferences({ claim: before['groups_claim'] }, { claim: planned['groups_claim'] }).length > 0,
  };
}

/** Ids of groups with the values of their members, of one assignment or of all of an app. */
function groupsIn(assignment: JsonObject): readonly (readonly [string, unknown])[] {
  const blocks = itemsOf(assignment['group'])
    .map(object)
    .map((block) => [block['id'], block['profile']] as const);
  return [...blocks, [assignment['group_id'], assignment['profile']] as const].flatMap(([id, profile]) =>
    typeof id === 'string' ? [[id, profile] as const] : [],
  );
}

/** Differences that the plan does not show. Priorities are none: they decide only between values of members. */
function differences(before: Access, after: Access, planned: PlannedAccess): readonly Difference[] {
  const [was, is] = [before, after].map(({ groups }) => new Map(groups.map((group) => [group.id, group])));
  const gone = before.groups.filter(({ id }) => is?.has(id) !== true && !planned.removed.has(id));
  const added = after.groups.filter(
    ({ id }) => was?.has(id) !== true && planned.assigned !== 'unknown' && !planned.assigned.has(id),
  );
  return [
    ...gone.map((group) => ({
      text: `group ${nameOf(group)}: assigned → not assigned`,
      todo: `assign the group ${nameOf(group)} to the app again`,
      assign: group,
    })),
    ...added.map((group) => ({
      text: `group ${nameOf(group)}: not assigned → assigned`,
      todo: `remove the group ${nameOf(group)} from the app, unless a colleague has just assigned it`,
    })),
    ...before.groups.flatMap((group) => profileDifferences(group, is?.get(group.id), planned)),
    ...claimDifferences(before, after, planned),
  ];
}

function profileDifferences(
  group: AssignedGroup,
  after: AssignedGroup | undefined,
  { assigned }: PlannedAccess,
): readonly Difference[] {
  if (after === undefined) return [];
  const written = assigned === 'unknown' ? undefined : assigned.get(group.id);
  // The provider's default says nothing of the values that it removes.
  const isShown = typeof written === 'string' && !['', '{}'].includes(written.trim());
  if (isShown) return [];
  return appDifferences(group.profile, after.profile).map((difference) => ({
    text: `group ${nameOf(group)}, values of its members: ${differenceText(difference)}`,
    todo: `set ${difference.path.join('.')} of the group ${nameOf(group)} in the app to the value before the arrow`,
    assign: group,
  }));
}

function claimDifferences({ idToken: was }: Access, { idToken: is }: Access, { changesClaim }: PlannedAccess) {
  if (was instanceof CallError || changesClaim) return [];
  if (is instanceof CallError) throw is;
  return appDifferences(was, is).map((difference) => ({
    text: `ID token, ${differenceText(difference)}`,
    todo: `set ${difference.path.join('.')} of its ID token to the value before the arrow (Sign On > OpenID Connect ID Token)`,
  }));
}

function nameOf({ id, name }: AssignedGroup): string {
  return name === undefined ? shown(id) : `${shown(name)} (${id})`;
}
