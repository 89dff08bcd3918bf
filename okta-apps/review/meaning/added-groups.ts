import { AFTER_APPLY, Marker } from '../../plan/markers';
import { field, isObject } from '../../shared/json';
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
  readonly groups: Readonly<Record<string, string>>;
}

/** The attributes with groups of the two resources that assign them. */
const ATTRIBUTES = ['group', 'group_id'];

/**
 * Groups that an assignment adds. The plan has the ID of a group; the ID of one that is created or looked up late is in
 * no plan, and its name is in the document.
 */
export function addedGroups({ accessChanges, assigned, groups }: Assigning): readonly AddedGroup[] {
  const own = accessChanges.filter(
    ({ attribute, direction }) =>
      ATTRIBUTES.includes(attribute) && (direction === 'broadened' || direction === 'unknown'),
  );
  const ids = own.map(({ value }) => idOf(value));
  const named = ids.flatMap((id): AddedGroup[] => {
    const name = typeof id === 'string' ? field(groups, id) : undefined;
    return typeof name === 'string' ? [{ name, shown: `${name} (${String(id)})` }] : [];
  });
  const bare = ids.filter((id): id is string => typeof id === 'string' && typeof field(groups, id) !== 'string');
  const isLate = bare.length > 0 || ids.includes(AFTER_APPLY);
  const taken = new Set([...named.map(({ name }) => name), ...bare, ...assigned.before.groups]);
  const written = isLate ? assigned.after.groups.filter((name) => !taken.has(name)) : [];
  // An ID that the document does not have is that of a name which it has.
  const rest = written.length === 0 ? bare : bare.filter((id) => assigned.after.groups.includes(id));
  return [...named, ...[...rest, ...written].map((name) => ({ name, shown: name }))];
}

/** The ID of a member of either attribute; `AFTER_APPLY` where only the apply has it. */
function idOf(value: unknown): unknown {
  return isObject(value) && !(value instanceof Marker) ? field(value, 'id') : value;
}
