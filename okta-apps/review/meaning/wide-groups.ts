import { Marker } from '../../plan/markers';
import type { Values } from '../../plan/plan';
import { isUnset } from '../../plan/value-key';
import { field, isObject, itemsOf } from '../../shared/json';

/** The words of one claim, whether it is a resource or a block of an app. */
interface Claim {
  readonly filter: unknown;
  readonly value: unknown;
}

/**
 * Whether the change removes a groups claim, or leaves one that names no group: then a token may hold every group of a
 * user. A value that cannot be read may be one.
 *
 * @param attributes that differ.
 */
export function isWideForGroups(attributes: readonly string[], before: Values, after: Values): boolean {
  if (attributes.includes('groups_claim')) {
    const [old, now] = [before, after].map((values) => field(values, 'groups_claim'));
    return (!isUnset(old) && isUnset(now)) || blocks(now).some(namesNoGroup);
  }
  if (field(after, 'value_type') !== 'GROUPS') return false;
  const filter = field(after, 'group_filter_type') ?? 'REGEX';
  return namesNoGroup({ filter, value: field(after, 'value') });
}

function blocks(value: unknown): readonly Claim[] {
  if (value instanceof Marker) return [{ filter: undefined, value }];
  return itemsOf(value).flatMap((block) => {
    if (!isObject(block) || block instanceof Marker) return [{ filter: undefined, value: block }];
    return [{ filter: field(block, 'filter_type'), value: field(block, 'value') }];
  });
}

/** Text of a group's name is left when everything that fits any name is taken out of a regular expression. */
function namesNoGroup({ filter, value }: Claim): boolean {
  if (typeof value !== 'string') return true;
  const named =
    filter === 'REGEX'
      ? value.replace(/\\[a-zA-Z]|\[[^\]]*\]|\{[^}]*\}|\(\?[a-z:=!<]*/g, '')
      : filter === undefined || filter === null || filter === ''
        ? [...value.matchAll(/["']([^"']*)["']/g)].map(([, text = '']) => text).join('')
        : value;
  return !/[\p{L}\p{N}]/u.test(named);
}
