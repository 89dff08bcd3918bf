import type { ReviewSeverity } from '../severity';

/** How a part of the text is written. */
export interface TextStyle {
  readonly paint: Paint;
  readonly columns: number;
}

export const HUES: Readonly<Record<ReviewSeverity | 'none', 'red' | 'magenta' | 'green' | 'none'>> = {
  block: 'red',
  high: 'red',
  medium: 'magenta',
  info: 'none',
  none: 'green',
};

/** Longer lines, and wider tables, are hard to read. */
export const MOST_COLUMNS = 120;

/** Colors a text for a terminal, or leaves it. */
export type Paint = Readonly<Record<'red' | 'magenta' | 'green' | 'bold' | 'none', (text: string) => string>>;

/** These stay readable on black and on white; yellow, blue and cyan do not. */
const CODES = { red: 31, magenta: 35, green: 32 } as const;

export function painter(color: boolean): Paint {
  const none = (text: string) => text;
  const hue = (code: number) => (color ? (text: string) => `\u001b[${code}m${text}\u001b[39m` : none);
  return {
    red: hue(CODES.red),
    magenta: hue(CODES.magenta),
    green: hue(CODES.green),
    bold: color ? (text: string) => `\u001b[1m${text}\u001b[22m` : none,
    none,
  };
}
