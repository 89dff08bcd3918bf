import { openingsOf } from '../document/openings';
import { withoutKeys } from '../plan/address';
import { AFTER_APPLY } from '../plan/markers';
import type { PlannedChange } from '../plan/plan';
import { isOfOkta } from '../resources/resource-type';
import { field, isList, isObject, itemsOf, type JsonObject } from '../shared/json';
import { blockOf } from './meaning/block-of';

/** A value that the code sets and that shows only after the apply. */
export interface UnknownValue {
  readonly address: string;
  readonly path: string;
}

/**
 * Values that the code sets for Okta, that the plan does not know, and that are no openings. What Okta or the provider
 * makes up is not set by the code.
 */
export function unknownValues(changes: readonly PlannedChange[], document: JsonObject): readonly UnknownValue[] {
  const unknown = changes
    .filter(({ type, kind, deposed }) => isOfOkta(type) && kind !== 'no-op' && deposed === undefined)
    .flatMap(({ address, after }) => {
      const block = blockOf(document, address);
      const paths = Object.entries(after ?? {}).flatMap(([name, value]) => unknownIn(value, name));
      return paths.filter((path) => isSet(block, plain(path).split('.'))).map((path) => ({ address, path }));
    });
  if (unknown.length === 0) return [];
  const places = placesOfOpenings(document);
  return unknown.filter(({ address, path }) => {
    const own = places.get(withoutKeys(address)) ?? [];
    return !own.some((place) => isWithin(place, plain(path)) || isWithin(plain(path), place));
  });
}

/** Whether the code says something at this place, in whichever element; the provider adds members of its own to blocks. */
function isSet(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined || typeof value === 'string') return value !== null && value !== undefined;
  if (isList(value)) return value.some((item) => isSet(item, [key, ...rest]));
  if (!isObject(value)) return false;
  const dynamic = field(value, 'dynamic');
  const made = isObject(dynamic) ? field(dynamic, key) : undefined;
  return isSet(field(value, key), rest) || contentsOf(made).some((content) => isSet(content, rest));
}

/** What a dynamic block writes. */
function contentsOf(dynamic: unknown): readonly unknown[] {
  return itemsOf(dynamic)
    .filter(isObject)
    .map((body) => field(body, 'content'));
}

function unknownIn(value: unknown, path: string): readonly string[] {
  if (value === AFTER_APPLY) return [path];
  if (isList(value)) return value.flatMap((item, at) => unknownIn(item, `${path}[${String(at)}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => unknownIn(item, `${path}.${key}`));
}

function placesOfOpenings(document: JsonObject): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { address, path } of openingsOf(document)) {
    const own = places.get(address) ?? [];
    places.set(address, own);
    own.push(plain(path));
  }
  return places;
}

/** Elements of sets have no order that both sides share, and a dynamic block is one of its name. */
function plain(path: string): string {
  return path
    .replace(/\[\d+\]/g, '')
    .replace(/(^|\.)dynamic\./g, '$1')
    .replace(/\.content(?=\.|$)/g, '');
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}
