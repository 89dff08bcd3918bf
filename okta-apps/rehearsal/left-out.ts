import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { field, isObject, type JsonObject } from '../shared/json';

/** Built into every Terraform. */
const BUILT_IN = 'terraform_data';
/** Whether the provider on this machine, or Terraform itself, has resources of this type. */
export function isResourceServed(type: string, { typeOf }: Catalogue = CATALOGUE): boolean {
  return type === BUILT_IN || typeOf(type).rehearsal !== undefined;
}

type Served = (type: string, values: unknown) => boolean;

/** Addresses in a section such as `resource` that are not served. */
function unserved(document: JsonObject, section: string, prefix: string, served: Served): string[] {
  const types = field(document, section);
  return Object.entries(isObject(types) ? types : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {})
      .filter(([, values]) => !served(type, values))
      .map(([name]) => `${prefix}${type}.${name}`),
  );
}

/**
 * What of a stack cannot be rehearsed, by address: whatever belongs to other providers, modules, states of other
 * stacks, and what the provider on this machine does not serve.
 */
export function leftOut(document: JsonObject, catalogue: Catalogue = CATALOGUE): readonly string[] {
  // What it looks up has to be known from the configuration.
  const isDataServed: Served = (type, values) =>
    isObject(values) && catalogue.typeOf(type).dataSource?.rehearsable?.(values) === true;
  const modules = field(document, 'module');
  const checks = field(document, 'check');
  return [
    ...unserved(document, 'resource', '', (type) => isResourceServed(type, catalogue)),
    ...unserved(document, 'data', 'data.', isDataServed),
    ...unserved(document, 'ephemeral', 'ephemeral.', () => false),
    ...Object.keys(isObject(modules) ? modules : {}).map((name) => `module.${name}`),
    // The data source of a check may ask any provider.
    ...Object.entries(isObject(checks) ? checks : {})
      .filter(([, check]) => isObject(check) && field(check, 'data') !== undefined)
      .map(([name]) => `check.${name}`),
  ].sort();
}
