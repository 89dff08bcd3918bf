import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { isResourceServed } from '../resources/served-types';
import { field, isObject, type JsonObject, isList } from '../shared/json';

type Served = (type: string, values: unknown) => boolean;

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

/** Addresses in a section such as `resource` that are not served. */
function unserved(document: JsonObject, section: string, prefix: string, served: Served): string[] {
  const types = field(document, section);
  return Object.entries(isObject(types) ? types : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {})
      .filter(([, values]) => !served(type, values))
      .map(([name]) => `${prefix}${type}.${name}`),
  );
}

/** Terraform's functions that read files of the machine it runs on. */
const READS =
  /\b(file|filebase64|fileexists|fileset|templatefile|filemd5|filesha1|filesha256|filesha512|filebase64sha256|filebase64sha512)\s*\(/g;
const TEMPLATE = /(?<!\$)\$\{|(?<!%)%\{/;

/**
 * The functions that read files, wherever an expression of the document calls one; sorted. What is rehearsed may come
 * from a change without approval, and everything it says lands in a comment: it must not read what lies here, such
 * as the environment of this process.
 */
export function fileFunctionsIn(document: JsonObject): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (TEMPLATE.test(value)) for (const [, name = ''] of value.matchAll(READS)) found.add(name);
    } else if (isList(value)) value.forEach(look);
    else if (isObject(value)) Object.entries(value).forEach(look);
  };
  look(document);
  return [...found].sort();
}
