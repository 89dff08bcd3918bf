import picomatch from 'picomatch';
import { DEFAULT_FILES, type AppFiles } from '../shared/app-files';

/** Files that decide how changes are reviewed or run. */
export interface ProtectedPaths {
  /** What they decide. */
  readonly what: string;
  /** A folder with its `/` at the end, or a file; from the project's root. */
  readonly paths: readonly string[];
}

/** What CI systems read from the root of the repository, whichever folder of it the project is. */
const PIPELINE: ProtectedPaths = {
  what: 'pipeline',
  paths: ['.github/', '.gitlab-ci.yml', '.gitlab/', '.ci/', 'CODEOWNERS'],
};

/** What a pull request may not change and be reviewed by at once. */
export const PROTECTED_PATHS: readonly ProtectedPaths[] = [
  { what: 'rules', paths: ['rules/', 'okta-apps/review/'] },
  { what: 'severities and waivers', paths: ['env/'] },
  { what: 'tool', paths: ['okta-apps/', 'scripts/', 'package.json', 'package-lock.json', '.npmrc', 'cdktf.json'] },
  PIPELINE,
];

/** What else the app may load: its library, its helpers, and packages of the repository. */
export const LOADED = 'code that the app loads';
/** Node.js and a compiler load these; other files of a monorepo are nothing that a synth runs. */
const CODE = /\.(?:[cm]?[jt]sx?|json|node|wasm)$/i;
const ABOVE = /^(?:\.\.\/)+/;

/** What each changed file decides, by what it decides; files of a team, and those that nothing here reads, are left out. */
export function protectedFiles(
  files: readonly string[],
  app: AppFiles = DEFAULT_FILES,
): ReadonlyMap<string, readonly string[]> {
  const isTeam = teamFiles(app);
  const found = new Map<string, string[]>();
  for (const file of [...new Set(files.map((name) => name.replace(/^\.\//, '')))].sort()) {
    const what = decides(file) ?? (isLoaded(file, app) && !isTeam(file) ? LOADED : undefined);
    if (what !== undefined) found.set(what, [...(found.get(what) ?? []), file]);
  }
  return found;
}

/** Whether a path is one that a team changes without being asked about it. */
export function teamFiles({ team }: AppFiles): (file: string) => boolean {
  return picomatch([...team], { dot: true });
}

function decides(file: string): string | undefined {
  if (ABOVE.test(file)) return fits(file.replace(ABOVE, ''), PIPELINE) ? PIPELINE.what : undefined;
  return PROTECTED_PATHS.find((one) => fits(file, one))?.what;
}

function fits(file: string, { paths }: ProtectedPaths): boolean {
  return paths.some((path) => (path.endsWith('/') ? file.startsWith(path) : file === path));
}

function isLoaded(file: string, { packages, otherPackages }: AppFiles): boolean {
  if (!CODE.test(file)) return false;
  const within = (folder: string): boolean => file.startsWith(folder);
  if (packages.some(within)) return true;
  return !ABOVE.test(file) && !otherPackages.some(within);
}
