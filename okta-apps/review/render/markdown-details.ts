import { sentence } from '../../../rules/texts';
import { code, fenced, prose } from '../../shared/markdown';
import { clipped } from '../../shared/visible-text';
import { APP_OAUTH } from '../../resources/app-oauth';
import { wordsOf } from '../../resources/attribute-of';
import type { ParityRow } from '../parity';
import type { Review } from '../review-model';
import { changeItems, type ChangeItem } from './change-items';
import { MORE_ELSEWHERE, moreLines, WHOLE, type Section } from './cut';
import { numbers } from './overview';
import { asMarkdown, listOf, value } from './phrase';
import { addressesOf, placesPhrase } from './places';
import { stackMessages, type StackMessage } from './stack-messages';
import type { Subjects } from './subjects';
import { differenceLines } from './words';

/** Lists of more members than this are shortened. */
const MOST_LINES = 60;
const MOST_PLACES = 60;
const MOST_ROWS = 50;

/** Every change with its address and its whole values, folded; equal ones are one. */
export function changeSection(review: Review, subjects: Subjects): Section {
  const names = review.environments.map(({ environment }) => environment);
  const items = changeItems(review, subjects);
  const total = items.reduce((sum, { places }) => sum + places.length, 0);
  return {
    open: `\n<details><summary>${total === 1 ? 'The change' : `All ${total} changes`}, with addresses and values</summary>\n`,
    items: items.map((item) => changeText(item, names)),
    close: '</details>\n',
    noun: 'change',
  };
}

/** What Terraform and this tool say of stacks. It is open where a stack has no plan, because the reason is there. */
export function messageSection(review: Review): Section {
  const messages = stackMessages(review);
  const isOpen = messages.some(({ kind }) => kind === 'failure' || kind === 'error');
  return {
    open: `\n<details${isOpen ? ' open' : ''}><summary>Messages and notes (${messages.length})</summary>\n`,
    items: messages.map(messageText),
    close: '</details>\n',
    noun: 'message',
    most: 12_000,
  };
}

/** Settings in which production differs. */
export function paritySection({ parity, environments }: Review): Section {
  const names = environments
    .map(({ environment }) => environment)
    .filter((name) => parity.some(({ values }) => values.some(({ environment }) => environment === name)));
  const rows = new Map<string, ParityRow & { readonly addresses: string[] }>();
  for (const row of parity) {
    const key = JSON.stringify([row.attribute, row.values]);
    const known = rows.get(key) ?? { ...row, addresses: [] };
    rows.set(key, known);
    known.addresses.push(row.address);
  }
  const items = [...rows.values()].map(({ addresses, attribute, values }) => {
    const cells = names.map((name) => values.find(({ environment }) => environment === name)?.value);
    const texts = cells.map((text) => (text === undefined ? '–' : code(text)));
    return `| ${[asMarkdown(listOf(addresses.map(value), MOST_PLACES, MORE_ELSEWHERE)), prose(wordsOf(APP_OAUTH, attribute)), ...texts].join(' | ')} |`;
  });
  const head = ['app', 'setting', ...names.map(code)];
  return {
    open: `\n<details><summary>Settings in which production differs (${parity.length})</summary>\n\n| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`,
    items,
    close: '\n</details>\n',
    noun: 'setting in which production differs',
    most: 6_000,
  };
}

/** The changes of each environment in numbers. */
export function numberSection(review: Review): Section {
  const { columns, rows } = numbers(review);
  const more = rows.length - MOST_ROWS;
  const head = ['environment', ...columns];
  return {
    open: `\n<details><summary>Changes by environment</summary>\n\n| ${head.join(' | ')} |\n|---|${':-:|'.repeat(columns.length)}`,
    items:
      rows.length < 2
        ? []
        : [
            ...rows
              .slice(0, MOST_ROWS)
              .map(({ environment, counts }) => `| ${[code(environment), ...counts.map(dotForNone)].join(' | ')} |`),
            ...(more > 0 ? [`| and ${more} more (${WHOLE}) |${' |'.repeat(columns.length)}`] : []),
          ],
    close: '\n</details>\n',
    noun: 'environment',
  };
}

function dotForNone(count: number): string {
  return count === 0 ? '·' : String(count);
}

function changeText({ title, places, parts, notes }: ChangeItem, names: readonly string[]): string {
  const addresses = addressesOf(places);
  const where = placesPhrase(places, names, MOST_PLACES, MORE_ELSEWHERE);
  const [word, ...rest] = title;
  return [
    [
      `**${asMarkdown(word === undefined ? [] : [word])}**${asMarkdown(rest)}`,
      asMarkdown(where),
      ...(addresses.length > 0 ? [asMarkdown(listOf(addresses, MOST_PLACES, MORE_ELSEWHERE))] : []),
    ].join(' · '),
    ...parts.flatMap(({ differences, then }) => [
      diff(differences.flatMap((difference) => differenceLines(difference, clipped))),
      ...(then === undefined ? [] : [`${sentence(then)}.`]),
    ]),
    ...notes.map((note) => asMarkdown(note)),
  ]
    .map((paragraph) => `${paragraph}\n`)
    .join('\n');
}

function diff(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  return fenced('diff', [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`  … and ${moreLines(more)}`] : [])]);
}

const KINDS: Readonly<Record<StackMessage['kind'], string>> = {
  failure: 'Failed',
  error: 'Error of Terraform',
  warning: 'Warning of Terraform',
  note: 'Note',
};

function messageText({ kind, lines, stacks }: StackMessage): string {
  const where = asMarkdown(listOf(stacks.map(value), MOST_PLACES, MORE_ELSEWHERE));
  return `**${KINDS[kind]}** · ${where}\n\n${fenced('text', lines.map(clipped))}\n`;
}
