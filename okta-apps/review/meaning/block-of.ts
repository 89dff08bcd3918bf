import { withoutKeys } from '../../plan/address';
import { inner, object, type JsonObject } from '../../shared/json';

/** What the synthesized document says of a resource; nothing for one of a module. */
export function blockOf(document: unknown, address: string): JsonObject {
  const [type = '', name = ''] = withoutKeys(address).split('.');
  return object(inner(document, 'resource', type, name));
}
