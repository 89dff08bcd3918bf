import type { Violation } from '../engine';
import { anyOf } from '../../okta-apps/shared/lists';
import { characters, repeated, type Place } from '../../okta-apps/shared/values';
import { fill } from '../texts';

/** Controls, line breaks, surrogates without partner, and what turns the direction of the text around it. */
export const UNSPEAKABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Every text that stands in the list a second time. */
export function* listedOnce(places: readonly Place[]): Iterable<Violation> {
  for (const { place, first } of repeated(places)) {
    yield {
      prop: place.prop,
      must: 'be listed once',
      value: place.text,
      fix: fill('remove it, {prop} has it', { prop: first.prop }),
    };
  }
}

/** A text that is none of the words. Anything else than a text is for `props/type`. */
export function* noneOf(words: readonly string[], prop: string, value: unknown, fix?: string): Iterable<Violation> {
  if (typeof value !== 'string' || words.includes(value)) return;
  yield { prop, must: `be ${anyOf(words)}`, value, ...(fix !== undefined && { fix }) };
}

/** A text that is too short or too long, in code points. `fix` gets how many there are. */
export function* outsideLength(
  [least, most]: readonly [least: number, most: number],
  prop: string,
  value: unknown,
  fix: (length: number) => string,
): Iterable<Violation> {
  if (typeof value !== 'string') return;
  const length = characters(value);
  if (length >= least && length <= most) return;
  yield { prop, must: `have ${least} to ${most} characters`, value, fix: fix(length) };
}

/** More characters than the limit, counted as code points. */
export function* longerThan(limit: number, places: readonly Place[]): Iterable<Violation> {
  for (const { prop, text } of places) {
    const length = characters(text);
    if (length <= limit) continue;
    yield {
      prop,
      must: `have at most ${limit} characters`,
      value: text,
      fix: fill('shorten it by {value}', { value: length - limit }),
    };
  }
}
