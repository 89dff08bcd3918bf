import type { Review } from '../review-model';
import type { ChangeBlock, ChangeSummary } from './change-lines';
import { asMarkdown, nameOf, type Phrase } from './phrase';
import { environmentsPhrase, phrases } from './places';
import { opening, unplannedTeams, type Unplanned } from './overview';

/** Names of apps in one row. */
const MOST_APPS = 3;

/** More environments than this are no columns. */
const MOST_COLUMNS = 6;

/** What changes: a sentence, and a table with an app in each row and environments as columns. */
export function changeTable(review: Review, summary: ChangeSummary): readonly string[] {
  const names = review.environments.map(({ environment }) => environment);
  const sentence = [asMarkdown(opening(review, summary)), ''];
  if (summary.blocks.length === 0) return sentence;
  const unplanned = unplannedTeams(review);
  const rows = summary.blocks.flatMap((block) => rowsOf(block, names, unplanned));
  const { lines, subjects } = summary.left;
  const isClipped = summary.blocks.some((block) => block.subjects.length > MOST_APPS);
  const rest = [
    ...(lines > 0 ? [`…and ${lines} more lines of ${subjects} apps, all in the list of changes below.`, ''] : []),
    ...(lines === 0 && isClipped ? ['All of them are in the list of changes below.', ''] : []),
  ];
  return [...sentence, ...head(names, unplanned), ...rows, '', ...rest];
}

function head(names: readonly string[], unplanned: Unplanned): readonly string[] {
  if (names.length === 1) return ['| change |', '|---|'];
  if (names.length > MOST_COLUMNS) return ['| change | environments |', '|---|---|'];
  const columns = names.map((name) => `${asMarkdown([nameOf(name)])}${unplanned.has(name) ? ' (not planned)' : ''}`);
  return [`| ${['change', ...columns].join(' | ')} |`, `|---|${':-:|'.repeat(names.length)}`];
}

/** A row for the changes of a block in the same environments, so that a phone shows the table, too. */
function rowsOf({ subjects, lines }: ChangeBlock, names: readonly string[], unplanned: Unplanned): readonly string[] {
  const kind = subjects.every(({ isNewApp }) => isNewApp) ? `new app${subjects.length > 1 ? 's' : ''} ` : '';
  const titles = phrases(
    subjects.map(({ name }) => name),
    MOST_APPS,
  );
  const isPlanned = (name: string) => !subjects.some(({ team }) => unplanned.get(name)?.has(team) === true);
  return bySameEnvironments(lines).map(({ phrases: own, environments }) => {
    const cells =
      names.length === 1
        ? []
        : names.length > MOST_COLUMNS
          ? [asMarkdown(environmentsPhrase(environments, names))]
          : names.map((name) => (environments.has(name) ? '✓' : isPlanned(name) ? '·' : '?'));
    const change = [`**${kind}${asMarkdown(titles)}**`, ...own.map((phrase) => asMarkdown(phrase))].join('<br>');
    return `| ${[change, ...cells].join(' | ')} |`;
  });
}

interface Row {
  readonly phrases: Phrase[];
  readonly environments: ReadonlySet<string>;
}

function bySameEnvironments(lines: ChangeBlock['lines']): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { phrase, environments } of lines) {
    const key = JSON.stringify([...environments].sort());
    const row = rows.get(key) ?? { phrases: [], environments };
    rows.set(key, row);
    row.phrases.push(phrase);
  }
  return [...rows.values()];
}
