import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { field, object, textField } from '../../shared/json';
import type { CommitPlace } from './base-commit';
import type { Git } from './git';

const MODULES = 'node_modules';
/** This package in its own repository: what loads the app of the base is built there. */
const OWN_PACKAGE = 'okta-oidc-cdktf';

/** What no commit has, and every synth needs: the base gets that of the working tree. */
export interface LentFolder {
  readonly what: 'generated bindings' | 'builds';
  /** From the repository's root. */
  readonly path: string;
  /** Files from which it is made, from the repository's root; a folder has a `/` at its end. */
  readonly madeOf: readonly string[];
}

/**
 * The base takes installed packages from the working tree, since installing them again takes minutes; but packages of
 * the repository are those of its own commit.
 *
 * @param packages Folders of those that the project depends on, as `packagesAt` lists them.
 */
export async function linkPackages(
  place: CommitPlace,
  packages: readonly string[],
  tree: string,
  git: Git,
): Promise<void> {
  const { root, prefix } = place;
  const project = path.join(root, prefix);
  for (let folder = project; ; folder = path.dirname(folder)) {
    const above = folder !== root && !folder.startsWith(root + path.sep);
    const from = path.join(folder, MODULES);
    await (above ? link(from, path.join(path.dirname(tree), MODULES)) : linkModules(from, root, tree));
    if (above && existsSync(from)) break;
    if (folder === path.dirname(folder)) break;
  }
  for (const name of packages) await linkModules(path.join(project, name, MODULES), root, tree);
  for (const { path: name } of await lentFolders(place, packages, git)) {
    await link(path.join(root, name), path.join(tree, name));
  }
}

/** What the base gets of the working tree besides installed packages; only what is there, and in no commit. */
export async function lentFolders(
  { root, prefix, configuration }: CommitPlace,
  packages: readonly string[],
  git: Git,
): Promise<readonly LentFolder[]> {
  const bindings = path.posix.join(prefix, bindingsFolder(configuration));
  const builds = await Promise.all(
    packages.map(async (name): Promise<readonly LentFolder[]> => {
      const folder = path.posix.join(prefix, name);
      const ignored = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
      const listed = await git(['-C', root, ...ignored, '--', `:(top,literal)${folder}`]);
      const own = listed.split('\0').filter((one) => one !== '' && !one.split('/').includes(MODULES));
      return own.map((one) => ({ what: 'builds', path: one.replace(/\/$/, ''), madeOf: [folder] }));
    }),
  );
  const dist = ['constructs/', 'rules/', 'okta-apps/'].map((name) => `${prefix}${name}`);
  const all: readonly LentFolder[] = [
    { what: 'generated bindings', path: bindings, madeOf: [`${prefix}cdktf.json`] },
    ...(isOwnPackage(path.join(root, prefix))
      ? [{ what: 'builds', path: `${prefix}dist`, madeOf: dist } as const]
      : []),
    ...builds.flat(),
  ];
  return all.filter((one) => existsSync(path.join(root, one.path)));
}

/** @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/configuration-file */
function bindingsFolder(configuration: string | undefined): string {
  const usual = '.gen';
  try {
    const named = textField(object(JSON.parse(configuration ?? '{}')), 'codeMakerOutput') ?? usual;
    return /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$)).+$/.test(named) ? named : usual;
  } catch {
    return usual;
  }
}

function isOwnPackage(project: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
    return field(object(manifest), 'name') === OWN_PACKAGE;
  } catch {
    return false;
  }
}

/** Links a folder of packages as a whole, or one by one where some of them are folders of this repository. */
async function linkModules(from: string, root: string, tree: string): Promise<void> {
  if (!existsSync(from)) return;
  const own = await workspaceLinks(from, root);
  const to = path.join(tree, path.relative(root, from));
  if (own.size === 0) {
    await link(from, to);
    return;
  }
  await linkEach(from, to, own, tree);
}

async function linkEach(from: string, to: string, own: WorkspaceLinks, tree: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    const folder = own.get(source);
    if (folder !== undefined) await link(path.join(tree, folder), target);
    else if (name.startsWith('@')) await linkEach(source, target, own, tree);
    else await link(source, target);
  }
}

/** Folders from the repository's root, by the path of the link that a package manager made to them. */
export type WorkspaceLinks = ReadonlyMap<string, string>;

/** The packages in a folder of packages that are folders of this repository. */
export async function workspaceLinks(modules: string, root: string): Promise<WorkspaceLinks> {
  const found = new Map<string, string>();
  const real = realpathSync(root);
  for (const entry of await readdir(modules, { withFileTypes: true })) {
    const at = path.join(modules, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory()) {
      for (const [link, folder] of await workspaceLinks(at, root)) found.set(link, folder);
    }
    const folder = entry.isSymbolicLink() && existsSync(at) ? path.relative(real, realpathSync(at)) : '..';
    const parts = folder.split(path.sep);
    if (parts[0] !== '..' && !path.isAbsolute(folder) && !parts.includes(MODULES)) found.set(at, folder);
  }
  return found;
}

async function link(from: string, to: string): Promise<void> {
  if (existsSync(from) && !existsSync(to) && existsSync(path.dirname(to))) await symlink(from, to, 'junction');
}
