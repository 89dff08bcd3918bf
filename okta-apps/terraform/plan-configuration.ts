import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isList, isObject, textField } from '../shared/json';
import { jsonOf } from '../shared/read-file';
import { StackFailure, type Configuration, type StackRun } from './invoke';
import { zipEntries } from './zip-entries';

const FOLDER = 'tfconfig/';
const MODULES = `${FOLDER}modules.json`;
const MODULE_FILE = /^tfconfig\/m-([^/]*)\/([^/]+)$/;
/** Terraform copies every such file of a module into the plan; OpenTofu also those that end in `.tofu`. */
const LOADED = /\.tf(?:\.json)?$/;

/** Why a plan is not taken: it was made from something else than what was written for it. Undefined when it was not. */
export function otherConfiguration(
  { stack, folder, configuration }: StackRun,
  plan: Uint8Array,
  installed: Configuration,
): StackFailure | undefined {
  if (configuration === undefined) return undefined;
  const faults = configurationFaults(plan, new Map([...installed, ...configuration]));
  if (faults.length === 0) return undefined;
  return new StackFailure(
    `${stack}: the plan was not made from the configuration that was checked; it differs in ${faults.join(', ')}. ` +
      `Another program changed ${folder} while Terraform planned. End that program, then run this again`,
    [],
  );
}

/**
 * What in a plan file is not the configuration that was written for it. The file holds the text of every module that
 * Terraform read: one that was swapped while Terraform planned, and restored, is on no disk any more, but it is in here.
 *
 * @returns Paths of files that differ, are missing or were added; empty when all is the same, byte for byte.
 */
function configurationFaults(plan: Uint8Array, written: Configuration): readonly string[] {
  const entries = entriesOf(plan);
  const folders = entries && foldersOf(entries.get(MODULES));
  if (entries === undefined || folders === undefined) return ['the plan file, which cannot be read'];
  const planned = new Map<string, Uint8Array>();
  const unknown: string[] = [];
  for (const [name, bytes] of entries) {
    if (name === MODULES || name.endsWith('/')) continue;
    const [, key, file] = MODULE_FILE.exec(name) ?? [];
    const folder = key === undefined ? undefined : folders.get(key);
    if (folder === undefined || file === undefined) unknown.push(name);
    else planned.set(path.posix.join(folder, file), bytes);
  }
  const places = new Set(folders.values());
  const expected = [...written.keys()].filter((name) => LOADED.test(name) && places.has(path.posix.dirname(name)));
  const differing = [...new Set([...planned.keys(), ...expected])].filter(
    (name) => !isSame(planned.get(name), written.get(name)),
  );
  return [...unknown, ...differing].sort();
}

/** The modules that `init` fetched, which are no part of what was synthesized. */
export async function installedModules(folder: string): Promise<Configuration> {
  const at = path.join(folder, '.terraform/modules');
  const names = await readdir(at, { recursive: true }).catch(() => []);
  const files = names.filter((name) => LOADED.test(name)).map((name) => path.join(at, name));
  const entries = await Promise.all(
    files.map(async (file) => [slashes(path.relative(folder, file)), await readFile(file)] as const),
  );
  return new Map(entries);
}

function slashes(file: string): string {
  return file.split(path.sep).join('/');
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
}

function entriesOf(plan: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  try {
    return zipEntries(plan, FOLDER);
  } catch {
    return undefined;
  }
}

/** The folder of each module by its key; the root has the key ''. */
function foldersOf(bytes: Uint8Array | undefined): ReadonlyMap<string, string> | undefined {
  const list = bytes && jsonOf(Buffer.from(bytes).toString('utf8'));
  if (!isList(list)) return undefined;
  const entries = list.filter(isObject).flatMap((module) => {
    const [key, folder] = [textField(module, 'Key'), textField(module, 'Dir')];
    return key === undefined || folder === undefined ? [] : [[key, folder] as const];
  });
  const folders = new Map(entries);
  return folders.get('') === '.' ? folders : undefined;
}
