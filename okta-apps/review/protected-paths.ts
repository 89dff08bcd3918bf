/** Files that decide how changes are judged or run. */
export interface Guarded {
  /** What they decide. */
  readonly what: string;
  /** A folder with its `/` at the end, or a file; from the project's root. */
  readonly paths: readonly string[];
}

/** What a pull request may not change and be judged by at once. */
export const GUARDED: readonly Guarded[] = [
  { what: 'rules', paths: ['rules/', 'okta-apps/review/'] },
  { what: 'severities and waivers', paths: ['env/'] },
  { what: 'tool', paths: ['okta-apps/', 'scripts/', 'package.json', 'package-lock.json', '.npmrc', 'cdktf.json'] },
  { what: 'pipeline', paths: ['.github/', '.gitlab-ci.yml', '.gitlab/', '.ci/', 'CODEOWNERS'] },
];

function fits(file: string, path: string): boolean {
  return path.endsWith('/') ? file.startsWith(path) : file === path;
}

/** What each changed file decides: the first in `GUARDED` that it fits; files that decide nothing are left out. */
export function guardedFiles(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of [...new Set(files)].sort()) {
    const plain = file.replace(/^\.\//, '');
    const guarded = GUARDED.find(({ paths }) => paths.some((path) => fits(plain, path)));
    if (guarded !== undefined) found.set(guarded.what, [...(found.get(guarded.what) ?? []), plain]);
  }
  return found;
}
