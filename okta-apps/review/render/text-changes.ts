import type { Review } from '../review-model';
import type { ChangeBlock, ChangeSummary } from './change-lines';
import { opening, unplannedTeams, type Unplanned } from './overview';
import { asText, nameOf } from './phrase';
import { environmentsPhrase, phrases } from './places';
import { MOST_COLUMNS, type TextStyle } from './text-style';
import { padded, widthOf, wrapped } from './width';

/** Names of apps in one heading. */
const MOST_APPS = 5;

/** What changes: a sentence, and a table with apps as blocks and environments as columns, as far as they fit. */
export function changeTable(review: Review, summary: ChangeSummary, style: TextStyle): readonly string[] {
  const { paint } = style;
  const columns = Math.min(MOST_COLUMNS, style.columns);
  const names = review.environments.map(({ environment }) => environment);
  const unplanned = unplannedTeams(review);
  const heads = names.map((name) => asText([nameOf(name)]));
  const needed = heads.reduce((sum, head) => sum + widthOf(head) + 2, 0);
  const hasColumns = names.length > 1 && summary.blocks.length > 0 && needed <= columns / 2;
  const room = hasColumns ? columns - needed : columns;
  const texts = (lines: ChangeBlock['lines']) =>
    lines.map(({ phrase, environments }) => {
      const where = hasColumns || names.length === 1 ? '' : ` (${asText(environmentsPhrase(environments, names))})`;
      return wrapped(`${asText(phrase)}${where}`, room - 2, '  ').map((line) => `  ${line}`);
    });
  const firsts = summary.blocks.flatMap(({ lines }) => texts(lines).map(([first = '']) => widthOf(first)));
  const width = Math.min(room, Math.max(...firsts.filter((each) => each <= room), 0));
  const cells = (texts: readonly string[]) =>
    texts.map((text, at) => `  ${centered(text, widthOf(heads[at] ?? ''))}`).join('');
  const block = ({ subjects, lines }: ChangeBlock): readonly string[] => [
    ...wrapped(headOf({ subjects, lines }), columns, '  ').map((line) => paint.bold(line)),
    ...texts(lines).flatMap(([first = '', ...rest], at) => {
      if (!hasColumns) return [first, ...rest];
      const marks = names.map((name) => markOf(name, lines[at]?.environments ?? new Set(), subjects, unplanned));
      // A word that is longer than its column pushes the marks to a line of their own.
      return widthOf(first) > width
        ? [first, ...rest, `${' '.repeat(width)}${cells(marks)}`.trimEnd()]
        : [`${padded(first, width)}${cells(marks)}`.trimEnd(), ...rest];
    }),
  ];
  const { lines, subjects } = summary.left;
  return [
    '',
    ...wrapped(asText(opening(review, summary)), columns),
    ...(summary.blocks.length > 0 ? [''] : []),
    ...(hasColumns ? [`${' '.repeat(width)}${cells(heads)}`.trimEnd()] : []),
    ...summary.blocks.flatMap(block),
    ...(lines > 0
      ? wrapped(`…and ${lines} more lines of ${subjects} apps, all in the list of changes below`, columns)
      : []),
  ];
}

/** What a block is about: `new app Storefront`. */
export function headOf({ subjects }: ChangeBlock): string {
  const isNew = subjects.every(({ isNewApp }) => isNewApp);
  const names = asText(
    phrases(
      subjects.map(({ name }) => name),
      MOST_APPS,
    ),
  );
  return `${isNew ? `new app${subjects.length > 1 ? 's' : ''} ` : ''}${names}`;
}

function markOf(
  name: string,
  own: ReadonlySet<string>,
  subjects: ChangeBlock['subjects'],
  unplanned: Unplanned,
): string {
  if (own.has(name)) return '✓';
  return subjects.some(({ team }) => unplanned.get(name)?.has(team) === true) ? '?' : '·';
}

function centered(text: string, width: number): string {
  const before = Math.max(0, Math.floor((width - widthOf(text)) / 2));
  return padded(' '.repeat(before) + text, width);
}
