import { foldName } from '../../shared/fold-name';

/**
 * Finds names that a file system without case, or with one form of accents, takes for the same: there one of the two
 * files is read in place of the other. Folders count too.
 *
 * @param paths All paths of a tree.
 * @returns What else a path, or a folder on the way to it, is the same as.
 */
export function sameNames(paths: readonly string[]): (path: string) => readonly string[] {
  const spellings = new Map<string, Set<string>>();
  for (const name of new Set(paths.flatMap(withFolders))) {
    const key = foldName(name);
    spellings.set(key, (spellings.get(key) ?? new Set()).add(name));
  }
  return (path) =>
    withFolders(path)
      .flatMap((name) => [...(spellings.get(foldName(name)) ?? [])].filter((other) => other !== name))
      .sort();
}

/** `a`, `a/b` and `a/b/c.ts` of `a/b/c.ts`. */
function withFolders(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
