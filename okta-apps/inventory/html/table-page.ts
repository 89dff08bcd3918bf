import { createHash } from 'node:crypto';
import { escapeHtml } from '../../shared/html';
import { masked } from '../../shared/known-secrets';
import { visible, withoutUserInfo } from '../../shared/visible-text';
import { TABLE_SCRIPT } from './table-script';
import { TABLE_STYLE } from './table-style';

/** One line of a cell: text that is not trusted. */
export interface CellLine {
  readonly text: string;
  /** An address that this tool made itself. @default - no link */
  readonly href?: string;
  /** Smaller than the rest. @default false */
  readonly minor?: true;
  /** What stands out. @default - nothing */
  readonly tone?: 'bad' | 'warn' | 'good';
}

export interface Cell {
  readonly lines: readonly CellLine[];
  /** What rows are sorted by. @default - the text */
  readonly sort?: number;
  /** It says that there is nothing: its row is last, however the column is sorted. @default false */
  readonly isEmpty?: true;
}

export interface Column {
  readonly head: string;
  /** Percent of the width of the page. */
  readonly width: number;
  /** Readers may choose one of its values: the first lines of its cells. @default false */
  readonly choice?: true;
}

/** A page with one table. */
export interface TablePage {
  readonly title: string;
  /** Sentences below the title. */
  readonly notes: readonly string[];
  /** What readers see first: numbers, and what they count. */
  readonly figures: readonly { readonly count: number; readonly words: string; readonly tone?: CellLine['tone'] }[];
  /** Lists above the table. @default - none */
  readonly sections?: readonly { readonly title: string; readonly items: readonly string[] }[];
  readonly columns: readonly Column[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly Cell[])[];
}

/** More lines of a cell than this are counted. */
const MOST_LINES = 40;

/** A cell of plain text. */
export function textCell(...texts: readonly string[]): Cell {
  return { lines: texts.map((each) => ({ text: each })) };
}

/** The words for a value that is not known, or that an app does not have. */
export function minorCell(words: string): Cell {
  return { lines: [{ text: words, minor: true }], isEmpty: true };
}

/**
 * The page as pieces of one HTML document that loads nothing. Its table sorts and filters with a small script and is
 * readable without it. No text of a row can be more than text: all of it is escaped, and the policy of the page allows
 * its own style and script by their hashes, and nothing else.
 */
export function* tablePage(page: TablePage): Iterable<string> {
  const { title, notes, rows, columns } = page;
  const style = TABLE_STYLE + columns.map(columnStyle).join('');
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style)}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">
<title>${html(title)}</title><style>${style}</style></head>
<body><header><h1>${html(title)}</h1>
${notes.map((note) => `<p>${html(note)}</p>`).join('\n')}
${figuresHtml(page)}</header>
<main>
${(page.sections ?? []).map(sectionHtml).join('\n')}
${controlsHtml(page)}
<p id="status" role="status">${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'app' : 'apps'}</p>
<table id="apps"><caption>${html(title)}</caption>
<thead><tr>${columns.map(({ head }) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead>
<tbody>
`;
  for (const row of rows) yield `${rowHtml(row)}\n`;
  yield `</tbody></table>
</main>
<script>${TABLE_SCRIPT}</script>
</body></html>
`;
}

/** Text that may be anything, as HTML: masked, with what a screen would hide or turn round written out. */
function html(text: string): string {
  return escapeHtml(visible(withoutUserInfo(masked(text))));
}

function policyFor(style: string): string {
  const [styleHash, scriptHash] = [style, TABLE_SCRIPT].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return `default-src 'none'; style-src ${styleHash}; script-src ${scriptHash}; base-uri 'none'; form-action 'none'`;
}

/** The width of a column, and on a narrow screen, where a row is a list, its head before each value. */
function columnStyle({ head, width }: Column, at: number): string {
  const nth = `:nth-child(${at + 1})`;
  const label = at === 0 ? '' : `@media screen and (max-width:48rem){td${nth}::before{content:"${head}"}}\n`;
  return `@media print,(min-width:48.01rem){thead th${nth}{width:${width}%}}\n${label}`;
}

function figuresHtml({ figures }: TablePage): string {
  const items = figures.map(
    ({ count, words, tone }) =>
      `<div><dt>${html(words)}</dt><dd${tone === undefined ? '' : ` class="${tone}"`}>${count.toLocaleString('en')}</dd></div>`,
  );
  return items.length === 0 ? '' : `<dl class="figures">${items.join('')}</dl>`;
}

function sectionHtml({ title, items }: NonNullable<TablePage['sections']>[number]): string {
  if (items.length === 0) return '';
  return `<section><h2>${html(title)}</h2><ul>${items.map((item) => `<li>${html(item)}</li>`).join('\n')}</ul></section>`;
}

/** Hidden until the script runs: without it they would do nothing. */
function controlsHtml({ columns, rows }: TablePage): string {
  const choices = columns.flatMap(({ head, choice }, at) => {
    if (choice !== true) return [];
    const values = [...new Set(rows.map((row) => row[at]?.lines[0]?.text ?? ''))].sort();
    const options = values.map((value) => `<option value="${html(value)}">${html(value)}</option>`);
    return [
      `<p><label for="choice-${at}">${html(head)}</label>
<select id="choice-${at}" data-column="${at}"><option value="">All</option>${options.join('')}</select></p>`,
    ];
  });
  return `<div id="controls" role="search" hidden><p><label for="filter">Filter</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false"></p>
${choices.join('\n')}
<p><button id="print" type="button">Print</button></p></div>`;
}

function rowHtml(cells: readonly Cell[]): string {
  const parts = cells.map((cell, at) => {
    const sort = cell.isEmpty ? ' data-sort=""' : cell.sort === undefined ? '' : ` data-sort="${cell.sort}"`;
    const tag = at === 0 ? 'th' : 'td';
    return `<${tag}${at === 0 ? ' scope="row"' : ''}${sort}>${linesHtml(cell.lines)}</${tag}>`;
  });
  return `<tr>${parts.join('\n')}</tr>`;
}

function linesHtml(lines: readonly CellLine[]): string {
  const shown = lines.slice(0, MOST_LINES).map(lineHtml);
  const more = lines.length - shown.length;
  if (more > 0) shown.push(lineHtml({ text: `and ${more} more`, minor: true }));
  return shown.join('\n');
}

function lineHtml({ text, href, minor, tone }: CellLine): string {
  const content = href === undefined ? html(text) : `<a href="${escapeHtml(href)}">${html(text)}</a>`;
  const classes = [minor === true ? 'minor' : '', tone ?? ''].filter((name) => name !== '').join(' ');
  return `<div${classes === '' ? '' : ` class="${classes}"`}>${content}</div>`;
}
