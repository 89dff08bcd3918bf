import { asMarkdown, asText } from '../review/render/phrase';
import { prose } from '../shared/markdown';
import { escaped } from '../shared/visible-text';
import { pageOf } from './page';
import type { DriftReport } from './report';

/** The largest text of an issue that GitHub takes has 65,536 characters. */
const LONGEST_MARKDOWN = 60_000;

/** The report for a terminal. */
export function textOf(report: DriftReport): string {
  const { headline, facts, blocks } = pageOf(report);
  const lines = [
    headline,
    ...facts.map(asText),
    ...blocks.flatMap(({ title, lines: own }) => ['', asText(title), ...own.map((line) => `  ${asText(line)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of an issue: nothing in it that an author wrote is markdown. */
export function markdownOf(report: DriftReport): string {
  const { headline, facts, blocks } = pageOf(report);
  const head = [`**${prose(headline)}**`, '', ...facts.flatMap((fact) => [asMarkdown(fact), ''])].join('\n');
  let text = `${head}\n`;
  for (const [at, { title, lines }] of blocks.entries()) {
    const items = lines.map((line) => {
      const [first = ''] = line;
      const isPart = typeof first === 'string' && first.startsWith('  ');
      return isPart ? `  - ${asMarkdown([first.trimStart(), ...line.slice(1)])}` : `- ${asMarkdown(line)}`;
    });
    const block = [`### ${asMarkdown(title)}`, '', ...items, '', ''].join('\n');
    if (text.length + block.length > LONGEST_MARKDOWN) {
      return `${text}…and ${blocks.length - at} more; \`okta-apps drift --json\` lists all.\n`;
    }
    text += block;
  }
  return `${text.trimEnd()}\n`;
}

/** By `drift.schema.json`. Characters that a terminal would hide or act on are written as `\u…`. */
export function jsonOf(report: DriftReport): string {
  const lines = JSON.stringify(report, null, 2).split('\n');
  return `${lines.map(escaped).join('\n')}\n`;
}
