import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalText } from '../document/canonical-text';
import { MODULE_FILE, moduleDocuments, withoutEmbedded } from '../document/modules/embedded';
import { DOCUMENT_FILE, RUN_FOLDER, type AssembledStack } from '../project/assembly';
import type { StackInspection } from '../project/inspect-stacks';
import { UserError } from '../shared/errors';
import { field, inner, object, textField, type JsonObject } from '../shared/json';
import type { Configuration } from '../terraform/invoke';
import { ERRORED_STATE, erroredStateIn } from '../terraform/state-diagnostics';

/** What stays from one run to the next: a state that could not be saved, and providers, which `init` checks. */
const KEPT: readonly string[] = [ERRORED_STATE, '.terraform'];
const KEPT_BY_TERRAFORM: readonly string[] = ['providers'];

/**
 * Where Terraform runs one stack, `cdktf.out/run/<stack>`. It is as deep as the folder of the stack, so that a relative
 * path of a backend, a state or an asset means the same in both.
 */
export function runFolderOf({ folder }: Pick<AssembledStack, 'folder'>): string {
  return path.resolve(folder, '../..', RUN_FOLDER, path.basename(folder));
}

/**
 * What Terraform reads of a stack: the canonical text of the document that was checked and of each module that was read,
 * and its assets. The files that such a module was read from are left out, so no other reader can read them otherwise.
 */
export function configurationOf({ document, assets }: Pick<StackInspection, 'document' | 'assets'>): Configuration {
  const modules = moduleDocuments(document);
  const others = [...assets].filter(([file]) => !(IN_MODULES.test(file) && modules.has(path.posix.dirname(file))));
  return new Map([
    [DOCUMENT_FILE, Buffer.from(canonicalText(withoutEmbedded(document)))],
    ...[...modules].map(
      ([folder, module]) => [`${folder}/${MODULE_FILE}`, Buffer.from(canonicalText(module))] as const,
    ),
    ...others,
  ]);
}

const IN_MODULES = /\.(?:tf|tofu)(?:\.json)?$/i;

/**
 * Makes the folder in which Terraform runs a stack (0700). Nothing is in it but the configuration that was checked: what another branch, a person or a program left beside the
 * synthesized document is never read. A folder with an `errored.tfstate` stays as it is, because `init` stops there.
 *
 * @throws UserError when the stack would keep its state in that folder, which the next run empties.
 */
export async function makeRunFolder(
  stack: Pick<AssembledStack, 'name' | 'folder'>,
  document: JsonObject,
  configuration: Configuration,
): Promise<string> {
  const folder = runFolderOf(stack);
  const fault = stateFolderFault(stack, document, folder);
  if (fault !== undefined) throw new UserError(`${stack.name}: ${fault}`);
  await makeOwnFolder(path.dirname(folder));
  await makeOwnFolder(folder);
  if (erroredStateIn([folder]) !== undefined) return folder;
  await removeAllBut(folder, KEPT);
  await makeOwnFolder(path.join(folder, '.terraform'));
  await removeAllBut(path.join(folder, '.terraform'), KEPT_BY_TERRAFORM);
  for (const [name, bytes] of configuration) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, NEW);
  }
  return folder;
}

const NEW = { flag: 'wx', mode: 0o600 } as const;

/** In what kind of place a document keeps its state. */
export function backendOf(document: JsonObject): string | undefined {
  const terraform = object(field(document, 'terraform'));
  const [type] = Object.keys(object(field(terraform, 'backend')));
  return field(terraform, 'cloud') === undefined ? type : 'cloud';
}

/** Where the state of a stack is, when a file keeps it. */
export function stateFileOf(document: JsonObject, folder: string): string | undefined {
  const backends = object(inner(document, 'terraform', 'backend'));
  const isElsewhere = Object.keys(backends).length > 0 || field(object(document['terraform']), 'cloud') !== undefined;
  if (isElsewhere && !Object.hasOwn(backends, 'local')) return undefined;
  return path.resolve(folder, textField(object(backends['local']), 'path') ?? 'terraform.tfstate');
}

/** Says that a stack would keep its state where its run, or that of another stack, empties the folder. */
export function stateFolderFault(
  { name }: Pick<AssembledStack, 'name'>,
  document: JsonObject,
  folder: string,
): string | undefined {
  const file = stateFileOf(document, folder);
  const runs = path.dirname(folder);
  if (file === undefined || !(file + path.sep).startsWith(runs + path.sep)) return undefined;
  return (
    `its state would be ${file}, in a folder that every run empties; ` +
    `set the path of its backend to a place outside the output folder, such as "../../../state/${name}.tfstate"`
  );
}

/** What is no folder is removed: a link may lead to any folder of the machine. */
async function makeOwnFolder(place: string): Promise<void> {
  try {
    if ((await lstat(place)).isDirectory()) return;
    await rm(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await mkdir(place, { mode: 0o700 });
}

async function removeAllBut(folder: string, kept: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!kept.includes(name)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
