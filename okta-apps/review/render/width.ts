/** What terminals show in two columns, besides emoji. @see https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f320}\u{20000}-\u{3ffff}]/u;

/** A picture, however many characters it is made of: flags, numbers on keys, and letters that are asked to be one. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

/** They take no column of their own: marks, and the vowels and ends of Korean syllables. */
const MARK = /[\p{M}\u1160-\u11ff\ud7b0-\ud7fb]/u;

const ASCII = /^[\x20-\x7e]*$/;

/** Names of more columns than this make a list unreadable, and do not fit into a terminal of 40 columns. */
const LONGEST_NAME = 36;
/** A third of what is shown, at most: the end tells two names apart. */
const TAIL = 3;
/** Characters that a column is made of, at most: marks can be piled up. */
const MOST_UNITS = 3;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const cluster of clustersOf(text)) width += columnsOf(cluster);
  return width;
}

/** A text without its middle, when it is long. @param most Columns. */
export function shortened(text: string, most = LONGEST_NAME): string {
  if (text.length <= most * MOST_UNITS && widthOf(text) <= most) return text;
  const tail = Math.floor(most / TAIL);
  // What is sliced off may have cut a character in two.
  const start = clustersOf(text.slice(0, most * MOST_UNITS)).slice(0, -1);
  const end = clustersOf(text.slice(-most * MOST_UNITS))
    .slice(1)
    .reverse();
  return `${headOf(start, most - tail - 1).join('')}…${headOf(end, tail).reverse().join('')}`;
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
    if (ASCII.test(word)) {
      yield { text: word, blank: true };
      continue;
    }
    let unit = '';
    let blank = true;
    let isWide = false;
    for (const cluster of clustersOf(word)) {
      const isNextWide = isWideCluster(cluster);
      if (unit !== '' && isWide && isNextWide) {
        yield { text: unit, blank };
        [unit, blank] = ['', false];
      }
      unit += cluster;
      isWide = isNextWide;
    }
    yield { text: unit, blank };
  }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as people count them: a flag is one, and a letter with its marks. */
function clustersOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function isWideCluster(cluster: string): boolean {
  return EMOJI.test(cluster) || WIDE.test(cluster);
}

function columnsOf(cluster: string): number {
  if (EMOJI.test(cluster)) return 2;
  let width = 0;
  for (const character of cluster) {
    if (!MARK.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

function headOf(clusters: readonly string[], width: number): string[] {
  const head: string[] = [];
  let columns = 0;
  for (const cluster of clusters) {
    columns += columnsOf(cluster);
    if (columns > width) break;
    head.push(cluster);
  }
  return head;
}
