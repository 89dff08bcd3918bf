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
  nameOf: (type: string, values: JsonObject) => string | undefined,
  masker: Masker,
): Readonly<Record<string, string>> {
  const named = resourcesOf(object(inner(plan, 'prior_state', 'values', 'root_module'))).flatMap((resource) => {
    const values = unmarked(resource);
    const [id, name] = [textField(values, 'id'), nameOf(textField(resource, 'type') ?? '', values)];
    return id === undefined || name === undefined || masker.foundIn(name) ? [] : [[id, name] as const];
  });
  return Object.fromEntries(named);
}

/** The values of a resource, but those that Terraform marks as sensitive. */
function unmarked(resource: JsonObject): JsonObject {
  const marks = field(resource, 'sensitive_values');
  if (marks === true) return {};
  const values = Object.entries(object(field(resource, 'values')));
  return Object.fromEntries(values.filter(([name]) => field(object(marks), name) !== true));
}

/** The resources and data sources of a module and of those that it calls. */
export function resourcesOf(module: JsonObject, depth = 0): JsonObject[] {
  const children = depth > DEEPEST ? [] : listField(module, 'child_modules').filter(isObject);
  return [
    ...listField(module, 'resources').filter(isObject),
    ...children.flatMap((child) => resourcesOf(child, depth + 1)),
  ];
}
