import { AFTER_APPLY, Marker } from '../../plan/markers';
import { field, isObject, textField } from '../../shared/json';
import type { AccessChange } from './access-changes';
import type { Assigned } from './assigned-groups';

/** A group that an assignment adds. */
interface AddedGroup {
  readonly name: string;
  /** The name with the ID, as far as both are known. */
  readonly shown: string;
}

interface Assigning {
  readonly accessChanges: readonly AccessChange[];
  readonly assigned: { readonly before: Assigned; readonly after: Assigned };
  /** By ID. */
  readonly names: Readonly<Record<string, string>>;
}

/** The attributes with groups of the two resources that assign them. */
const ATTRIBUTES = ['group', 'group_id'];

/**
 * Groups that an assignment adds. The plan has the ID of a group; the ID of one that is created or looked up late is in
 * no plan, and its name is in the document.
 */
export function addedGroups({ accessChanges, assigned, names }: Assigning): readonly AddedGroup[] {
  const own = accessChanges.filter(
    ({ attribute, direction }) =>
      ATTRIBUTES.includes(attribute) && (direction === 'broadened' || direction === 'unknown'),
  );
  const ids = own.map(({ value }) => idOf(value));
  const texts = ids.filter((id) => typeof id === 'string');
  const named = texts.flatMap((id): AddedGroup[] => {
    const name = textField(names, id);
    return name === undefined ? [] : [{ name, shown: withId(name, id) }];
  });
  const bare = texts.filter((id) => textField(names, id) === undefined);
  const isLate = bare.length > 0 || ids.includes(AFTER_APPLY);
  const taken = new Set([...named.map(({ name }) => name), ...bare, ...assigned.before.groups]);
  const written = isLate ? assigned.after.groups.filter((name) => !taken.has(name)) : [];
  // An ID that the document does not have is that of a name which it has.
  const rest = written.length === 0 ? bare : bare.filter((id) => assigned.after.groups.includes(id));
  return [...named, ...[...rest, ...written].map((name) => ({ name, shown: name }))];
}

/** The name of a group with its ID, as far as the plan knows it. @param member of either attribute. */
export function shownGroup(member: unknown, names: Assigning['names']): unknown {
  const id = idOf(member) ?? null;
  const name = typeof id === 'string' ? textField(names, id) : undefined;
  return typeof id === 'string' && name !== undefined ? withId(name, id) : id;
}

function withId(name: string, id: string): string {
  return `${name} (${id})`;
}

/** The ID of a member of either attribute; `AFTER_APPLY` where only the apply has it. */
function idOf(value: unknown): unknown {
  return isObject(value) && !(value instanceof Marker) ? field(value, 'id') : value;
}
