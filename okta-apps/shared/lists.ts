/** `1 finding`, `2 findings` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and c` */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** The first names, and of the others how many there are and where. */
export function firstOf(names: readonly string[], most: number, where: string): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more (${where})` : listed(names);
}

/** `"a", "b" or "c"` */
export function anyOf(choices: readonly string[]): string {
  return listed(
    choices.map((choice) => `"${choice}"`),
    'or',
  );
}

/** Names that a text lists with commas between them, each once. */
export function commaSeparated(text = ''): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '');
}

/** The items by a key of theirs, keys in the order of their first item. Node 20 has no `Map.groupBy`. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
