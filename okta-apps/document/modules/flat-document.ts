import { field, object, type JsonObject } from '../../shared/json';
import { rootScope, scopesIn } from './embedded';

const SECTIONS = ['resource', 'data'];

/**
 * The resources and data sources of a document and of the modules that were read, as if one document declared them all:
 * for questions about types and numbers. A name in a module has the address of the module in front.
 */
export function flatDocument(document: JsonObject): JsonObject {
  const scopes = scopesIn(rootScope(document));
  return Object.fromEntries(
    SECTIONS.map((section) => {
      const types: Record<string, JsonObject> = {};
      for (const { prefix, document: own } of scopes) {
        for (const [type, blocks] of Object.entries(object(field(own, section)))) {
          const named = Object.entries(object(blocks)).map(([name, block]) => [prefix + name, block] as const);
          types[type] = { ...types[type], ...Object.fromEntries(named) };
        }
      }
      return [section, types] as const;
    }),
  );
}
