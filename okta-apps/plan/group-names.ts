import { field, inner, isObject, listField, object, textField, type JsonObject } from '../shared/json';
import type { Masker } from '../shared/masker';

/** Modules deeper than any that people write. */
const DEEPEST = 20;

function resourcesOf(module: JsonObject, depth = 0): JsonObject[] {
  const children = depth > DEEPEST ? [] : listField(module, 'child_modules').filter(isObject);
  return [
    ...listField(module, 'resources').filter(isObject),
    ...children.flatMap((child) => resourcesOf(child, depth + 1)),
  ];
}

/**
 * Names of Okta's groups by id, from what the plan read of the org: an id says nothing to a person.
 *
 * @param plan the JSON of a plan; its `prior_state` holds data sources and resources.
 */
export function groupNames(plan: JsonObject, masker: Masker): Readonly<Record<string, string>> {
  const groups = resourcesOf(object(inner(plan, 'prior_state', 'values', 'root_module'))).flatMap((resource) => {
    const values = object(field(resource, 'values'));
    const [id, name] = [textField(values, 'id'), textField(values, 'name')];
    if (textField(resource, 'type') !== 'okta_group' || id === undefined || name === undefined) return [];
    return masker.foundIn(name) ? [] : [[id, name] as const];
  });
  return Object.fromEntries(groups);
}
