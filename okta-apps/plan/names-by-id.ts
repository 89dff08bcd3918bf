import { field, inner, isObject, listField, object, textField, type JsonObject } from '../shared/json';
import type { Masker } from '../shared/masker';

/** Modules deeper than any that people write. */
const DEEPEST = 20;

/**
 * Names of resources by id, from what the plan read: an id says nothing to a person.
 *
 * @param plan the JSON of a plan; its `prior_state` holds data sources and resources.
 */
export function namesById(
  plan: JsonObject,
  isWanted: (type: string) => boolean,
  masker: Masker,
): Readonly<Record<string, string>> {
  const named = resourcesOf(object(inner(plan, 'prior_state', 'values', 'root_module'))).flatMap((resource) => {
    const values = object(field(resource, 'values'));
    const [id, name] = [textField(values, 'id'), textField(values, 'name')];
    if (!isWanted(textField(resource, 'type') ?? '') || id === undefined || name === undefined) return [];
    return masker.foundIn(name) ? [] : [[id, name] as const];
  });
  return Object.fromEntries(named);
}

/** The resources and data sources of a module and of those that it calls. */
export function resourcesOf(module: JsonObject, depth = 0): JsonObject[] {
  const children = depth > DEEPEST ? [] : listField(module, 'child_modules').filter(isObject);
  return [
    ...listField(module, 'resources').filter(isObject),
    ...children.flatMap((child) => resourcesOf(child, depth + 1)),
  ];
}
