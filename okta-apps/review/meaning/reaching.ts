import { resourceBlocks } from '../../document/modules/resource-blocks';
import { withoutKeys } from '../../plan/address';
import { AFTER_APPLY } from '../../plan/markers';
import type { Plan, PlannedChange } from '../../plan/plan';
import type { Catalogue } from '../../resources/catalogue';
import { isApp } from '../../resources/resource-type';
import { field, object } from '../../shared/json';
import { blockOf, modulePrefix } from './block-of';
import { assignedIn, isAssignment, namesReferredTo, NO_GROUPS, type Assigned } from './assigned-groups';
import { groupsOf } from './groups-of-apps';
import type { HostsInUse } from './hosts-in-use';

/** What a change says nothing of and that decides how far it reaches. */
export interface Reaching {
  /** Its stack has an app. */
  readonly besideApp: boolean;
  /** It is about an app of the base, or about a group that such an app has. */
  readonly reachesApp: boolean;
  /** Its attributes that name another object which the same plan creates. */
  readonly newOwners: ReadonlySet<string>;
  /** What an assignment assigns at the base and at the head. */
  readonly assigned: { readonly before: Assigned; readonly after: Assigned };
  /** Groups of a new app; undefined where that is not known. */
  readonly groupsOfApp?: readonly string[] | undefined;
  /** Name of the authentication policy of a new app, where the document has one. */
  readonly policyOfApp?: string | undefined;
  /** Hosts that the base uses. */
  readonly inUse: () => HostsInUse;
  /** The group that a name was probably meant to be, see `groupLikeIn`. */
  readonly groupLike: (name: string) => string | undefined;
}

/** What one environment has at the base. */
export interface EnvironmentAtBase {
  /** Of its apps, see `groupsOfApps`. */
  readonly groups: ReadonlySet<string>;
  readonly inUse: () => HostsInUse;
  readonly groupLike: Reaching['groupLike'];
}

/** One stack of the review. */
interface ReviewedDocuments {
  readonly plan?: Plan;
  readonly synthesized?: { readonly before?: unknown; readonly after?: unknown };
}

/** A function that says how far changes of one stack reach. */
export function reachingIn(
  stack: ReviewedDocuments,
  { groups, inUse, groupLike }: EnvironmentAtBase,
  catalogue: Catalogue,
): (change: PlannedChange) => Reaching {
  const { plan, synthesized } = stack;
  const besideApp = hasApp(stack, catalogue);
  const created = new Set(
    (plan?.changes ?? []).filter(({ kind }) => kind === 'create').map(({ address }) => withoutKeys(address)),
  );
  const { before, after, groupsOf: groupsOfApp } = assignedIn(stack);
  const { typeOf } = catalogue;
  return (change) => ({
    ...(isAssignment(change)
      ? { assigned: { before: before(change), after: after(change) } }
      : { assigned: { before: NO_GROUPS, after: NO_GROUPS } }),
    ...(change.kind === 'create' &&
      isApp(typeOf(change.type)) && {
        groupsOfApp: groupsOfApp(change),
        policyOfApp: namesReferredTo(synthesized?.after, change.address, 'authentication_policy')[0],
      }),
    inUse,
    groupLike,
    besideApp,
    reachesApp: isOfApp(change) || groupsOf(change, plan, synthesized?.after).some((group) => groups.has(group)),
    newOwners: change.kind === 'create' ? newOwners(change, synthesized?.after, created) : new Set(),
  });
}

function hasApp({ plan, synthesized }: ReviewedDocuments, { typeOf }: Catalogue): boolean {
  const inDocuments = [synthesized?.before, synthesized?.after].flatMap((document) =>
    resourceBlocks(object(document)).map(({ type }) => type),
  );
  const types = [...(plan?.changes ?? []).map(({ type }) => type), ...inDocuments];
  return types.some((type) => isApp(typeOf(type)));
}

/** An app whose id is known exists already. */
function isOfApp({ before, after }: PlannedChange): boolean {
  const id = field(before ?? after ?? {}, 'app_id');
  return typeof id === 'string' && id !== '';
}

const REFERENCE = /^\$\{([a-z]\w*\.[A-Za-z_][\w-]*)(?:\[[^\]]*\])?\.\w+\}$/;

/** Only a whole reference in the document says so: what is known after apply may also be looked up late. */
function newOwners({ address, after }: PlannedChange, document: unknown, created: ReadonlySet<string>) {
  const names = Object.entries(blockOf(document, address)).filter(([attribute, value]) => {
    const [, owner = ''] = typeof value === 'string' ? (REFERENCE.exec(value) ?? []) : [];
    return created.has(modulePrefix(address) + owner) && field(after ?? {}, attribute) === AFTER_APPLY;
  });
  return new Set(names.map(([attribute]) => attribute));
}
