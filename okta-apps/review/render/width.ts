/** Characters that a terminal shows in two columns. @see https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

/** They take no column of their own. */
const MARK = /\p{M}/u;

/** Names of more columns than this make a list unreadable. */
const LONGEST_NAME = 40;
const TAIL = 12;
/** More than these no name can show, whatever its characters are made of. */
const MOST_UNITS = 100;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** A name without its middle, when it is long. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_NAME && widthOf(text) <= LONGEST_NAME) return text;
  const [start, end] = [Array.from(text.slice(0, MOST_UNITS)), Array.from(text.slice(-MOST_UNITS))];
  const tail = headOf(end.reverse(), TAIL);
  return `${headOf(start, LONGEST_NAME - TAIL - 1)}…${Array.from(tail).reverse().join('')}`;
}

/** The text filled with blanks to a width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/**
 * Lines of at most `width` columns. Words stay whole: one that is longer than a line gets a line to itself. Between two
 * wide characters a line may end, as in the languages that have them.
 *
 * @param indent Blanks before every line but the first.
 */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  const room = () => width - (lines.length === 0 ? 0 : indent.length);
  for (const { text: unit, blank } of unitsOf(text)) {
    const size = widthOf(unit);
    if (line !== '' && columns + Number(blank) + size > room()) {
      lines.push(line);
      [line, columns] = ['', 0];
    }
    const space = blank && line !== '' ? ' ' : '';
    line += space + unit;
    columns += space.length + size;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines.map((each, at) => (at === 0 ? each : indent + each));
}

/** What a line may not end inside of, and whether there is a blank before it. */
function* unitsOf(text: string): Iterable<{ readonly text: string; readonly blank: boolean }> {
  for (const word of text.split(' ').filter((each) => each !== '')) {
    let unit = '';
    let blank = true;
    for (const character of word) {
      const breaks = unit !== '' && columnsOf(character) === 2 && WIDE.test(lastOf(unit));
      if (breaks) {
        yield { text: unit, blank };
        [unit, blank] = ['', false];
      }
      unit += character;
    }
    yield { text: unit, blank };
  }
}

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}

function columnsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function headOf(characters: readonly string[], width: number): string {
  let head = '';
  let columns = 0;
  for (const character of characters) {
    columns += columnsOf(character);
    if (columns > width) break;
    head += character;
  }
  return head;
}
