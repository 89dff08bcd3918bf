import { existsSync } from 'node:fs';
import path from 'node:path';
import { assetsDigest } from './assets-digest';
import { readBase } from './base/base-assembly';
import { findBase, type BaseCommit } from './base/base-commit';
import { borrowedFiles } from './base/borrowed-files';
import { fileAt, gitIn } from './base/git';
import type { StackCode } from './stack-code';
import { readBaseDocument, readDocument, readWholeAssembly, type AssembledStack } from './assembly';
import { LOCK_FILE } from '../plan/lock-file';
import type { BorrowedFiles } from '../shared/changed-file';
import type { Io } from '../shared/io';
import { field, object } from '../shared/json';
import { findProject, listedVariables, type Project } from './find-project';
import { inheritedBySynth } from './run-app';
import { synthesizeCommit } from './synthesize-commit';

/** The stacks of the base commit. */
export interface BaseStacks {
  readonly base: BaseCommit;
  readonly stacks: readonly StackCode[];
  /** Text of its provider lock file; empty when it has none. */
  readonly lock: string;
  /** That of the head, where the head is a commit and not the working tree. */
  readonly headLock?: string;
  /** The stacks of an earlier commit, whose rules, waivers and settings evaluate the change. @default `stacks` */
  readonly evaluatedBy?: readonly StackCode[];
  /** What the synth of the base got of the working tree and differs from its own. */
  readonly borrowed: readonly BorrowedFiles[];
}

export interface BaseOptions {
  /** A branch, tag or commit; see `findBase`. */
  readonly base?: string;
  /** The commit that the last synth wrote, where that is not the working tree. */
  readonly head?: string;
  /** Names of environments, separated by commas. */
  readonly env?: string;
}

/** What the head is compared with, as it was before any app was run: an app could change refs, files and manifests. */
export interface Comparison {
  readonly base: BaseCommit;
  /** That of the head, with the variables that the base lists: a change must not decide alone which its app gets. */
  readonly project: Project;
  /** What the app of the base inherits of the user's variables. */
  readonly inherited: Readonly<Record<string, string>>;
  /** Text of the base's provider lock file; empty when it has none. */
  readonly lock: string;
  /** That of the head, where the head is a commit and not the working tree. */
  readonly headLock?: string;
}

/** @throws UserError when there is no commit to compare with. */
export async function comparisonOf(project: Project, { base: ref, head }: BaseOptions, io: Io): Promise<Comparison> {
  const git = gitIn(project.folder, io.env, io.stop);
  const base = await findBase(project.folder, ref, git, { head, output: project.outdir });
  const lockAt = (commit: string) => fileAt(git, commit, base.prefix + LOCK_FILE);
  const listed = variablesAt(base);
  const [lock = '', headLock = ''] = await Promise.all([
    lockAt(base.commit),
    base.head === undefined ? undefined : lockAt(base.head),
  ]);
  const own = { ...project, variables: listed ?? project.variables };
  return {
    base,
    project: own,
    inherited: inheritedBySynth(own, io.env),
    lock,
    ...(base.head !== undefined && { headLock }),
  };
}

/**
 * Synthesizes the commit that the working tree is compared with, or takes what an earlier command kept of it.
 *
 * @throws UserError when it does not synthesize.
 */
export async function baseStacks(
  { base, project, inherited, ...locks }: Comparison,
  { env }: BaseOptions,
  io: Io,
): Promise<BaseStacks> {
  const environments = env ?? io.env['OKTA_ENV'] ?? '';
  const git = gitIn(project.folder, io.env, io.stop);
  const [stacks, borrowed] = await Promise.all([
    readBase(
      base,
      {
        folder: project.folder,
        key: [environments, JSON.stringify(Object.entries(inherited).sort())],
        // With these variables and no other: they are in the key.
        synthesize: (folder) => synthesizeBase(base, folder, env, { ...io, env: inherited }),
        // A stack that is not of OktaStack has nothing to compare with; one that is now looks new.
        read: (outdir) => readWholeAssembly(outdir, `the base's ${project.output}`).stacks.map(baseCode),
      },
      git,
    ),
    borrowedFiles(base, base.app.packages, git),
  ]);
  return { base, stacks: stacks ?? [], borrowed, ...locks };
}

/** The variables that the `cdktf.json` of the base lists; undefined when it has none. */
function variablesAt({ configuration, prefix }: BaseCommit): readonly string[] | undefined {
  if (configuration === undefined) return undefined;
  try {
    return listedVariables(field(object(JSON.parse(configuration)), 'context'), `${prefix}cdktf.json`);
  } catch {
    // Its synth says what is wrong with it.
    return [];
  }
}

/** A stack of the head with its document in memory. */
export function stackCode(stack: AssembledStack): AssembledStack & StackCode {
  const document = readDocument(stack);
  return { ...stack, document, assets: assetsDigest(stack.folder, document) };
}

function baseCode(stack: AssembledStack): StackCode {
  const { name, manifest, folder } = stack;
  const document = readBaseDocument(stack);
  return { name, manifest, document, assets: assetsDigest(folder, document) };
}

/** The first twelve characters of the id, which is what people compare. */
export function shortId({ commit }: BaseCommit): string {
  return commit.slice(0, 12);
}

async function synthesizeBase(
  base: BaseCommit,
  folder: string,
  environments: string | undefined,
  io: Io,
): Promise<string | undefined> {
  if (!existsSync(path.join(folder, 'cdktf.json'))) return undefined;
  const failure = `The base commit ${shortId(base)} does not synthesize, so nothing can be compared with it.`;
  const { outdir } = await synthesizeCommit(() => findProject(folder), { environments, isBase: true, failure }, io);
  return outdir;
}
