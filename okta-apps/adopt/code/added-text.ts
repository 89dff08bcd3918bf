import type { FileToWrite } from '../../scaffold/write-all';

/** More lines than this are not compared one by one: then both are shown whole. */
const MOST_COMPARED = 2_000;

/** What a file gets, for a person: all of a new file, and of a changed one the lines that differ. */
export function addedText({ name, text, before }: FileToWrite): string {
  const lines = text.trimEnd().split('\n');
  if (before === undefined) return `${name} (new)\n${lines.map((line) => marked('+', line)).join('')}\n`;
  return `${name} (changed)\n${difference(before.trimEnd().split('\n'), lines).join('')}\n`;
}

function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const start = commonLength(before, after);
  const end = commonLength(before.slice(start).toReversed(), after.slice(start).toReversed());
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const same = old.length * now.length > MOST_COMPARED ** 2 ? [] : longestCommon(old, now);
  const shown: string[] = [];
  let [at, to] = [0, 0];
  for (const line of [...same, undefined]) {
    for (; at < old.length && old[at] !== line; at += 1) shown.push(marked('-', old[at] ?? ''));
    for (; to < now.length && now[to] !== line; to += 1) shown.push(marked('+', now[to] ?? ''));
    at += 1;
    to += 1;
  }
  return shown;
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const length = one.findIndex((line, at) => line !== other[at]);
  return length < 0 ? Math.min(one.length, other.length) : length;
}

/** Lines that both have, in their order. */
function longestCommon(one: readonly string[], other: readonly string[]): readonly string[] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  const lengthAt = (at: number, to: number): number => lengths[at]?.[to] ?? 0;
  for (let at = one.length - 1; at >= 0; at -= 1) {
    for (let to = other.length - 1; to >= 0; to -= 1) {
      const row = lengths[at];
      if (row === undefined) continue;
      row[to] =
        one[at] === other[to] ? lengthAt(at + 1, to + 1) + 1 : Math.max(lengthAt(at + 1, to), lengthAt(at, to + 1));
    }
  }
  const same: string[] = [];
  for (let at = 0, to = 0; at < one.length && to < other.length;) {
    if (one[at] === other[to]) {
      same.push(one[at] ?? '');
      at += 1;
      to += 1;
    } else if (lengthAt(at + 1, to) >= lengthAt(at, to + 1)) at += 1;
    else to += 1;
  }
  return same;
}

function marked(mark: string, line: string): string {
  return line === '' ? `${mark}\n` : `${mark} ${line}\n`;
}
