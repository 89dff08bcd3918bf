import { AFTER_APPLY } from '../../plan/markers';
import type { Plan, PlannedChange } from '../../plan/plan';
import type { Catalogue } from '../../resources/catalogue';
import { isApp } from '../../resources/resource-type';
import { field, inner, object } from '../../shared/json';
import { blockOf } from './block-of';
import { groupsOf } from './groups-of-apps';

/** What a change says nothing of and that decides how far it reaches. */
export interface Reaching {
  /** Its stack has an app. */
  readonly besideApp: boolean;
  /** It is about an app of the base, or about a group that such an app has. */
  readonly reachesApp: boolean;
  /** Its attributes that name another object which the same plan creates. */
  readonly newOwners: ReadonlySet<string>;
}

/** One stack of the review. */
interface ReviewedDocuments {
  readonly plan?: Plan;
  readonly synthesized?: { readonly before?: unknown; readonly after?: unknown };
}

/**
 * A function that says how far changes of one stack reach.
 *
 * @param groups those that apps of the environment have at the base, see `groupsOfApps`.
 */
export function reachingIn(
  stack: ReviewedDocuments,
  groups: ReadonlySet<string>,
  catalogue: Catalogue,
): (change: PlannedChange) => Reaching {
  const { plan, synthesized } = stack;
  const besideApp = hasApp(stack, catalogue);
  const created = new Set(
    (plan?.changes ?? []).filter(({ kind }) => kind === 'create').map(({ address }) => address.replace(/\[.*$/, '')),
  );
  return (change) => ({
    besideApp,
    reachesApp: isOfApp(change) || groupsOf(change, plan, synthesized?.after).some((group) => groups.has(group)),
    newOwners: change.kind === 'create' ? newOwners(change, synthesized?.after, created) : new Set(),
  });
}

function hasApp({ plan, synthesized }: ReviewedDocuments, { typeOf }: Catalogue): boolean {
  const inDocuments = [synthesized?.before, synthesized?.after].flatMap((document) =>
    Object.keys(object(inner(document, 'resource'))),
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
    return created.has(owner) && field(after ?? {}, attribute) === AFTER_APPLY;
  });
  return new Set(names.map(([attribute]) => attribute));
}
