import { counted } from '../../shared/lists';
import { APP_OAUTH } from '../../resources/app-oauth';
import { wordsOf } from '../../resources/attribute-of';
import type { EnvironmentReview, Review } from '../review-model';
import type { ReviewSeverity } from '../severity';
import { assemble, WHOLE, type Section } from './cut';
import { code, prose } from '../../shared/markdown';
import { findingSections, waiverSection } from './markdown-findings';
import { stackSections } from './markdown-stacks';
import { headlineWord, stackNotes, totals } from './words';

/** First line of every comment. It finds the comment again, and proves nothing: anybody can write it. */
export const COMMENT_MARKER = '<!-- okta-apps: plan review -->';

/** GitHub takes less than 65,536 characters; the difference is for what a poster may have to add. */
export const COMMENT_LIMIT = 65_000;

/** Longer tables are of no use to anybody. */
const MOST_ROWS = 50;

const SEVERITY_SIGNS: Readonly<Record<ReviewSeverity, string>> = {
  block: '⛔',
  high: '🔴',
  medium: '🟠',
  info: '🔵',
};

const number = (count: number) => (count === 0 ? '·' : String(count));

/** Which commits a comment is about, as full ids. */
export interface CommentPlace {
  readonly base?: string;
  readonly head?: string;
  /** What moved on since the review was made, a sentence each. @default [] */
  readonly stale?: readonly string[];
}

/**
 * The review as one comment of a pull or merge request. Text of authors appears as code only, where markdown, HTML and
 * mentions mean nothing; the length stays below `COMMENT_LIMIT`, and what did not fit is said.
 */
export function renderMarkdown(review: Review, place: CommentPlace = review.commits ?? {}): string {
  const stale = (place.stale ?? []).flatMap((sentence) => [`> ⚠️ **Stale:** ${prose(sentence)}`, '']);
  const head = [
    COMMENT_MARKER,
    headline(review),
    '',
    ...stale,
    ...commits(place),
    summary(review),
    '',
    ...matrix(review),
    ...notes(review),
  ];
  const sections = [
    ...findingSections(review),
    waiverSection(review),
    paritySection(review),
    ...stackSections(review),
  ].filter(({ items }) => items.length > 0);
  return assemble(head.join('\n'), sections, COMMENT_LIMIT);
}

function headline(review: Review): string {
  const { severity, environment, subject, means } = review.headline;
  const sign = severity === 'none' ? '✅' : SEVERITY_SIGNS[severity];
  const where = [subject, environment].filter((part) => part !== undefined).map(code);
  return `### ${sign} ${[headlineWord(review), ...(where.length > 0 ? [where.join(' in ')] : [])].join(' · ')}: ${prose(means)}`;
}

function summary(review: Review): string {
  const { open, waived } = totals(review);
  const parts = open
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${SEVERITY_SIGNS[severity]} ${count} ${severity}`);
  const accepted = waived > 0 ? [`${counted(waived, 'finding')} accepted by a waiver`] : [];
  return [...(parts.length > 0 ? parts : ['no findings']), ...accepted].join(' · ');
}

function findingsCell({ findings, waived }: EnvironmentReview): string {
  const parts = (['block', 'high', 'medium', 'info'] as const)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => `${SEVERITY_SIGNS[severity]} ${findings[severity]}`);
  if (waived > 0) parts.push(`${waived} accepted`);
  return parts.length > 0 ? parts.join(' ') : '–';
}

function row(line: EnvironmentReview): string {
  const notes = stackNotes(line);
  const name = `${line.production ? '**' : ''}${code(line.environment)}${line.production ? '**' : ''}`;
  const cells = [line.create, line.change, line.replace, line.delete, line.import, line.drift].map(number);
  const first = notes.length > 0 ? `${name} (${notes.join(', ')})` : name;
  return `| ${[first, ...cells, findingsCell(line)].join(' | ')} |`;
}

function matrix({ environments }: Review): string[] {
  if (environments.length === 0) return [];
  const more = environments.length - MOST_ROWS;
  return [
    '| environment | create | change | replace | delete | import | drift | findings |',
    '|---|:-:|:-:|:-:|:-:|:-:|:-:|---|',
    ...environments.slice(0, MOST_ROWS).map(row),
    ...(more > 0 ? [`| and ${more} more (${WHOLE}) | | | | | | | |`] : []),
    '',
  ];
}

function notes({ stacks }: Review): string[] {
  if (!stacks.some(({ rehearsal }) => rehearsal)) return [];
  const what = 'what people changed by hand in Okta is not in it';
  return [`> Rehearsal: planned against a throwaway org on which the base was applied; ${what}.`, ''];
}

function paritySection({ parity }: Review): Section {
  const names = [...new Set(parity.flatMap(({ values }) => values.map(({ environment }) => environment)))];
  const items = parity.map(({ address, attribute, values }) => {
    const cells = names.map((name) => values.find(({ environment }) => environment === name)?.value);
    const texts = cells.map((value) => (value === undefined ? '–' : code(value)));
    return `| ${[code(address), prose(wordsOf(APP_OAUTH, attribute)), ...texts].join(' | ')} |`;
  });
  const head = ['app', 'what', ...names.map(code)];
  return {
    open: `\n#### Production is not like the rest\n\n| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`,
    items,
    close: '',
    noun: 'line of the parity table',
    most: 6_000,
  };
}

function commits({ base, head }: CommentPlace): string[] {
  const parts = [...(head ? [`head ${code(head)}`] : []), ...(base ? [`base ${code(base)}`] : [])];
  return parts.length === 0 ? [] : [`Commits: ${parts.join(', ')}.`, ''];
}
