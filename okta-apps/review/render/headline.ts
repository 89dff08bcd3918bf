import { counted } from '../../shared/lists';
import { OUTSIDE } from '../conclusion';
import type { Review } from '../review-model';
import { SEVERITIES, type ReviewSeverity } from '../severity';
import { findingEntries, needsDecision, type FindingEntry } from './finding-entries';
import { asText, nameOf, type Phrase } from './phrase';
import { placesPhrase } from './places';
import { subjectsOf } from './subjects';

/** The four things that a review comes to, as people read them. */
type HeadlineWord = 'Blocked' | 'Needs review' | 'Nothing needs a decision' | 'No changes';

/** The first line of a review. */
export interface ShownHeadline {
  readonly word: HeadlineWord;
  readonly severity: ReviewSeverity | 'none';
  /** Why, and where. */
  readonly phrase: Phrase;
}

/** Apps in a headline; the findings name the others. */
const MOST_APPS = 2;

/** What a person reads first. It says nothing that the list of findings does not say. */
export function headlineOf(review: Review, entries: readonly FindingEntry[]): ShownHeadline {
  const { headline, verdict, notLookedAt } = review;
  const open = entries.filter(needsDecision);
  const [worst] = open;
  if (worst !== undefined) {
    const isBlocked = verdict === 'failed' || worst.severity === 'block';
    return {
      word: isBlocked ? 'Blocked' : 'Needs review',
      severity: isBlocked ? 'block' : worst.severity,
      phrase: [
        ': ',
        ...whyOf(review, worst),
        ...(open.length > 1 ? [`, and ${counted(open.length - 1, 'other finding')}`] : []),
      ],
    };
  }
  if (verdict === 'failed') return { word: 'Blocked', severity: 'block', phrase: [': a stack could not be planned'] };
  if (notLookedAt.length > 0) {
    const where = headline.subject === undefined ? [] : [' (', nameOf(headline.subject), ')'];
    return { word: 'Needs review', severity: 'medium', phrase: [': ', headline.means, ...where] };
  }
  const parts = restOf(entries);
  const rest = parts.length === 0 ? [] : [` (${parts.join(', ')})`];
  const isEmpty =
    verdict === 'nothing' && entries.length === 0 && review.stacks.every(({ drift }) => drift.length === 0);
  return { word: isEmpty ? 'No changes' : 'Nothing needs a decision', severity: 'none', phrase: rest };
}

/** The first line as one text, for the title of a check run. */
export function headlineText(review: Review): string {
  const { word, phrase } = headlineOf(review, findingEntries(review, subjectsOf(review)));
  return `${word}${asText(phrase)}`;
}

/** `1 block, 2 high, 4 for the record, 1 accepted by a waiver`, as far as there are any. */
export function countsOf(
  entries: readonly FindingEntry[],
): readonly (readonly [ReviewSeverity | 'accepted', string])[] {
  const open = entries.filter(({ waiver }) => waiver === undefined);
  const accepted = entries.length - open.length;
  return [
    ...SEVERITIES.flatMap((severity) => {
      const count = open.filter((entry) => entry.severity === severity).length;
      return count === 0 ? [] : [[severity, `${count} ${severity === 'info' ? 'for the record' : severity}`] as const];
    }),
    ...(accepted === 0 ? [] : [['accepted', `${accepted} accepted by a waiver`] as const]),
  ];
}

function restOf(entries: readonly FindingEntry[]): readonly string[] {
  return countsOf(entries).map(([, text]) => text);
}

function whyOf({ headline, environments }: Review, { means, cases }: FindingEntry): Phrase {
  if (headline.means.startsWith(OUTSIDE)) return [headline.means];
  const all = new Set(environments.map(({ environment }) => environment));
  const places = cases.flatMap((each) => each.places);
  const isEverywhere = all.size > 1 && new Set(places.map(({ environment }) => environment)).size === all.size;
  const where = placesPhrase(isEverywhere ? places.map(({ subject }) => ({ subject })) : places, [...all], MOST_APPS);
  return where.length === 0 ? [means] : [means, ' (', ...where, ')'];
}
