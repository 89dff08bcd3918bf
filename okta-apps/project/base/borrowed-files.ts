import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BorrowedFiles } from '../../shared/changed-file';
import { field, object } from '../../shared/json';
import type { CommitPlace } from './base-commit';
import type { Git } from './git';
import { lentFolders, workspaceLinks } from './link-packages';

/** Say which packages are installed. */
export const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'];
/** Changes of packages that a package manager applies after it installed them. */
const PATCH = /\.patch$/;

/**
 * The files that say what a commit's synth gets of the working tree, and that differ between the two. The synth of
 * that commit was not quite its own then.
 *
 * @param packages Folders of the repository's packages that the project depends on.
 */
export async function borrowedFiles(
  place: CommitPlace,
  packages: readonly string[],
  git: Git,
): Promise<readonly BorrowedFiles[]> {
  const { root, prefix } = place;
  const lent = await lentFolders(place, packages, git);
  const folders = packages.map((name) => path.posix.join(prefix, name));
  const copied = await copiedFolders(folders, place);
  const around = foldersAround(prefix);
  const files = await differing(place, [...folders, ...lent.flatMap(({ madeOf }) => madeOf)], git);
  const isWithin = (some: readonly string[]) => (file: string) =>
    some.some((one) => (one.endsWith('/') ? file.startsWith(one) : file === one));
  const installed = around.some((folder) => existsSync(path.join(root, folder, 'node_modules')));
  const says = saysWhatIsInstalled(root, around);
  const madeOf = (what: string) => lent.flatMap((one) => (one.what === what ? one.madeOf : []));
  const bindings = madeOf('generated bindings');
  const found: readonly BorrowedFiles[] = [
    {
      what: 'packages',
      files: installed ? files.filter((file) => says(file) || PATCH.test(file) || isWithin(copied)(file)) : [],
    },
    {
      what: 'generated bindings',
      files: bindings.length > 0 && bindingsDiffer(place) ? files.filter(isWithin(bindings)) : [],
    },
    { what: 'builds', files: files.filter(isWithin(madeOf('builds'))) },
  ];
  return found.flatMap((one) => {
    const shown = one.files.map((file) => path.posix.relative(prefix, file)).sort();
    return shown.length === 0 ? [] : [{ ...one, files: shown }];
  });
}

/** The project's folder and those above it, from the repository's root. */
function foldersAround(prefix: string): readonly string[] {
  const parts = prefix.split('/').filter((part) => part !== '');
  return [...parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`), ''];
}

/** Lock files do; without one, what asks for packages does. */
function saysWhatIsInstalled(root: string, around: readonly string[]): (file: string) => boolean {
  const locks = around.flatMap((folder) => LOCK_FILES.map((name) => `${folder}${name}`));
  const hasLock = locks.some((file) => existsSync(path.join(root, file)));
  const names = hasLock ? locks : [...locks, ...around.map((folder) => `${folder}package.json`)];
  return (file) => names.includes(file);
}

/** Packages of the repository that are not linked: what is installed is a copy. */
async function copiedFolders(folders: readonly string[], { root, prefix }: CommitPlace): Promise<readonly string[]> {
  if (folders.length === 0) return [];
  const places = [...foldersAround(prefix), ...folders].map((folder) => path.join(root, folder, 'node_modules'));
  const links = await Promise.all(places.filter((one) => existsSync(one)).map((one) => workspaceLinks(one, root)));
  const linked = new Set(
    links.flatMap((one) => [...one.values()].map((folder) => `${folder.replaceAll(path.sep, '/')}/`)),
  );
  return folders.filter((folder) => !linked.has(folder));
}

/** Files that differ between the commit and the working tree, from the repository's root. */
async function differing(
  { commit, root, prefix }: CommitPlace,
  more: readonly string[],
  git: Git,
): Promise<readonly string[]> {
  const named = foldersAround(prefix).flatMap((folder) =>
    [...LOCK_FILES, 'package.json'].map((name) => `:(top,literal)${folder}${name}`),
  );
  const where = ['--', ...named, ...more.map((one) => `:(top,literal)${one}`), ':(top,glob)**/*.patch'];
  const diff = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '--ignore-submodules=dirty', '-z', commit];
  const [tracked, others] = await Promise.all([
    git(['-C', root, ...diff, ...where]),
    git(['-C', root, 'ls-files', '--others', '--exclude-standard', '-z', ...where]),
  ]);
  return [...new Set(`${tracked}${others}`.split('\0').filter((name) => name !== ''))];
}

/** `cdktf get` generates from these. */
function bindingsDiffer({ root, prefix, configuration }: CommitPlace): boolean {
  const file = path.join(root, prefix, 'cdktf.json');
  const texts = [configuration, existsSync(file) ? readFileSync(file, 'utf8') : undefined];
  const [before, after] = texts.map(generatedFrom);
  return !isDeepStrictEqual(before, after);
}

/** One that cannot be read has its fault named by the synth. */
function generatedFrom(text: string | undefined): unknown {
  try {
    const configuration = object(JSON.parse(text ?? '{}'));
    return ['terraformProviders', 'terraformModules'].map((name) => field(configuration, name));
  } catch {
    return text;
  }
}
