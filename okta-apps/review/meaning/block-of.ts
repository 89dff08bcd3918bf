import { EMBEDDED } from '../../document/modules/embedded';
import { withoutKeys } from '../../plan/address';
import { inner, object, type JsonObject } from '../../shared/json';

/** What the synthesized document says of a resource; nothing for one of a module that was not read. */
export function blockOf(document: unknown, address: string): JsonObject {
  const [type = '', name = ''] = withoutKeys(address).slice(modulePrefix(address).length).split('.');
  return object(inner(moduleAt(document, modulePrefix(address)), 'resource', type, name));
}

/** The module that an address is in, without the keys of its instances: `module.zones.`, or nothing. */
export function modulePrefix(address: string): string {
  return /^(?:module\.[^.]+\.)*/.exec(withoutKeys(address))?.[0] ?? '';
}

/** The document of the module with this prefix. */
export function moduleAt(document: unknown, prefix: string): unknown {
  const names = prefix.split('.').filter((_, at) => at % 2 === 1);
  return names.reduce<unknown>((at, name) => inner(at, 'module', name, EMBEDDED), document);
}
