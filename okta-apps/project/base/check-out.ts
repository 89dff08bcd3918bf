import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommitPlace } from './base-commit';
import type { Git } from './git';
import { linkPackages } from './link-packages';

/**
 * Writes the files of a commit into a folder, with an index of its own: unlike `git worktree add` that leaves no mark
 * in the repository, not even when it is interrupted, and runs no hook.
 *
 * @param packages Folders of the repository's packages that the project depends on.
 * @param into An empty folder.
 * @returns The project's folder in there.
 */
export async function checkOut(
  place: CommitPlace,
  packages: readonly string[],
  into: string,
  git: Git,
): Promise<string> {
  const { commit, root, prefix } = place;
  const tree = path.join(into, 'tree');
  const index = path.join(into, 'index');
  await mkdir(tree);
  // Also what a sparse checkout leaves out.
  const whole = ['-c', 'core.sparseCheckout=false', '-C', root];
  await git([...whole, 'read-tree', commit], { index });
  // In a work tree of its own: else the attributes of the head would say how the files of the base are written.
  await git([...whole, 'checkout-index', '--all'], { index, workTree: tree });
  const project = path.join(tree, prefix);
  await mkdir(project, { recursive: true });
  await ownRepository(place, tree, index, git);
  await linkPackages(place, packages, tree, git);
  return project;
}

/**
 * An app that asks git for its commit gets this one, and its history. The objects stay where they are; branches and
 * tags are not known there.
 */
async function ownRepository({ commit, root }: CommitPlace, tree: string, index: string, git: Git): Promise<void> {
  const [objects = '', shallow = ''] = (
    await git(['-C', root, 'rev-parse', '--git-path', 'objects', '--git-path', 'shallow'])
  )
    .split('\n')
    .map((name) => path.resolve(root, name));
  const own = path.join(tree, '.git');
  await mkdir(path.join(own, 'objects', 'info'), { recursive: true });
  await mkdir(path.join(own, 'refs'));
  const format =
    commit.length > SHA1
      ? 'repositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256'
      : 'repositoryformatversion = 0';
  await Promise.all([
    writeFile(path.join(own, 'HEAD'), `${commit}\n`),
    writeFile(path.join(own, 'config'), `[core]\n\tbare = false\n\t${format}\n`),
    writeFile(path.join(own, 'objects', 'info', 'alternates'), `${objects}\n`),
    copyFile(index, path.join(own, 'index')),
    ...(existsSync(shallow) ? [copyFile(shallow, path.join(own, 'shallow'))] : []),
  ]);
}

/** Characters of an id. */
const SHA1 = 40;
