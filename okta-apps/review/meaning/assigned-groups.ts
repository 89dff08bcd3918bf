import { resourceBlocks } from '../../document/modules/resource-blocks';
import { openingsOf } from '../../document/openings';
import type { Origin } from '../../document/origin';
import { withoutKeys } from '../../plan/address';
import type { Plan, PlannedChange } from '../../plan/plan';
import { APP_USER, ASSIGN_GROUPS } from '../../resources/app-assignment';
import { EVERYONE } from '../../shared/environment-seed';
import { byText, field, inner, isObject, object, textField, itemsOf, type JsonObject } from '../../shared/json';
import { blockOf, moduleAt, modulePrefix } from './block-of';

/** Which groups a document assigns to which app. */
export interface Assigned {
  /** Addresses or IDs of the apps: `okta_app_oauth.web`. */
  readonly apps: readonly string[];
  /** Names, or IDs where the document has no name; sorted. */
  readonly groups: readonly string[];
}

interface ReviewedDocuments {
  readonly plan?: Plan;
  readonly synthesized?: { readonly before?: unknown; readonly after?: unknown };
}

const ASSIGNMENTS = [...ASSIGN_GROUPS, APP_USER.name];
/** Of what assigns nothing. */
export const NO_GROUPS: Assigned = { apps: [], groups: [] };

/** Whether the change is about who is assigned to an app. */
export function isAssignment({ type }: PlannedChange): boolean {
  return ASSIGNMENTS.includes(type);
}

/** Functions that answer for one stack. A document is read when the first question needs it, and once. */
export interface AssignedIn {
  /** Of one assignment, at the base and at the head. */
  readonly before: (change: PlannedChange) => Assigned;
  readonly after: (change: PlannedChange) => Assigned;
  /** Groups of an app at the head; undefined where there is no document. */
  readonly groupsOf: (app: PlannedChange) => readonly string[] | undefined;
}

/** What the documents of a stack say of groups and apps. A plan has the IDs at most, and of new objects not even these. */
export function assignedIn({ plan, synthesized }: ReviewedDocuments): AssignedIn {
  const [before, after] = [synthesized?.before, synthesized?.after].map((document) => {
    let read: ReadonlyMap<string, Assigned> | undefined;
    return () => (read ??= assignmentsOf(document, plan?.names ?? {}));
  }) as [() => ReadonlyMap<string, Assigned>, () => ReadonlyMap<string, Assigned>];
  return {
    before: ({ address }) => before().get(withoutKeys(address)) ?? NO_GROUPS,
    after: ({ address }) => after().get(withoutKeys(address)) ?? NO_GROUPS,
    groupsOf: ({ address }) => {
      if (synthesized?.after === undefined) return undefined;
      const own = [...after().values()].filter(({ apps }) => apps.includes(withoutKeys(address)));
      return [...new Set(own.flatMap(({ groups }) => groups))].sort(byText);
    },
  };
}

/** Names of what one attribute of a block refers to: `policy "Any two factors"` for its data source. */
export function namesReferredTo(document: unknown, address: string, attribute: string): readonly string[] {
  const [type = '', name = ''] = withoutKeys(address).split('.');
  const block = blockOf(document, address);
  const value = field(block, attribute);
  if (value === undefined) return [];
  if (modulePrefix(address) !== '') {
    const own = openingsOf(object(document)).filter(
      (one) => one.address === withoutKeys(address) && one.path === attribute,
    );
    return own.map(({ origin }) => nameOf(origin, document));
  }
  const part = { locals: object(inner(document, 'locals')), resource: { [type]: { [name]: { [attribute]: value } } } };
  return openingsOf(part).map(({ origin }) => nameOf(origin, document));
}

function assignmentsOf(document: unknown, names: Plan['names']): ReadonlyMap<string, Assigned> {
  const blocks = resourceBlocks(object(document)).filter(({ type }) => ASSIGNMENTS.includes(type));
  const openings = openingsOf(onlyAssignments(document));
  return new Map(
    blocks.map(({ type, address, body: block }) => {
      const own = openings.filter((opening) => opening.address === address);
      const apps = own
        .filter(({ path }) => path === 'app_id')
        .map(({ origin }) => `${origin.prefix}${origin.type}.${origin.name}`);
      const groups = own.filter(({ path }) => path.startsWith('group')).map(({ origin }) => nameOf(origin, document));
      const written = idsIn(block).map((id) => textField(names, id) ?? id);
      const all = type === APP_USER.name ? ['single users'] : [...groups, ...written];
      return [address, { apps: [...apps, ...literal(field(block, 'app_id'))], groups: [...new Set(all)].sort(byText) }];
    }),
  );
}

/** What openings of assignments are found in; modules are whole, because their arguments lead through them. */
function onlyAssignments(document: unknown): JsonObject {
  const resource = Object.fromEntries(ASSIGNMENTS.map((type) => [type, object(inner(document, 'resource', type))]));
  return { locals: object(inner(document, 'locals')), resource, module: object(inner(document, 'module')) };
}

/** IDs of groups that are written out. */
function idsIn(block: JsonObject): readonly string[] {
  const value = field(block, 'group');
  const members = itemsOf(value)
    .filter(isObject)
    .map((member) => field(member, 'id'));
  return [field(block, 'group_id'), ...members].flatMap(literal);
}

function literal(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' && !value.includes('${') ? [value] : [];
}

/** What people call the object; how the code calls it where no name is written out. */
function nameOf({ kind, type, name, text, prefix }: Origin, whole: unknown): string {
  if (type === 'okta_everyone_group') return EVERYONE;
  const document = moduleAt(whole, prefix);
  const block = kind === 'data' ? inner(document, 'data', type, name) : inner(document, 'resource', type, name);
  return literal(textField(object(block), 'name'))[0] ?? text;
}
