import { LOCAL_PROVIDER } from '../local/provider/diagnostics';
import { DATA_SOURCES, RESOURCES } from '../local/provider/registry';
import { isOfOkta } from '../resources/resource-type';
import { field, object, type JsonObject } from '../shared/json';
import { listed } from '../shared/lists';

/**
 * What is to be done about resources and data sources of okta/okta that the local provider does not serve. Terraform would
 * say that okta/okta has no such type.
 *
 * @param applied The resources of the state: what the code has no more is to be deleted.
 * @returns undefined where it serves all of them.
 */
export function notServed(stack: string, document: JsonObject, applied: readonly JsonObject[]): string | undefined {
  const addresses = [
    ...unserved(document, 'resource', '', RESOURCES),
    ...unserved(document, 'data', 'data.', DATA_SOURCES),
    ...unserved(document, 'ephemeral', 'ephemeral.', {}),
  ];
  const gone = unservedIn(applied).filter((address) => !addresses.includes(address));
  if (addresses.length + gone.length === 0) return undefined;
  const all = [...addresses, ...gone.map((address) => `${address} of the state`)];
  return (
    `${stack}: the ${LOCAL_PROVIDER} does not serve ${listed(all)}. Pass --provider registry, which uses okta/okta ` +
    'itself; the local org answers what it knows.'
  );
}

function unserved(document: JsonObject, section: string, prefix: string, served: object): readonly string[] {
  return Object.entries(object(field(document, section)))
    .filter(([type]) => isOfOkta(type) && !Object.hasOwn(served, type))
    .flatMap(([type, named]) => Object.keys(object(named)).map((name) => `${prefix}${type}.${name}`))
    .sort();
}

function unservedIn(resources: readonly JsonObject[]): readonly string[] {
  return resources
    .map(({ module, type, name }) => ({ type: String(type), address: [module ?? [], type, name].flat().join('.') }))
    .filter(({ type }) => isOfOkta(type) && !Object.hasOwn(RESOURCES, type))
    .map(({ address }) => address)
    .sort();
}
