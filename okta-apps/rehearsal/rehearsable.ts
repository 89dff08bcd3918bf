import { callsIn, EMBEDDED, withoutEmbedded } from '../document/modules/embedded';
import { field, inner, isList, isObject, object, type JsonObject } from '../shared/json';
import { PLACEHOLDER_PREFIX } from '../project/initial-secrets';
import { addressIn, aliases, blocks, mapStrings, mapValues, without } from '../project/document';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { fileAttributes } from '../resources/resource-type';
import { isResourceServed } from '../resources/served-types';
import { leftOut } from './left-out';
import { rehearsableModule } from './modules';
import { withoutReferences } from './placeholders';

/** A document that needs nothing but Terraform and the throwaway org, and what it lacks. */
export interface Rehearsable {
  readonly document: JsonObject;
  /** Addresses of what was left out, sorted. */
  readonly leftOut: readonly string[];
  /** Whether attributes were left out that name files. */
  readonly withoutLogos: boolean;
}

/** Sections that a rehearsal takes as they are. */
export const KEPT_SECTIONS = ['variable', 'locals', 'output'];

/** Sections of blocks that name resources. */
const ABOUT_RESOURCES = ['import', 'moved', 'removed'];

/**
 * Makes of a synthesized document one that can be planned here. Its backend goes (the state is a file in the folder),
 * the settings of its provider, provisioners, which run commands, and everything that `leftOut` names; references to
 * that become placeholders.
 */
export function rehearsable(document: JsonObject, catalogue: Catalogue = CATALOGUE): Rehearsable {
  const out = leftOut(document, catalogue);
  // What a module says has addresses of its own.
  const replaced = mapStrings(withoutEmbedded(document), withoutReferences(out));
  const whole = isObject(replaced) ? replaced : {};
  const gone = new Set(out);
  const filesOf = (type: string) => fileAttributes(catalogue.typeOf(type));
  const resources = kept(whole, 'resource', '', gone);
  const result: Record<string, unknown> = {
    ...pick(whole, KEPT_SECTIONS),
    check: without(object(field(whole, 'check')), ...out.map((address) => address.replace(/^check\./, ''))),
    terraform: terraformBlock(whole),
    provider: { okta: aliases(whole).map((alias) => (alias === undefined ? {} : { alias })) },
    resource: mapValues(resources, (named, type) =>
      mapValues(object(named), (values) => plain(without(object(values), ...filesOf(type)), out)),
    ),
    data: mapValues(kept(whole, 'data', 'data.', gone), (named) =>
      mapValues(object(named), (values) => plain(object(values), out)),
    ),
    module: Object.fromEntries(
      callsIn(whole)
        .filter(([name]) => !gone.has(`module.${name}`))
        .map(([name, body]) => [name, { ...plain(body, out), [EMBEDDED]: moduleOf(document, name) }]),
    ),
    ...Object.fromEntries(
      ABOUT_RESOURCES.map((section) => [
        section,
        blocks(whole, section).filter((block) => isAboutServed(block, catalogue)),
      ]),
    ),
  };
  const withoutLogos = Object.entries(resources).some(([type, named]) =>
    Object.values(object(named)).some((values) =>
      filesOf(type).some((name) => field(object(values), name) !== undefined),
    ),
  );
  return {
    document: Object.fromEntries(Object.entries(result).filter(([, value]) => !isEmpty(value))),
    leftOut: out,
    withoutLogos,
  };
}

function moduleOf(document: JsonObject, name: string): JsonObject {
  return rehearsableModule(object(inner(document, 'module', name, EMBEDDED)));
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, field(value, key)]));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function kept(document: JsonObject, section: string, prefix: string, gone: ReadonlySet<string>): JsonObject {
  const types = mapValues(object(field(document, section)), (named, type) =>
    Object.fromEntries(Object.entries(object(named)).filter(([name]) => !gone.has(`${prefix}${type}.${name}`))),
  );
  return Object.fromEntries(Object.entries(types).filter(([, named]) => !isEmpty(named)));
}

/** The provider is attached, so it needs no version; those of others would be downloaded. */
function terraformBlock(document: JsonObject): JsonObject {
  const version = field(object(field(document, 'terraform')), 'required_version');
  return {
    ...(version !== undefined && { required_version: version }),
    required_providers: { okta: { source: 'okta/okta' } },
  };
}

/** A resource without what runs commands, and without being ordered after what is left out. */
function plain(values: JsonObject, out: readonly string[]): JsonObject {
  const rest = without(values, 'provisioner', 'connection');
  const lifecycle = field(rest, 'lifecycle');
  return {
    ...rest,
    ...orderedAfter(rest, 'depends_on', out),
    ...(isObject(lifecycle) && {
      lifecycle: { ...lifecycle, ...orderedAfter(lifecycle, 'replace_triggered_by', out) },
    }),
  };
}

/** A list of addresses without those that are left out; nothing where there is no such list. */
function orderedAfter(values: JsonObject, key: string, out: readonly string[]): JsonObject {
  const list = field(values, key);
  if (!isList(list)) return {};
  const belongs = (item: unknown): boolean =>
    typeof item === 'string' &&
    (item.includes(PLACEHOLDER_PREFIX) || out.some((gone) => item === gone || item.startsWith(`${gone}.`)));
  return { [key]: list.filter((item) => !belongs(item)) };
}

/** Such a block may name a resource that is no longer there, which needs its provider all the same. */
export function isAboutServed(block: JsonObject, catalogue: Catalogue): boolean {
  return ['from', 'to']
    .map((key) => addressIn(block, key))
    .every((address) => address === '' || isResourceServed(address.split('.')[0] ?? '', catalogue));
}
