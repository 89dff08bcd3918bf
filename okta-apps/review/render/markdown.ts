import { code, prose } from '../../shared/markdown';
import type { Blobs } from '../blobs';
import type { Review } from '../review-model';
import { changeSummary } from './change-lines';
import { assemble, WHOLE } from './cut';
import { findingEntries } from './finding-entries';
import { headlineOf } from './headline';
import { changeTable } from './markdown-changes';
import { changeSection, messageSection, numberSection, paritySection } from './markdown-details';
import { findingSection, SEVERITY_SIGNS, visibleFindings } from './markdown-findings';
import { notLookedAtLines, stackLines } from './overview';
import { asMarkdown } from './phrase';
import { subjectsOf } from './subjects';
import { witnessSection } from './witness-lines';

/** First line of every comment. It finds the comment again, and proves nothing: anyone can write it. */
export const COMMENT_MARKER = '<!-- okta-apps: plan review -->';

/** GitHub takes less than 65,536 characters; the difference is for what a poster may have to add. */
export const COMMENT_LIMIT = 65_000;

/** Rows of the table of changes, and hosts in one of them, that a reader can take in. */
const ROOM = { lines: 12, columns: 110, hosts: 1, newHosts: 3 };

/** Which commits a comment is about, as full ids. */
export interface CommentPlace {
  readonly base?: string;
  readonly head?: string;
  /** What moved on since the review was made, a sentence each. @default [] */
  readonly stale?: readonly string[];
  /** Public address of docs/review-rules.md, for links from findings. @default - ids of rules are no links */
  readonly rulesPage?: string | undefined;
  /** Where the files of the head are shown. @default - lines of code are no links */
  readonly blobs?: Blobs | undefined;
}

/**
 * The review as one comment of a pull or merge request: one screen that says what changes and what needs a decision, and
 * folds that have everything. Text of authors appears as code only, where markdown, HTML and mentions mean nothing; the
 * length stays below `COMMENT_LIMIT`, and what did not fit is said.
 */
export function renderMarkdown(review: Review, place: CommentPlace = review.commits ?? {}): string {
  const subjects = subjectsOf(review);
  const entries = findingEntries(review, subjects);
  const { word, phrase, severity } = headlineOf(review, entries);
  const stale = (place.stale ?? []).flatMap((sentence) => [`> ⚠️ **Stale:** ${prose(sentence)}`, '']);
  const head = [
    COMMENT_MARKER,
    `### ${SEVERITY_SIGNS[severity]} ${word}${asMarkdown(phrase)}`,
    '',
    ...stale,
    ...fitting(changeTable(review, changeSummary(review, subjects, ROOM))),
    ...visibleFindings(review, entries, place),
    ...notLookedAtLines(review).flatMap((line) => [`> ⚠️ ${asMarkdown(line)}`, '']),
    ...stackLines(review).flatMap((line) => [asMarkdown(line), '']),
    ...commits(place),
  ];
  const sections = [
    messageSection(review),
    findingSection(review, entries, place),
    witnessSection(review),
    paritySection(review),
    numberSection(review),
    changeSection(review, subjects),
  ].filter(({ items }) => items.length > 0);
  return assemble(head.join('\n'), sections, COMMENT_LIMIT);
}

/** A single change may have ten thousand values; what follows the table must have room. */
function fitting(table: readonly string[]): readonly string[] {
  const length = table.reduce((sum, line) => sum + line.length + 1, 0);
  return length <= MOST_OF_TABLE ? table : [`> **The table of changes is too long for a comment:** ${WHOLE}.`, ''];
}

const MOST_OF_TABLE = 25_000;

function commits({ base, head }: CommentPlace): string[] {
  const parts = [...(head ? [`head ${code(head)}`] : []), ...(base ? [`base ${code(base)}`] : [])];
  return parts.length === 0 ? [] : [`Commits: ${parts.join(', ')}.`, ''];
}
