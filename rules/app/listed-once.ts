import type { Violation } from '../engine';
import { repeated, type Place } from '../values';

/** Every text that stands in the list a second time. */
export function* listedOnce(places: readonly Place[]): Iterable<Violation> {
  for (const { place, first } of repeated(places)) {
    yield { prop: place.prop, must: 'be listed once', value: place.text, todo: `remove it, ${first.prop} has it` };
  }
}
