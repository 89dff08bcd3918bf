import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '../../shared/scratch-folder';
import type { BaseCommit } from './base-commit';
import type { Git } from './git';

/** How the base commit is synthesized, and where the result is kept. */
export interface BaseAssemblyOptions<T> {
  /** The project's folder in the working tree. */
  readonly folder: string;
  /** What else the result depends on, such as names of environments. */
  readonly key: readonly string[];
  /** Synthesizes the project in a folder. @returns the folder that it wrote; undefined when the base has no project */
  readonly synthesize: (folder: string) => Promise<string | undefined>;
  /** Reads what a synth wrote. */
  readonly read: (outdir: string) => T;
}

/** Of what form the kept results are. */
const FORM = 'v1';
/** Commits whose results are kept: the base of each branch that somebody works on. */
const MOST_KEPT = 20;
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'];

/**
 * What the base commit synthesizes to. The result is kept below `node_modules/.cache/okta-apps` by commit, since a
 * commit does not change; packages come from the working tree, so its lock file counts too.
 *
 * @returns undefined when the base has no project.
 */
export async function readBase<T>(base: BaseCommit, options: BaseAssemblyOptions<T>, git: Git): Promise<T | undefined> {
  const kept = keptFolder(base, options);
  if (kept !== undefined && existsSync(kept)) return options.read(kept);
  const temporary = await scratchFolder();
  try {
    const outdir = await options.synthesize(await checkOut(base, temporary, git));
    if (outdir === undefined) return undefined;
    const result = options.read(outdir);
    if (kept !== undefined) await keep(outdir, kept);
    return result;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function keptFolder<T>({ commit, prefix }: BaseCommit, { folder, key }: BaseAssemblyOptions<T>): string | undefined {
  const modules = path.join(folder, 'node_modules');
  if (!existsSync(modules)) return undefined;
  const locks = LOCK_FILES.map((file) => path.join(folder, file)).filter((file) => existsSync(file));
  const parts = [FORM, commit, prefix, ...key, ...locks.map((file) => readFileSync(file, 'utf8'))];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return path.join(modules, '.cache', 'okta-apps', 'base', hash);
}

/** Another command may do the same at the same time: the first that is done wins. */
async function keep(outdir: string, kept: string): Promise<void> {
  const temporary = `${kept}.${process.pid}`;
  try {
    await mkdir(path.dirname(kept), { recursive: true });
    await cp(outdir, temporary, { recursive: true });
    await rename(temporary, kept);
    await forgetOld(path.dirname(kept));
  } catch {
    // A folder that cannot be written, or that is there by now; the next command synthesizes again, or finds it.
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Removes all but the newest. */
async function forgetOld(folder: string): Promise<void> {
  const entries = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, time: (await stat(path.join(folder, name))).mtimeMs })),
  );
  const old = entries.sort((a, b) => b.time - a.time).slice(MOST_KEPT);
  for (const { name } of old) await rm(path.join(folder, name), { recursive: true, force: true });
}

/**
 * Writes the files of a commit into a folder, with an index of its own: unlike `git worktree add` that leaves no mark
 * in the repository, not even when it is cut short, and runs no hook.
 *
 * @param into An empty folder.
 * @returns The project's folder in there.
 */
export async function checkOut(
  { commit, root, prefix }: Pick<BaseCommit, 'commit' | 'root' | 'prefix'>,
  into: string,
  git: Git,
): Promise<string> {
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
