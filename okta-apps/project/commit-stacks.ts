import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { borrowedFiles } from './base/borrowed-files';
import { checkOut } from './base/check-out';
import type { CommitPlace } from './base/base-commit';
import { packagesAt } from './base/workspace-packages';
import { fileAt, type Git } from './base/git';
import { readBaseDocument, readDocument, readWholeAssembly, type Assembly } from './assembly';
import { LOCK_FILE } from '../plan/lock-file';
import { UserError } from '../shared/errors';
import type { BorrowedFiles } from '../shared/changed-file';
import type { Io } from '../shared/io';
import { assetsDigest } from './assets-digest';
import { checkAssembly } from './given-assembly';
import { findProject, type Project } from './find-project';
import { synthesizeCommit } from './synthesize-commit';
import type { StackCode } from './stack-code';

/** What one commit synthesizes to, and its files as data. */
export interface CommitStacks {
  readonly commit: string;
  /** Its folder is a checkout of the commit. */
  readonly project: Project;
  readonly assembly: Assembly;
  readonly code: readonly StackCode[];
  /** Text of its provider lock file; empty when it has none. */
  readonly lock: string;
  /** What its synth got of the working tree and differs from the commit's own. */
  readonly borrowed: readonly BorrowedFiles[];
}

export interface CommitStacksOptions {
  /** Folder that holds what each commit synthesized to, by commit id. @default - it is synthesized here */
  readonly assemblies: string | undefined;
  /** Names of environments, separated by commas. */
  readonly env: string | undefined;
  /** Names of variables that the app gets besides those that it always gets. */
  readonly variables: readonly string[];
  /** It is what others are compared with, and may be older than the rules that check it. */
  readonly isBase: boolean;
  /** An existing folder for the checkout. */
  readonly into: string;
}

/**
 * Checks a commit out and reads what it synthesizes to. With `assemblies` nothing of the commit is run.
 *
 * @returns undefined when it has no project.
 * @throws UserError when it does not synthesize, or when its assembly is missing.
 */
export async function commitStacks(
  { commit, root, prefix }: Omit<CommitPlace, 'configuration'>,
  { assemblies, env, variables, isBase, into }: CommitStacksOptions,
  git: Git,
  io: Io,
): Promise<CommitStacks | undefined> {
  const at = { commit, root, prefix, configuration: await fileAt(git, commit, `${prefix}cdktf.json`) };
  const place = await mkdtemp(path.join(into, 'commit-'));
  const { packages } = await packagesAt(at, git);
  const folder = await checkOut(at, packages, place, git);
  if (!existsSync(path.join(folder, 'cdktf.json'))) return undefined;
  const own = { ...findProject(folder), variables };
  const project = assemblies === undefined ? own : withAssembly(own, assemblies, commit);
  if (assemblies === undefined) {
    const failure = `The commit ${commit.slice(0, 12)} does not synthesize.`;
    await synthesizeCommit(() => project, { environments: env, isBase, failure }, io);
  }
  const shown = `${project.output} of ${commit.slice(0, 12)}`;
  const assembly = readWholeAssembly(project.outdir, shown);
  const code = assembly.stacks.map((stack): StackCode => {
    const document = isBase ? readBaseDocument(stack) : readDocument(stack);
    return { name: stack.name, manifest: stack.manifest, document, assets: assetsDigest(stack.folder, document) };
  });
  const lock = await fileAt(git, commit, prefix + LOCK_FILE);
  const borrowed = assemblies === undefined ? await borrowedFiles(at, packages, git) : [];
  return { commit, project, assembly, code, lock: lock ?? '', borrowed };
}

/** No other commit can stand in for it, whereas one that does not synthesize may be repaired by the next. */
export class MissingAssembly extends UserError {}

/** What the job that synthesizes a commit leaves in place of the rest when that fails. */
const NOT_SYNTHESIZED = 'not-synthesized';

function withAssembly(project: Project, assemblies: string, commit: string): Project {
  const outdir = path.resolve(assemblies, commit);
  if (!existsSync(outdir)) {
    throw new MissingAssembly(
      `There is no ${commit} in the folder of --assembly: put there what that commit synthesizes to`,
    );
  }
  if (existsSync(path.join(outdir, NOT_SYNTHESIZED))) {
    throw new UserError(`The commit ${commit.slice(0, 12)} does not synthesize; the log of its synth job says why`);
  }
  checkAssembly(outdir, path.join(path.basename(assemblies), commit));
  return { ...project, outdir };
}
