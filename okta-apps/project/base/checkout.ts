import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { BaseCommit } from './base-commit';
import type { Git } from './git';

/**
 * Writes the files of a commit into a folder, with an index of its own: unlike `git worktree add` that leaves no mark
 * in the repository, not even when it is cut short, and runs no hook.
 *
 * @param into An empty folder.
 * @returns The project's folder in there.
 */
export async function checkOut({ commit, root, prefix }: BaseCommit, into: string, git: Git): Promise<string> {
  const tree = path.join(into, 'tree');
  const index = path.join(into, 'index');
  await mkdir(tree);
  // Also what a sparse checkout leaves out.
  const whole = ['-c', 'core.sparseCheckout=false', '-C', root];
  await git([...whole, 'read-tree', commit], { index });
  await git([...whole, 'checkout-index', '--all', `--prefix=${tree}/`], { index });
  const project = path.join(tree, prefix);
  await mkdir(project, { recursive: true });
  await linkPackages(path.join(root, prefix), root, tree);
  return project;
}

/** The base takes packages, and what is built of this one, from the head: installing them again takes minutes. */
async function linkPackages(project: string, root: string, tree: string): Promise<void> {
  const inTree = (folder: string): string => path.join(tree, path.relative(root, folder));
  await link(path.join(project, 'dist'), path.join(inTree(project), 'dist'));
  for (let folder = project; ; folder = path.dirname(folder)) {
    const above = folder !== root && !folder.startsWith(root + path.sep);
    const from = path.join(folder, 'node_modules');
    await link(from, path.join(above ? path.dirname(tree) : inTree(folder), 'node_modules'));
    if (above && existsSync(from)) return;
    if (folder === path.dirname(folder)) return;
  }
}

async function link(from: string, to: string): Promise<void> {
  if (existsSync(from) && !existsSync(to)) await symlink(from, to, 'junction');
}
