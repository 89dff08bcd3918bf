import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withModules } from '../document/modules/read-module';
import { readDocumentBytes } from '../document/read-document';
import { UserError } from '../shared/errors';
import { byText, isObject, type JsonObject } from '../shared/json';
import { moduleFilesIn } from './module-files';
import type { Output } from '../shared/io';
import { leftOutNote, mayTouchOkta } from './other-stacks';
import { parseStackManifest, STACK_MANIFEST_FILE, type StackManifest } from '../shared/stack-manifest';

/** A synthesized stack. */
export interface AssembledStack {
  readonly name: string;
  /** Absolute path of the folder with its `cdk.tf.json`. */
  readonly folder: string;
  /** Names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
  readonly manifest: StackManifest;
  /** It was an `OktaStack` at the base and is none now: the manifest is that of the base. @default false */
  readonly noLongerReviewed?: boolean;
  /** Its document, where it has been read already. @default - read from the folder when it is needed */
  readonly document?: JsonObject;
}

/** Everything that a synth wrote. */
export interface Assembly {
  readonly stacks: readonly AssembledStack[];
  /** Stacks without a manifest, which are not of `OktaStack`. */
  readonly plain: readonly PlainStack[];
}

/** A stack without a manifest. */
type PlainStack = Omit<AssembledStack, 'manifest'>;

/** The name of cdktf's list of stacks. */
export const MANIFEST_FILE = 'manifest.json';

/** Where Terraform runs the stacks, beside `stacks/`. Each run empties it, so what an assembly holds there means nothing. */
export const RUN_FOLDER = 'run';

/** Where commands without `--assembly` append the records of what they changed, beside `stacks/`. */
export const RECORDS_FOLDER = 'records';

/** The name of a stack's document. */
export const DOCUMENT_FILE = 'cdk.tf.json';

/**
 * A stack's `cdk.tf.json`, read strictly, with the modules of its assets that can be read.
 *
 * @throws UserError when there is none, or when it can be read in more than one way.
 */
export function readDocument({ folder, document }: Pick<AssembledStack, 'folder' | 'document'>): JsonObject {
  if (document !== undefined) return document;
  const file = path.join(folder, DOCUMENT_FILE);
  const bytes = readBytes(file);
  if (bytes === undefined) throw new UserError(`${file} is missing; synthesize again: okta-apps synth`);
  return withModules(readDocumentBytes(bytes, file), moduleFilesIn(folder));
}

/**
 * The `cdk.tf.json` of a stack of the base, which is compared with and never run: one that is refused today must not
 * stop the change that repairs it.
 *
 * @throws UserError when there is none, or when it is no JSON object.
 */
export function readBaseDocument({ folder }: Pick<AssembledStack, 'folder'>): JsonObject {
  const file = path.join(folder, DOCUMENT_FILE);
  const text = read(file);
  if (text === undefined) throw new UserError(`${file} is missing; synthesize again: okta-apps synth`);
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return withModules(document, moduleFilesIn(folder));
  } catch {
    // It is refused below.
  }
  throw new UserError(`${file} is not a JSON object; synthesize again: okta-apps synth`);
}

/**
 * The stacks that the last synth wrote.
 *
 * @param outdir Absolute path of `cdktf.out`.
 * @param shown How messages name it.
 * @param note Gets what is left out. @default - it is left out silently
 * @throws UserError when there is nothing, or when it is not what a synth writes.
 */
export function readAssembly(outdir: string, shown: string, note?: Output): readonly AssembledStack[] {
  return onlyReviewed(readWholeAssembly(outdir, shown), note);
}

/** Leaves out the stacks without a manifest: they are the user's own, and run by cdktf. Each is noted. */
export function onlyReviewed({ stacks, plain }: Assembly, note?: Output): readonly AssembledStack[] {
  if (note === undefined) return stacks;
  for (const stack of plain) note.write(leftOutNote(stack.name, mayTouchOkta(readDocument(stack))));
  return stacks;
}

/** Stacks without a manifest that may touch Okta: a review says that it did not look at them. */
export function unreviewedIn({ plain }: Assembly): readonly string[] {
  return plain.filter((stack) => mayTouchOkta(readDocument(stack))).map(({ name }) => name);
}

/**
 * Reads what the last synth wrote. The stacks are those of cdktf's `manifest.json`: a folder below `stacks/` may be
 * left over from an earlier synth.
 *
 * @throws UserError as `readAssembly` does.
 */
export function readWholeAssembly(outdir: string, shown: string): Assembly {
  const file = path.join(shown, MANIFEST_FILE);
  const text = read(path.join(outdir, MANIFEST_FILE));
  if (text === undefined) throw new UserError(`${file} is missing; synthesize first: okta-apps synth`);
  const stacks: AssembledStack[] = [];
  const plain: PlainStack[] = [];
  for (const { name, workingDirectory, dependencies } of stacksOf(text, file)) {
    // Relative paths of backends, and the folder in which Terraform runs, count on this depth; cdktf writes no other.
    if (!/^stacks\/[^/\\]+$/.test(workingDirectory) || /^stacks\/\.+$/.test(workingDirectory)) throw broken(file);
    const folder = path.resolve(outdir, workingDirectory);
    const manifestFile = path.join(shown, workingDirectory, STACK_MANIFEST_FILE);
    const manifest = read(path.join(folder, STACK_MANIFEST_FILE));
    if (manifest === undefined) plain.push({ name, folder, dependencies });
    else stacks.push({ name, folder, dependencies, manifest: parseStackManifest(manifest, manifestFile) });
  }
  return { stacks, plain };
}

interface ManifestStack {
  readonly name: string;
  readonly workingDirectory: string;
  readonly dependencies: readonly string[];
}

/** The stacks of cdktf's `manifest.json`, by name. */
function stacksOf(text: string, file: string): readonly ManifestStack[] {
  try {
    const { stacks } = JSON.parse(text) as { stacks: Record<string, Partial<ManifestStack>> };
    return Object.entries(stacks)
      .map(([name, { workingDirectory, dependencies = [] }]) => {
        if (typeof workingDirectory !== 'string') throw broken(file);
        return { name, workingDirectory, dependencies };
      })
      .sort((a, b) => byText(a.name, b.name));
  } catch {
    throw broken(file);
  }
}

function broken(file: string): UserError {
  return new UserError(`${file} is not a manifest of cdktf; synthesize again: okta-apps synth`);
}

function read(file: string): string | undefined {
  return readBytes(file)?.toString('utf8');
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The stacks in rounds: each comes after all that it depends on. What is not among them counts as done.
 * A circle, which cdktf refuses, would end up in the last round.
 */
export function inOrder<S extends Pick<AssembledStack, 'name' | 'dependencies'>>(
  stacks: readonly S[],
): readonly (readonly S[])[] {
  const rounds: S[][] = [];
  let waiting = [...stacks];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ dependencies }) => !dependencies.some((name) => names.has(name)));
    const round = ready.length > 0 ? ready : waiting;
    rounds.push(round);
    waiting = waiting.filter((stack) => !round.includes(stack));
  }
  return rounds;
}
