import { inner, object, type JsonObject } from '../../shared/json';

/** What the synthesized document says of a resource; nothing for one of a module. */
export function blockOf(document: unknown, address: string): JsonObject {
  const [type = '', name = ''] = address.replace(/\[[^\]]*\]$/, '').split('.');
  return object(inner(document, 'resource', type, name));
}
