import { isAncestor, isMergeOf } from './history';
import type { Git } from './git';

/** Who a commit says made it. Anyone may write any name and address there. */
export interface CommitPeople {
  readonly commit: string;
  /** What the branch was before it; undefined for the first commit of a repository. */
  readonly firstParent?: string;
  readonly author: string;
  readonly committer: string;
  /** Addresses of its `Co-authored-by` lines. */
  readonly coAuthors: readonly string[];
  /** It merges the base into the branch, and brings nothing else. */
  readonly mergesBase: boolean;
}

/** No setting of a user adds lines to it, and no `.mailmap` of the branch renames an author. */
const LOG = ['log', '-z', '--no-show-signature', '--no-notes', '--no-mailmap', '--no-decorate', '--encoding=UTF-8'];
const FORMAT = '--format=%H%n%P%n%ae%n%ce%n%B';
const CO_AUTHOR = /^\s*co-authored-by:.*<([^<>\n]*)>\s*$/gim;

/**
 * The e-mail addresses in the commits that a branch has and its base has not, in lower case: all of them, where an API
 * lists the first 250.
 */
export async function commitPeople(git: Git, base: string, head: string): Promise<readonly CommitPeople[]> {
  const text = await git([...LOG, FORMAT, head, `^${base}`]);
  const people: CommitPeople[] = [];
  for (const entry of text.split('\0').filter((each) => each !== '')) {
    const [commit = '', parents = '', author = '', committer = '', ...message] = entry.split('\n');
    const [firstParent = ''] = parents.split(' ');
    people.push({
      commit,
      ...(firstParent !== '' && { firstParent }),
      author: author.toLowerCase(),
      committer: committer.toLowerCase(),
      coAuthors: [...message.join('\n').matchAll(CO_AUTHOR)].map(([, email = '']) => email.trim().toLowerCase()),
      mergesBase: await mergesBase(git, commit, parents.split(' '), base),
    });
  }
  return people;
}

async function mergesBase(git: Git, commit: string, parents: readonly string[], base: string): Promise<boolean> {
  const [own, other, ...more] = parents;
  if (own === undefined || other === undefined || more.length > 0) return false;
  return (await isAncestor(git, other, base)) && (await isMergeOf(git, commit, own, other));
}
