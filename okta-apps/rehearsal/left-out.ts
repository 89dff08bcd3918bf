import { DATA_SOURCES, RESOURCES } from '../local/provider/registry';
import { field, isObject, type JsonObject } from '../shared/json';

/** Built into every Terraform. */
const BUILT_IN = 'terraform_data';
/** The only type of policies that the throwaway org can hold. */
const POLICY_TYPE = 'ACCESS_POLICY';
const OKTA_ID = /^0oa\w{17}$/;

/** Whether the throwaway org can answer for it: what it looks up has to be known from the configuration. */
function isDataServed(type: string, values: unknown): boolean {
  if (!Object.hasOwn(DATA_SOURCES, type) || !isObject(values)) return false;
  if (type === 'okta_policy') return field(values, 'type') === POLICY_TYPE;
  const app = field(values, 'app_id');
  return !(typeof app === 'string' && OKTA_ID.test(app));
}

/** Whether the provider on this machine, or Terraform itself, has resources of this type. */
export function isResourceServed(type: string): boolean {
  return type === BUILT_IN || Object.hasOwn(RESOURCES, type);
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
export function leftOut(document: JsonObject): readonly string[] {
  const modules = field(document, 'module');
  const checks = field(document, 'check');
  return [
    ...unserved(document, 'resource', '', isResourceServed),
    ...unserved(document, 'data', 'data.', isDataServed),
    ...unserved(document, 'ephemeral', 'ephemeral.', () => false),
    ...Object.keys(isObject(modules) ? modules : {}).map((name) => `module.${name}`),
    // The data source of a check may ask any provider.
    ...Object.entries(isObject(checks) ? checks : {})
      .filter(([, check]) => isObject(check) && field(check, 'data') !== undefined)
      .map(([name]) => `check.${name}`),
  ].sort();
}
