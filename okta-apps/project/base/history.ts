import type { Git } from './git';

/** One commit on the own line of a branch. */
export interface LineCommit {
  readonly commit: string;
  /** The first is what the branch was before. */
  readonly parents: readonly string[];
}

/** Exit code of `merge-base --is-ancestor` for no, and of `merge-tree` for a conflict. */
const NO = 1;

/**
 * The commits by which a branch went from one state to another, oldest first: of a merge that is the merge alone,
 * without what it brought.
 *
 * @returns undefined when the branch never was at `from`.
 */
export async function lineOf(git: Git, from: string, to: string): Promise<readonly LineCommit[] | undefined> {
  if (from === to) return [];
  const text = await git(['rev-list', '--first-parent', '--parents', '--reverse', to, `^${from}`]);
  const line = text
    .split('\n')
    .filter((each) => each !== '')
    .map((each): LineCommit => {
      const [commit = '', ...parents] = each.split(' ');
      return { commit, parents };
    });
  return line[0]?.parents[0] === from ? line : undefined;
}

export async function isAncestor(git: Git, older: string, newer: string): Promise<boolean> {
  return (await git.ask(['merge-base', '--is-ancestor', older, newer], NO)) !== undefined;
}

async function treeOf(git: Git, commit: string): Promise<string> {
  return (await git(['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`])).trim();
}

/**
 * Whether the files of a commit are those that merging `head` onto `base` gives: what a platform writes when it merges,
 * squashes or rebases, and nothing else. Runs in the folder of the repository's own data, because attributes of the
 * working tree would say how to merge.
 */
export async function isMergeOf(git: Git, commit: string, base: string, head: string): Promise<boolean> {
  const wanted = await treeOf(git, commit);
  const own = (await git(['rev-parse', '--absolute-git-dir'])).trim();
  // Platforms differ in whether they follow renamed files; both ways are honest merges of the same two commits.
  for (const renames of ['true', 'false']) {
    const settings = ['-C', own, '-c', `merge.renames=${renames}`, '-c', 'merge.directoryRenames=conflict'];
    const merged = await git.ask([...settings, 'merge-tree', '--write-tree', '--no-messages', base, head], NO);
    if (merged?.split('\n')[0] === wanted) return true;
  }
  return false;
}
