import { escaped } from './shown';

/** Blanks that are not the space, and letters and marks that look like one or like nothing. */
const BLANKS = /[\u00a0\u034f\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]/g;

/** Longer values are cut in the middle: who gets in is at the beginning, and the end tells two of them apart. */
const LONGEST = 240;
const TAIL = 40;
/** Invisible characters grow when they are written out. */
const LONGEST_SHOWN = 480;

/** Text of an author on one line, with nothing in it that a screen would hide, turn round or act on. */
export function visible(text: string): string {
  return escaped(text).replace(BLANKS, (blank) => `\\u${blank.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same, cut when it is long; the cut is said. */
export function clipped(text: string): string {
  const cut = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - TAIL)} … ${text.slice(-TAIL)}`;
  const shown = visible(cut);
  const end = shown.length <= LONGEST_SHOWN ? shown : `${visible(shown.slice(0, LONGEST_SHOWN))}…`;
  return text.length <= LONGEST && end === shown ? shown : `${end} (${text.length} characters)`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

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

/** Text of an author inside an HTML block, such as a summary, where markdown is not read. */
export function htmlCode(text: string): string {
  const content = clipped(text).replace(/[^A-Za-z0-9 ._\-/]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
  return `<code>${content}</code>`;
}

/** Lines of a fenced block; the fence is longer than any in them. */
export function fenced(language: string, lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(2, ...lines.map((line) => longestRun(line, '`'))) + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** Text of this project in markdown: its punctuation stands for itself. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('@', '&#64;');
}
