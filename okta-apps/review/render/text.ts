import type { Review } from '../review-model';
import { changeSummary } from './change-lines';
import { findingEntries } from './finding-entries';
import { headlineOf } from './headline';
import { notLookedAtLines, stackLines } from './overview';
import { asText } from './phrase';
import { subjectsOf } from './subjects';
import { changeDetails, messageDetails } from './text-details';
import { changeTable } from './text-changes';
import { findingDetails, firstFindings } from './text-findings';
import { HUES, MOST_COLUMNS, painter, type TextStyle } from './text-style';
import { wrapped } from './width';
import { witnessDetails } from './witness-lines';

export interface TextOptions {
  /** Colors for a terminal. @default false */
  readonly color?: boolean;
  /** Width of the terminal; in a log, where it is infinite, only tables are wrapped. @default 80 */
  readonly columns?: number;
}

const USUAL_COLUMNS = 80;
/** Narrower terminals wrap lines themselves. */
const FEWEST_COLUMNS = 30;

/** Lines of changes, and hosts in one of them, that a reader can take in. */
const ROOM = { lines: 20, hosts: 12, newHosts: 12 };

/**
 * The review for a terminal or a log: first one screen that says what changes and what needs a decision, then, where
 * that left something out, everything.
 */
export function renderText(review: Review, options: TextOptions = {}): string {
  const columns = widthFor(options.columns || USUAL_COLUMNS);
  const style = { paint: painter(options.color ?? false), columns };
  const subjects = subjectsOf(review);
  const entries = findingEntries(review, subjects);
  const summary = changeSummary(review, subjects, { ...ROOM, columns });
  const lines = [...notLookedAtLines(review), ...stackLines(review)];
  return [
    ...headline(review, entries, style),
    ...changeTable(review, summary, style),
    ...firstFindings(review, entries, style),
    ...(lines.length > 0 ? [''] : []),
    ...lines.flatMap((line) => wrapped(asText(line), columns, '  ')),
    ...messageDetails(review, style),
    ...findingDetails(review, entries, style),
    ...witnessDetails(review, style),
    ...(summary.isWhole ? [] : changeDetails(review, subjects, style)),
    '',
  ].join('\n');
}

function widthFor(columns: number): number {
  return columns === Infinity ? columns : Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, columns));
}

function headline(
  review: Review,
  entries: ReturnType<typeof findingEntries>,
  { paint, columns }: TextStyle,
): readonly string[] {
  const { word, phrase, severity } = headlineOf(review, entries);
  return wrapped(`${word}${asText(phrase)}`, columns).map((line) => paint[HUES[severity]](paint.bold(line)));
}
