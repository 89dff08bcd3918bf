import { attributeOf } from '../../resources/attribute-of';
import type { ResourceType } from '../../resources/resource-type';
import type { AccessChange } from './access-changes';

/** Attributes that differ, and which way access changes by them. */
interface Compared {
  readonly type: ResourceType;
  readonly accessChanges: readonly AccessChange[];
}

/**
 * Whether every one of these attributes asks for more than before, which only values with an order prove: a list that
 * becomes shorter may hand its users to a rule that asks for less.
 */
export function isStricter(attributes: readonly string[], { type, accessChanges }: Compared): boolean {
  if (attributes.length === 0) return false;
  return attributes.every((name) => {
    const by = attributeOf(type, name).access?.by;
    const own = accessChanges.filter(({ attribute }) => attribute === name);
    return (
      (by === 'rank' || by === 'number') && own.length > 0 && own.every(({ direction }) => direction === 'narrowed')
    );
  });
}
