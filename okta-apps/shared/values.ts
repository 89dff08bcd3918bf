import { isUnknown } from './unknown';

/** A text and where it was written. */
export interface Place {
  readonly prop: string;
  readonly text: string;
}

/** The elements of a list; none of anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list with their places. Other elements are for `props/type` to complain about. */
export function texts(prop: string, value: unknown): Place[] {
  return items(value).flatMap((text, at) => (typeof text === 'string' ? [{ prop: `${prop}[${at}]`, text }] : []));
}

/** True when it is a list without an unknown element: only then can be said how many there are, or what is missing. */
export function isKnownList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !value.some(isUnknown);
}

/** True when it is a list that may say something: it has an element, or Terraform only knows. */
export function mayHoldSomething(value: unknown): boolean {
  return isUnknown(value) || items(value).length > 0;
}

/** Characters as people count them, near enough: code points. */
export function characters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** Every place whose text an earlier one has already, with that earlier one. */
export function repeated<P extends { readonly text: string }>(places: readonly P[]): { place: P; first: P }[] {
  const seen = new Map<string, P>();
  return places.flatMap((place) => {
    const first = seen.get(place.text);
    if (first === undefined) seen.set(place.text, place);
    return first === undefined ? [] : [{ place, first }];
  });
}

/** A number that can limit a count; `environment/limits` reports others. */
export function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
