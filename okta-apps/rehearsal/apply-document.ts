import { mapValues, without } from '../project/document';
import { CATALOGUE } from '../resources/catalogue';
import { field, object, type JsonObject } from '../shared/json';
import type { Ran, Workspace } from './sandbox';

/**
 * Applies a document to a throwaway org. Okta makes no inactive trusted origin: such a one has to be active first, as it
 * once was.
 *
 * @throws Interrupted
 */
export async function applyDocument(workspace: Workspace, document: JsonObject): Promise<Ran> {
  const inactive: unknown[] = [];
  const resource = mapValues(object(field(document, 'resource')), (named, type) =>
    mapValues(object(named), (values) => {
      const switched = CATALOGUE.typeOf(type).rehearsal?.activeFirst;
      if (switched === undefined || field(object(values), switched) !== false) return values;
      inactive.push(values);
      return without(object(values), switched);
    }),
  );
  if (inactive.length === 0) return await workspace.apply(document);
  const first = await workspace.apply({ ...document, resource });
  return first.ok ? await workspace.apply(document) : first;
}
