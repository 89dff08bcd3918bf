import { GROUP } from '../../resources/group';
import { textField } from '../../shared/json';
import type { Difference } from './differences';

const GROUP_IDS = new RegExp(`(?<!\\w)${GROUP.idPrefix ?? ''}\\w{17}(?!\\w)`, 'g');

/**
 * The differences with the names of groups beside their IDs, because an ID says nothing to a reviewer.
 *
 * @param groups Names by ID, as far as the plan read them.
 */
export function withGroupNames<D extends Difference>(
  differences: readonly D[],
  groups: Readonly<Record<string, string>>,
): readonly D[] {
  if (Object.keys(groups).length === 0) return differences;
  const named = (text: string) =>
    text.replace(GROUP_IDS, (id) => {
      const name = textField(groups, id);
      return name === undefined ? id : `${name} (${id})`;
    });
  return differences.map((each) => ({ ...each, added: each.added.map(named), removed: each.removed.map(named) }));
}
