import type { ResourceType } from './resource-type';

/**
 * The function, which computes its answer for each type once: a plan may change thousands of apps, and the attributes
 * of a type are a walk of fifty.
 */
export function perType<T extends object>(compute: (type: ResourceType) => T): (type: ResourceType) => T {
  const known = new WeakMap<ResourceType, T>();
  return (type) => {
    const found = known.get(type) ?? compute(type);
    known.set(type, found);
    return found;
  };
}
