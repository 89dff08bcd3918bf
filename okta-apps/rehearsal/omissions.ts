import { isDeepStrictEqual } from 'node:util';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { byText, field, isObject, object, type JsonObject } from '../shared/json';
import { fileAttributes } from '../resources/resource-type';
import { addressIn, blocks, mapValues, without } from '../project/document';
import { leftOut } from './left-out';
import { isAboutServed, KEPT_SECTIONS } from './rehearsable';

/** Sections that a rehearsal plans, apart from what `leftOut` names. */
const BY_ADDRESS: readonly string[] = ['resource', 'data', 'ephemeral', 'module', 'check'];
const ABOUT_RESOURCES: readonly string[] = ['import', 'moved', 'removed'];
/** What a rehearsal keeps of `terraform`; the versions of providers are compared by rules of their own. */
const KEPT_OF_TERRAFORM = ['required_version', 'required_providers'];

/**
 * Places of what a rehearsal leaves out and that is not the same at base and head, sorted: what the change does there,
 * no rehearsal shows.
 *
 * @param base Undefined for a stack that is new.
 * @param head Undefined for a stack that is no longer in the code.
 */
export function differingOmissions(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
  catalogue: Catalogue = CATALOGUE,
): readonly string[] {
  const [before, after] = [base, head].map((document) => omissions(document ?? {}, catalogue)) as [
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
  ];
  // A new stack has settings that none had before: its document is checked against lists of its own.
  const isSetting = (place: string): boolean => /^(?:terraform|provider)\./.test(place);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => !isDeepStrictEqual(plain(before.get(place)), plain(after.get(place))))
    .filter((place) => (base !== undefined && head !== undefined) || !isSetting(place))
    .sort(byText);
}

/**
 * Everything of a document that `rehearsable` leaves out, by place, with what it is. A part of a document that this
 * function does not know counts as left out.
 */
function omissions(document: JsonObject, catalogue: Catalogue): ReadonlyMap<string, unknown> {
  const places = new Map<string, unknown>();
  for (const address of leftOut(document, catalogue)) places.set(address, valueAt(document, address));
  for (const [type, named] of Object.entries(object(field(document, 'resource')))) {
    const files = [...fileAttributes(catalogue.typeOf(type)), 'provisioner', 'connection'];
    for (const [name, values] of Object.entries(object(named))) {
      for (const key of files) {
        const value = field(object(values), key);
        if (value !== undefined) places.set(`${type}.${name}.${key}`, value);
      }
    }
  }
  for (const section of ABOUT_RESOURCES) {
    for (const block of blocks(document, section)) {
      if (isAboutServed(block, catalogue)) continue;
      places.set(`${section} ${addressIn(block, 'to') || addressIn(block, 'from')}`, block);
    }
  }
  for (const [key, value] of Object.entries(without(object(field(document, 'terraform')), ...KEPT_OF_TERRAFORM))) {
    places.set(`terraform.${key}`, value);
  }
  for (const [name, value] of Object.entries(object(field(document, 'provider'))))
    places.set(`provider.${name}`, value);
  const known = [...KEPT_SECTIONS, ...BY_ADDRESS, ...ABOUT_RESOURCES, 'terraform', 'provider', '//'];
  for (const [key, value] of Object.entries(without(document, ...known))) places.set(key, value);
  return places;
}

/** Without cdktf's comments, which say where in the code something is. */
function plain(value: unknown): unknown {
  return isObject(value) ? mapValues(without(value, '//'), plain) : value;
}

/** What is at an address that `leftOut` wrote. */
function valueAt(document: JsonObject, address: string): unknown {
  const [first = '', ...rest] = address.split('.');
  const path = BY_ADDRESS.includes(first) && first !== 'resource' ? [first, ...rest] : ['resource', first, ...rest];
  return path.reduce<unknown>((value, key) => field(object(value), key), document);
}
