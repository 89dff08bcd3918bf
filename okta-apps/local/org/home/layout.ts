import { escapeHtml } from '../../../shared/html';
import type { Answer } from '../call';
import { page, PAGE_HEADERS } from '../sign-in/pages';
import type { Origin } from './code';

/** What the pages about apps need beside the style of all pages: tables that become lists on a narrow screen. */
const STYLE = `
main{max-width:52rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-top:1px solid color-mix(in srgb,CanvasText 20%,Canvas);overflow-wrap:anywhere}
thead th{border-top:0;font-weight:600}
tbody th{font-weight:400;width:11rem;overflow-wrap:normal}
td.from,.note{color:color-mix(in srgb,CanvasText 75%,Canvas);font-size:.9rem}
.differs{border-left:4px solid #b35c00;padding-left:.75rem}
.differs th{padding-left:.75rem}
a{color:LinkText}
.action{display:inline-block;padding:.5rem 1rem;border:1px solid LinkText;border-radius:4px;text-decoration:none;margin:0 .5rem .5rem 0}
section{margin-top:2.5rem}
caption{text-align:left;font-weight:600;padding:.35rem 0}
@media(max-width:34rem){thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{display:block;border-top:1px solid color-mix(in srgb,CanvasText 20%,Canvas);padding:.35rem 0}th,td{display:block;border:0;padding:0;width:auto}tbody th{font-weight:600;width:auto}.differs th{padding-left:0}}
`;

/** The head of the column that says what a value is from. */
export const REMARK = 'Where it comes from';

/** A page about apps. @param body HTML, of which everything that is not ours went through `escapeHtml` */
export function widePage(title: string, body: string): string {
  return page(title, body, STYLE);
}

/** The answer that is a page. */
export function pageAnswer(status: number, html: string): Answer {
  return { status, headers: PAGE_HEADERS, bytes: Buffer.from(html) };
}

/** A cell of a table: lines of text that is not trusted. */
type Cell = readonly string[];

export interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Stands out. @default false */
  readonly differs?: boolean;
}

/** A table whose rows have names. @param heads of the columns, with that of the names */
export function table(caption: string, heads: readonly string[], rows: readonly Row[]): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const lines = rows.map(({ name, cells, differs = false }) => {
    const texts = cells.map((cell, at) => {
      const isRemark = heads[at + 1] === REMARK;
      return `<td${isRemark ? ' class="from"' : ''}>${cell.map(escapeHtml).join('<br>')}</td>`;
    });
    return `<tr${differs ? ' class="differs"' : ''}><th scope="row">${escapeHtml(name)}</th>${texts.join('')}</tr>`;
  });
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead>
<tbody>${lines.join('\n')}</tbody></table>`;
}

/** `stacks/storefront-stack.ts:14 (storefront-local/storefront-web)` */
export function originText({ construct, place }: Origin): string {
  return place === undefined ? construct : `${place} (${construct})`;
}
