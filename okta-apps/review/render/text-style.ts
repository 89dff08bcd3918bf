import type { ReviewSeverity } from '../severity';
import type { Paint } from './paint';

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
