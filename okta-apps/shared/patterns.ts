const ANY: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

/** The text as the part of a pattern that matches it and nothing else. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A pattern of whole names, where `*` stands for any characters and `?` for one. */
export function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/[*?]|[^*?]+/g, (part) => ANY[part] ?? escapeRegExp(part));
  return new RegExp(`^${source}$`);
}
