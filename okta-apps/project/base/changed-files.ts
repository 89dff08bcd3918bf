import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { ChangedFile, FileKind } from '../../shared/changed-file';
import type { Git } from './git';
import { sameNames } from './same-names';

/** What is compared: a commit with another, or with the working tree. */
interface Compared {
  readonly commit: string;
  readonly head?: string;
  /** Absolute path of the repository. */
  readonly root: string;
  /** Path of the project in the repository, with `/` at its end; empty when it is the repository. */
  readonly prefix: string;
  /** Folders of packages outside the project that it depends on, from its folder. */
  readonly packages?: readonly string[];
}

/** Changes, and whether something in the working tree is not committed. */
interface Changes {
  readonly changes: readonly ChangedFile[];
  readonly dirty: boolean;
}

/** Files above the project's folder that say how git and package managers treat what is in it. */
const ABOVE = [
  ...['.gitattributes', '.gitmodules', '.npmrc', '.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs', 'pnpm-workspace.yaml'],
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'],
];
/** What CI systems read from the repository's root. */
const PIPELINE = ['.github', '.gitlab', '.gitlab-ci.yml', '.ci', 'CODEOWNERS'];
/** Rules of the repository alone: those of a person's own machine say nothing about a commit. */
const IGNORED = ['ls-files', '--cached', '--ignored', '--exclude-per-directory=.gitignore', '-z'];

/** A `.gitmodules` of the head may say that git passes over its submodules; here it never does, and never looks into one. */
const DIFF = ['diff', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--ignore-submodules=dirty', '-z'];

/**
 * The files of the project that differ, and those above it that change how it is treated; sorted by path.
 *
 * @param output Absolute path of the folder that a synth writes: it is no change, whether git ignores it or not.
 */
export async function changesSince(compared: Compared, git: Git, output: string | undefined): Promise<Changes> {
  const { commit, head, root, prefix, packages = [] } = compared;
  const where = ['--', '.', ...above(prefix), ...packages.map((name) => fromRoot(path.posix.join(prefix, name)))];
  if (head !== undefined) {
    const [listed, all, ignored] = await Promise.all([
      git([...DIFF, commit, head, ...where]),
      git(['ls-tree', '-r', '-z', '--name-only', head]),
      git(IGNORED),
    ]);
    return { changes: withMarks(parseRaw(listed, prefix), names(all), names(ignored)), dirty: false };
  }
  const project = path.join(root, prefix);
  const written = output === undefined ? [] : generated(path.relative(project, output));
  const [listed, own, known, strange, ignored] = await Promise.all([
    git([...DIFF, commit, ...where]),
    git([...DIFF, '--name-only', 'HEAD']),
    git(['ls-files', '-z']),
    git(['ls-files', '--others', '--exclude-standard', '-z', '--', '.', ...written]),
    git(IGNORED),
  ]);
  const others = names(strange);
  const untracked = await Promise.all(
    others.map(async (name) => ({ path: name, after: await kindOf(path.join(project, name)) })),
  );
  const changes = withMarks([...parseRaw(listed, prefix), ...untracked], [...names(known), ...others], names(ignored));
  return { changes, dirty: own !== '' || others.length > 0 };
}

function above(prefix: string): readonly string[] {
  const parents = prefix.split('/').slice(0, -1);
  if (parents.length === 0) return [];
  const files = parents.flatMap((_, count) => {
    const folder = parents.slice(0, count).map((part) => `${part}/`);
    return ABOVE.map((name) => `${folder.join('')}${name}`);
  });
  return [...files, ...PIPELINE].map(fromRoot);
}

function fromRoot(name: string): string {
  return `:(top,literal)${name}`;
}

/** What keeps a folder out of a list of git; nothing for one that is elsewhere, of which git lists nothing. */
function generated(folder: string): readonly string[] {
  return folder === '' || folder.startsWith('..') || path.isAbsolute(folder) ? [] : [`:(exclude,literal)${folder}`];
}

function names(text: string): readonly string[] {
  return text.split('\0').filter((name) => name !== '');
}

/** Reads `:100644 100755 <id> <id> M`, then the path from the repository's root. */
function parseRaw(text: string, prefix: string): readonly ChangedFile[] {
  const fields = text.split('\0');
  return fields.flatMap((field, at) => {
    const [, before = '', after = ''] = /^:(\d{6}) (\d{6}) /.exec(field) ?? [];
    if (at % 2 === 1 || before === '') return [];
    const kinds = { before: KINDS[before], after: KINDS[after] };
    return [
      {
        path: path.posix.relative(prefix, fields[at + 1] ?? ''),
        ...(kinds.before !== undefined && { before: kinds.before }),
        ...(kinds.after !== undefined && { after: kinds.after }),
      },
    ];
  });
}

const KINDS: Readonly<Record<string, FileKind>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'symbolic link',
  '160000': 'submodule',
};

/** Git lists a folder with a repository of its own by its name and a slash. */
async function kindOf(file: string): Promise<FileKind> {
  const found = await lstat(file);
  if (found.isSymbolicLink()) return 'symbolic link';
  if (found.isDirectory()) return 'submodule';
  return (found.mode & 0o111) === 0 ? 'file' : 'executable';
}

/** With the marks that take the names of all files of the head, and of those that git ignores. */
function withMarks(
  changes: readonly ChangedFile[],
  all: readonly string[],
  ignoredNames: readonly string[],
): readonly ChangedFile[] {
  const ignored = new Set(ignoredNames);
  const removed = new Set(changes.filter(({ after }) => after === undefined).map((change) => change.path));
  const same = sameNames(all.filter((name) => !removed.has(name)));
  return changes
    .map((change) => {
      const sameAs = change.after === undefined ? [] : same(change.path);
      const isIgnored = change.after !== undefined && ignored.has(change.path);
      return { ...change, ...(sameAs.length > 0 && { sameAs }), ...(isIgnored && { ignored: true }) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
