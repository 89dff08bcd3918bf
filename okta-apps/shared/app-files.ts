import { field, isList, object } from './json';

/** Which files of a repository a team edits, and which packages of it the app loads; paths are from the project's folder. */
export interface AppFiles {
  /** Globs of what a team changes without being asked about it. */
  readonly team: readonly string[];
  /** Folders of packages of the repository that the project depends on, with `/` at the end. */
  readonly packages: readonly string[];
  /** Folders in the project that are packages of their own and that it does not depend on. */
  readonly otherPackages: readonly string[];
}

/** Stacks, their data, the entry that names them, tests and texts. */
export const DEFAULT_TEAM: readonly string[] = ['main.ts', 'stacks/**', 'env/**', '__tests__/**', 'docs/**', '*.md'];

/** A project alone in its repository, with the folders that `README.md` names. */
export const DEFAULT_FILES: AppFiles = { team: DEFAULT_TEAM, packages: [], otherPackages: [] };

/** `context["okta-apps"].team` of a `cdktf.json`; undefined where it is no list of paths below the project's folder. */
export function teamGlobs(context: unknown): readonly string[] | undefined {
  const globs = field(object(field(object(context), 'okta-apps')), 'team') ?? DEFAULT_TEAM;
  if (!isList(globs)) return undefined;
  const texts = globs.filter((glob) => typeof glob === 'string' && /^(?![/!])(?!(?:.*\/)?\.\.(?:\/|$)).+$/.test(glob));
  return texts.length === globs.length ? (texts as readonly string[]) : undefined;
}
