import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { isResourceServed } from '../resources/served-types';
import { isModuleServed } from './modules';
import { callsIn } from '../document/modules/embedded';
import { field, isObject, type JsonObject } from '../shared/json';

type Served = (type: string, values: unknown) => boolean;

/**
 * What of a stack cannot be rehearsed, by address: whatever belongs to other providers, states of other stacks, modules
 * that were not read or hold any of these, and what the provider on this machine does not serve.
 */
export function leftOut(document: JsonObject, catalogue: Catalogue = CATALOGUE): readonly string[] {
  // What it looks up has to be known from the configuration.
  const isDataServed: Served = (type, values) =>
    isObject(values) && catalogue.typeOf(type).dataSource?.rehearsable?.(values) === true;
  const checks = field(document, 'check');
  return [
    ...unserved(document, 'resource', '', (type) => isResourceServed(type, catalogue)),
    ...unserved(document, 'data', 'data.', isDataServed),
    ...unserved(document, 'ephemeral', 'ephemeral.', () => false),
    ...callsIn(document)
      .filter(([, body]) => !isModuleServed(body, catalogue))
      .map(([name]) => `module.${name}`),
    // The data source of a check may ask any provider.
    ...Object.entries(isObject(checks) ? checks : {})
      .filter(([, check]) => isObject(check) && field(check, 'data') !== undefined)
      .map(([name]) => `check.${name}`),
  ].sort();
}

/** Addresses in a section such as `resource` that are not served. */
function unserved(document: JsonObject, section: string, prefix: string, served: Served): string[] {
  const types = field(document, section);
  return Object.entries(isObject(types) ? types : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {})
      .filter(([, values]) => !served(type, values))
      .map(([name]) => `${prefix}${type}.${name}`),
  );
}
