import { UserError } from '../../shared/errors';
import { changesSince } from './changed-files';
import { fileAt, type Git } from './git';
import { commitOf, firstCommit } from './refs';
import { DEFAULT_TEAM, teamGlobs, type AppFiles } from '../../shared/app-files';
import type { ChangedFile } from '../../shared/changed-file';
import { field, object } from '../../shared/json';
import { packagesAt } from './workspace-packages';

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
  /** The text of the `cdktf.json` of the merge base; undefined when it has none. */
  readonly configuration: string | undefined;
  /** What a team edits and which packages the app loads, as the merge base says. */
  readonly app: AppFiles;
  /** Paths that differ between the merge base and the head or the working tree, from the project's folder. */
  readonly changedFiles: readonly string[];
  /** The same with the kinds of the files, and those above the project's folder that it depends on. */
  readonly changes: readonly ChangedFile[];
  /** Something in the working tree is not committed. */
  readonly dirty: boolean;
}

/** A commit of a repository, where the project is in it, and its `cdktf.json` there. */
export type CommitPlace = Pick<BaseCommit, 'commit' | 'root' | 'prefix' | 'configuration'>;

export interface FindBaseOptions {
  /** A commit in place of the working tree. */
  readonly head?: string | undefined;
  /** Absolute path of the folder that a synth writes: it is no change, whether git ignores it or not. */
  readonly output?: string;
}

/** Where a pull request usually goes to, in full: anyone who may push can make a tag of the short name. */
const USUAL = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];
/** Exit code of git outside a repository. */
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
  const { ref: named, commit: tip } = await (ref === undefined ? usualTip(git) : tipOf(git, ref));
  const compared = head === undefined ? undefined : await commitOf(git, head);
  if (head !== undefined && compared === undefined) {
    throw new UserError(`There is no commit ${head} in this repository; fetch it: --head names what was synthesized`);
  }
  const commit = (await git.ask(['merge-base', compared ?? 'HEAD', tip], 1))?.trim();
  if (commit === undefined) throw await unrelated(git, named);
  const found = { commit, ref: named, root, prefix, ...(compared !== undefined && { head: compared }) };
  const configuration = await fileAt(git, commit, `${prefix}cdktf.json`);
  const app = { team: teamAt(configuration), ...(await packagesAt(found, git)) };
  const { changes, dirty } = await changesSince({ ...found, packages: app.packages }, git, output);
  const changedFiles = changes.map((change) => change.path);
  return { ...found, configuration, app, changes, changedFiles, dirty };
}

/** One that cannot be read has its fault named by the synth of the base. */
function teamAt(configuration: string | undefined): readonly string[] {
  try {
    return teamGlobs(field(object(JSON.parse(configuration ?? '{}')), 'context')) ?? DEFAULT_TEAM;
  } catch {
    return DEFAULT_TEAM;
  }
}

/** How messages name a ref. */
function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:remotes|heads)\//, '');
}

/** A ref as messages name it, and its commit. */
type Tip = Pick<BaseCommit, 'ref' | 'commit'>;

async function tipOf(git: Git, full: string): Promise<Tip> {
  const commit = await commitOf(git, full);
  const ref = shortName(full);
  if (commit !== undefined) return { ref, commit };
  throw new UserError(
    `There is no commit ${ref} in this repository; fetch it, or specify another one with --base <ref>`,
  );
}

async function usualTip(git: Git): Promise<Tip> {
  const found = await firstCommit(git, USUAL);
  if (found !== undefined) return { ...found, ref: shortName(found.ref) };
  throw new UserError(
    `The base commit is not known: there is none of ${USUAL.map(shortName).join(', ')}; specify one with --base <ref>`,
  );
}

async function unrelated(git: Git, ref: string): Promise<UserError> {
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return new UserError(
    shallow
      ? `The merge base of HEAD and ${ref} is not in this shallow clone; fetch more of the history ` +
          '(git fetch --unshallow; in GitHub Actions "fetch-depth: 0", in GitLab CI "GIT_DEPTH: 0")'
      : `HEAD and ${ref} have no commit in common, so there is no base to compare with; specify another one with --base <ref>`,
  );
}
