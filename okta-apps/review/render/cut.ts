import { counted } from '../../shared/lists';

/** A part of a comment that can be shortened by whole items. */
export interface Section {
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
  /** What one item is called when it is left out: `finding`. */
  readonly noun: string;
  /** Room that the section may take at most, so that it leaves some for what follows. @default - what is left */
  readonly most?: number;
}

/** Where the rest of a list is that is shortened. */
export const WHOLE = 'the text and JSON formats list all';

/** `and 3 more (…)` */
export const MORE_ELSEWHERE = `more (${WHOLE})`;

/** `and 3 more lines (…)`, at the end of a list that is shortened. */
export function moreLines(count: number): string {
  return `and ${counted(count, 'more line')} (${WHOLE})`;
}

/** Room for the sentence that says what was left out. */
const RESERVED = 800;

interface Fitted {
  readonly text: string;
  readonly left: number;
}

/** As many items from the beginning as there is room for; nothing when not even one fits. */
function fit({ open, items, close }: Section, room: number): Fitted {
  let size = open.length + close.length + 2;
  let count = 0;
  for (const item of items) {
    if (size + item.length + 1 > room) break;
    size += item.length + 1;
    count += 1;
  }
  if (count === 0 && items.length > 0) return { text: '', left: items.length };
  return { text: [open, ...items.slice(0, count), close].join('\n'), left: items.length - count };
}

function leftOut(left: ReadonlyMap<string, number>): string {
  if (left.size === 0) return '';
  const parts = [...left].map(([noun, count]) => `${count} × ${noun}`);
  return `\n> **Truncated to fit the comment size limit:** ${parts.join(', ')}. The text and JSON formats list everything.\n`;
}

/**
 * Puts sections after a head, in their order, as far as the limit goes. Only whole items are left out, the last ones of
 * a section first, and the end says how many of what.
 *
 * @param limit of the whole text, in UTF-16 units.
 */
export function assemble(head: string, sections: readonly Section[], limit: number): string {
  const left = new Map<string, number>();
  let text = head;
  for (const section of sections) {
    const fitted = fit(section, Math.min(limit - text.length - RESERVED, section.most ?? limit));
    text += fitted.text;
    if (fitted.left > 0) left.set(section.noun, (left.get(section.noun) ?? 0) + fitted.left);
  }
  return text + leftOut(left);
}
