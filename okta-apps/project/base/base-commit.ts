import path from 'node:path';
import { UserError } from '../../shared/errors';
import type { Git } from './git';

/** What the working tree is compared with. */
export interface BaseCommit {
  /** Full id of the merge base. */
  readonly commit: string;
  /** The ref that was asked for, or found. */
  readonly ref: string;
  /** Absolute path of the repository. */
  readonly root: string;
  /** Path of the project in the repository, with `/` at its end; empty when it is the repository. */
  readonly prefix: string;
  /** Full id of the commit that is compared; undefined for the working tree. */
  readonly head?: string;
  /** Paths that differ between the merge base and the head or the working tree, from the project's folder. */
  readonly changedFiles: readonly string[];
  /** Something in the working tree is not committed. */
  readonly dirty: boolean;
}

export interface FindBaseOptions {
  /** A commit in place of the working tree. */
  readonly head?: string | undefined;
  /** Absolute path of the folder that a synth writes: it is no change, whether git ignores it or not. */
  readonly output?: string;
}

/** Where a pull request usually goes to. */
const USUAL = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
const NO_REPOSITORY = 128;

/**
 * Finds the commit on which the head and a ref agree for the last time.
 *
 * @param folder How messages name the project.
 * @param ref @default the first of origin/HEAD, origin/main, origin/master, main, master that there is
 * @throws UserError outside a repository, for an unknown ref, or when there is no such commit here.
 */
export async function findBase(
  folder: string,
  ref: string | undefined,
  git: Git,
  { head, output }: FindBaseOptions = {},
): Promise<BaseCommit> {
  const place = await git.ask(['rev-parse', '--show-toplevel', '--show-prefix'], NO_REPOSITORY);
  if (place === undefined) {
    throw new UserError(`${folder} is not in a git repository that can be read, so there is no base to compare with`);
  }
  const [root = '', prefix = ''] = place.split('\n');
  if ((await commitOf(git, 'HEAD')) === undefined) {
    throw new UserError('Nothing is committed here yet, so there is no base to compare with');
  }
  const named = ref ?? (await usualRef(git));
  const tip = await commitOf(git, named);
  if (tip === undefined) {
    throw new UserError(
      `There is no commit ${named} in this repository; fetch it, or name another one with --base <ref>`,
    );
  }
  const compared = head === undefined ? undefined : await commitOf(git, head);
  if (head !== undefined && compared === undefined) {
    throw new UserError(`There is no commit ${head} in this repository; fetch it: --head names what was synthesized`);
  }
  const commit = (await git.ask(['merge-base', compared ?? 'HEAD', tip], 1))?.trim();
  if (commit === undefined) throw await unrelated(git, named);
  const found = { commit, ref: named, root, prefix };
  const differ = ['diff', '--name-only', '--relative', '--no-renames', '-z', commit];
  if (compared !== undefined) {
    const changedFiles = names(await git([...differ, compared, '--', '.']));
    return { ...found, head: compared, changedFiles: [...changedFiles].sort(), dirty: false };
  }
  const tracked = await git([...differ, '--', '.']);
  const written = output === undefined ? [] : generated(path.relative(path.join(root, prefix), output));
  const untracked = await git(['ls-files', '--others', '--exclude-standard', '-z', '--', '.', ...written]);
  const own = await git(['diff', '--name-only', '-z', 'HEAD']);
  return {
    ...found,
    changedFiles: [...names(tracked), ...names(untracked)].sort(),
    dirty: own !== '' || untracked !== '',
  };
}

/** What keeps a folder out of a list of git; nothing for one that is elsewhere, of which git lists nothing. */
function generated(folder: string): readonly string[] {
  return folder === '' || folder.startsWith('..') || path.isAbsolute(folder) ? [] : [`:(exclude,literal)${folder}`];
}

function names(text: string): readonly string[] {
  return text.split('\0').filter((name) => name !== '');
}

async function usualRef(git: Git): Promise<string> {
  for (const ref of USUAL) if ((await commitOf(git, ref)) !== undefined) return ref;
  throw new UserError(
    `Which commit is the base is not known: there is none of ${USUAL.join(', ')}; name one with --base <ref>`,
  );
}

/** A ref may come from anywhere: it is never taken for an option. */
async function commitOf(git: Git, ref: string): Promise<string | undefined> {
  const found = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], 1);
  // Git says no with 128 to what cannot be a ref at all, and repeats the option itself.
  return found?.split('\n').find((line) => /^[0-9a-f]{40,64}$/.test(line));
}

async function unrelated(git: Git, ref: string): Promise<UserError> {
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return new UserError(
    shallow
      ? `The merge base of HEAD and ${ref} is not in this shallow clone; fetch more of the history ` +
          '(git fetch --unshallow; in GitHub Actions "fetch-depth: 0", in GitLab CI "GIT_DEPTH: 0")'
      : `HEAD and ${ref} have no commit in common, so there is no base to compare with; name another one with --base <ref>`,
  );
}
