import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '../../shared/scratch-folder';
import type { BaseCommit } from './base-commit';
import { LOCK_FILES } from './borrowed-files';
import { checkOut } from './check-out';
import type { Git } from './git';
import { lentFolders } from './link-packages';

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
const FORM = 'v2';
/** Commits whose results are kept: the base of each branch in work. */
const MOST_KEPT = 20;
/** Written by package managers: what is really installed. */
const INSTALLED = ['.package-lock.json', '.yarn-integrity', '.yarn-state.yml', '.modules.yaml'];

/**
 * What the base commit synthesizes to. The result is kept below `node_modules/.cache/okta-apps` by commit, since a
 * commit does not change, and by all that the synth gets besides it.
 *
 * @returns undefined when the base has no project.
 */
export async function readBase<T>(base: BaseCommit, options: BaseAssemblyOptions<T>, git: Git): Promise<T | undefined> {
  const kept = await keptFolder(base, options, git);
  if (kept !== undefined && existsSync(kept)) return options.read(kept);
  const temporary = await scratchFolder();
  try {
    const outdir = await options.synthesize(await checkOut(base, base.app.packages, temporary, git));
    if (outdir === undefined) return undefined;
    const result = options.read(outdir);
    if (kept !== undefined) await keep(outdir, kept);
    return result;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function keptFolder<T>(
  base: BaseCommit,
  { folder, key }: BaseAssemblyOptions<T>,
  git: Git,
): Promise<string | undefined> {
  const { commit, prefix, root, app } = base;
  const modules = path.join(folder, 'node_modules');
  if (!existsSync(modules)) return undefined;
  const lent = await lentFolders(base, app.packages, git);
  const states = await Promise.all(lent.map((one) => stateOf(path.join(root, one.path))));
  const parts = [FORM, process.version, commit, prefix, ...key, ...installedTexts(folder), ...states];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return path.join(modules, '.cache', 'okta-apps', 'base', hash);
}

/** What says which packages are installed for the project; Node.js looks for them in every folder above it, too. */
function installedTexts(project: string): readonly string[] {
  const texts: string[] = [];
  for (let folder = project; ; folder = path.dirname(folder)) {
    const names = [...LOCK_FILES, ...INSTALLED.map((name) => path.join('node_modules', name))];
    for (const file of names.map((name) => path.join(folder, name))) {
      if (existsSync(file)) texts.push(file, readFileSync(file, 'utf8'));
    }
    if (folder === path.dirname(folder)) return texts;
  }
}

/** Sizes and times of all files, which tell one build from another. */
async function stateOf(place: string): Promise<string> {
  const all = (await stat(place)).isDirectory() ? await readdir(place, { recursive: true }) : [''];
  const states = await Promise.all(
    all.sort().map(async (name) => {
      const { size, mtimeMs } = await stat(path.join(place, name)).catch(() => ({ size: -1, mtimeMs: 0 }));
      return [name, size, mtimeMs];
    }),
  );
  return JSON.stringify([place, states]);
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
