import { code, prose } from '../../shared/markdown';
import { masked } from '../../shared/known-secrets';
import { clipped, visible } from '../../shared/visible-text';
import { shortened } from './width';

/**
 * Words of this project, or a text of an author: that is shown as code, where markdown and HTML mean nothing. A link is
 * an address that this project made.
 */
export type Part = string | { readonly value: string; readonly link?: string };

/** What a renderer writes in its own way. */
export type Phrase = readonly Part[];

/** A text of an author. */
export function value(text: string): Part {
  return { value: text };
}

/** A name in a list that must stay readable: its middle is left out when it is long, and the details have it whole. */
export function nameOf(text: string): Part {
  return { value: withoutMiddle(text) };
}

/** Columns of a value where a reader takes in the whole of a change: a host fits, and a label of a hundred wide letters does not. */
const MOST_OF_VALUE = 100;

/** The phrase with its long values without their middle: the details have them whole. */
export function brief(phrase: Phrase): Phrase {
  return phrase.map((part) =>
    typeof part === 'string' ? part : { ...part, value: withoutMiddle(part.value, MOST_OF_VALUE) },
  );
}

/** Masked before it is shortened, because half a secret is not found later. Invisible characters count as they are shown. */
function withoutMiddle(text: string, most?: number): string {
  const whole = visible(text);
  return shortened(whole, most) === whole ? text : shortened(visible(masked(text)), most);
}

export function asMarkdown(phrase: Phrase): string {
  return phrase.map(partMarkdown).join('');
}

function partMarkdown(part: Part): string {
  if (typeof part === 'string') return prose(part);
  return part.link === undefined ? code(part.value) : `[${code(part.value)}](${part.link})`;
}

export function asText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? visible(part) : clipped(part.value))).join('');
}

/** `a, b and c`; of more than `most`, how many others there are. */
export function listOf(parts: readonly Part[], most = Number.MAX_SAFE_INTEGER, others = 'more'): Phrase {
  const more = parts.length - most;
  if (more > 0) return [...withCommas(parts.slice(0, most)), ` and ${more} ${others}`];
  const [last, ...first] = [...parts].reverse();
  if (last === undefined) return [];
  return first.length === 0 ? [last] : [...withCommas(first.reverse()), ' and ', last];
}

function withCommas(parts: readonly Part[]): Phrase {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [', ', part]));
}
