import { getHeapStatistics } from 'node:v8';

/** A longer text does not fit into one string of Node. About 20,000 apps in a plan. */
const LONGEST_STRING = 400 * 1024 * 1024;

/** Reading and reviewing a plan takes up to this many times its text. */
const MEMORY_PER_CHARACTER = 5;

/** How long a plan may be, in characters, so that this process does not run out of memory while it reads it. */
export function longestText(): number {
  return Math.min(LONGEST_STRING, Math.floor(getHeapStatistics().heap_size_limit / MEMORY_PER_CHARACTER));
}

/** What to do about a plan that is longer. */
export function tooLongText(): string {
  const mebibytes = Math.round(longestText() / 2 ** 20);
  return longestText() < LONGEST_STRING
    ? `more than ${mebibytes} MiB do not fit into the memory of this process; set NODE_OPTIONS=--max-old-space-size=4096, or split the stack`
    : `more than ${mebibytes} MiB cannot be read at once; split the stack`;
}
