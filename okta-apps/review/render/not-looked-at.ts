import type { Review } from '../review-model';
import { nameOf, value, type Phrase } from './phrase';

/** What is named before the rest is counted; the list of findings has all. */
const MOST = 3;

/** What the review did not read or understand: it stays visible, whatever else there is. */
export function notLookedAtLines({ notLookedAt }: Review): readonly Phrase[] {
  // Stacks without a plan have a line of their own.
  const others = notLookedAt.filter(
    ({ what, rule }) => rule !== 'plan/failed' && !(rule === undefined && what === 'plan'),
  );
  if (others.length === 0) return [];
  const shown = others.slice(0, MOST).map(({ what, where }): Phrase => [value(what), ' of ', nameOf(where)]);
  const more = others.length - shown.length;
  return [
    [
      'Not everything was looked at: ',
      ...shown.flatMap((phrase, at) => (at === 0 ? phrase : [', ', ...phrase])),
      ...(more > 0 ? [` and ${more} more, all in the list of findings`] : []),
      '.',
    ],
  ];
}
