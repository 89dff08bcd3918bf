import { clipped, visible } from './visible-text';

/**
 * Text of an author as a code span: there markdown, HTML, mentions and references mean nothing. A `|` would end the
 * cell of a table even there, so it is written as its number.
 */
export function code(text: string): string {
  const content = clipped(text).replaceAll('|', '\\u007c');
  if (content === '') return '``` ```';
  const fence = '`'.repeat(longestRun(content, '`') + 1);
  const pad = /^[ `]|[ `]$/.test(content) ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** Lines of a fenced block; the fence is longer than any in them. */
export function fenced(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(2, ...lines.map((line) => longestRun(line, '`'))) + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/**
 * Text of this project in markdown: its punctuation stands for itself. GitHub and GitLab make links and mentions of
 * `https:`, `www.`, `@name`, `#1` and the like wherever they find them, also when they are escaped; an empty HTML
 * comment in the middle keeps them from that.
 */
export function prose(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
    .replace(/@|:(?=\/\/\w)|www(?=\.)|(?:&amp;|[#!$%~])(?=\w)/gi, `$&${NOTHING}`);
}

const NOTHING = '<!-- -->';

function longestRun(text: string, character: string): number {
  if (!text.includes(character)) return 0;
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
