/** Files that decide how changes are reviewed or run. */
export interface ProtectedPaths {
  /** What they decide. */
  readonly what: string;
  /** A folder with its `/` at the end, or a file; from the project's root. */
  readonly paths: readonly string[];
}

/** What a pull request may not change and be reviewed by at once. */
export const PROTECTED_PATHS: readonly ProtectedPaths[] = [
  { what: 'rules', paths: ['rules/', 'okta-apps/review/'] },
  { what: 'severities and waivers', paths: ['env/'] },
  { what: 'tool', paths: ['okta-apps/', 'scripts/', 'package.json', 'package-lock.json', '.npmrc', 'cdktf.json'] },
  { what: 'pipeline', paths: ['.github/', '.gitlab-ci.yml', '.gitlab/', '.ci/', 'CODEOWNERS'] },
];

function fits(file: string, path: string): boolean {
  return path.endsWith('/') ? file.startsWith(path) : file === path;
}

/** What each changed file decides: the first in `PROTECTED_PATHS` that it fits; files that decide nothing are left out. */
export function protectedFiles(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of [...new Set(files)].sort()) {
    const plain = file.replace(/^\.\//, '');
    const own = PROTECTED_PATHS.find(({ paths }) => paths.some((path) => fits(plain, path)));
    if (own !== undefined) found.set(own.what, [...(found.get(own.what) ?? []), plain]);
  }
  return found;
}
