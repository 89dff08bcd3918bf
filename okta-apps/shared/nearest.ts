/** One wrong character in four is a slip of the hand; more is another word. */
const CHARACTERS_PER_SLIP = 4;

/**
 * The known text that was probably meant; undefined when none is near.
 *
 * @param most How many slips there may be. @default - one in four characters
 */
export function nearest(
  text: string,
  known: readonly string[],
  most = Math.floor(text.length / CHARACTERS_PER_SLIP),
): string | undefined {
  let best: { readonly text: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    if (Math.abs(candidate.length - text.length) > most) continue;
    const limit = Math.min(most, (best?.distance ?? Infinity) - 1);
    const distance = distanceBetween(text, candidate, limit);
    if (distance <= limit) best = { text: candidate, distance };
  }
  return best?.text;
}

/** How many characters must be added, removed or replaced; Infinity when it is more than the limit. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceBetween(a: string, b: string, limit: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    // No later row has a smaller distance than the smallest of this one.
    if (Math.min(...current) > limit) return Infinity;
    above = current;
  }
  return above[b.length] ?? 0;
}
