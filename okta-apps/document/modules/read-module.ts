import { posix } from 'node:path';
import { byText, field, isObject, type JsonObject } from '../../shared/json';
import { UserError } from '../../shared/errors';
import { canonicalText } from '../canonical-text';
import { faultIn, readHcl } from '../hcl/read-hcl';
import { joined, jsonDocument } from '../hcl/json-document';
import { decodeText, readDocumentBytes } from '../read-document';
import { callsIn, EMBEDDED, plainCall, sourceFolder } from './embedded';

/** The files directly in a folder below that of the stack; undefined when one of them is no ordinary file. */
export type ModuleFiles = (folder: string) => ReadonlyMap<string, Uint8Array> | undefined;

/** Modules of one stack, and how deep they call each other: real ones are a handful, and calls can double at each step. */
const MOST_MODULES = 300;
const DEEPEST = 10;

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/i;
const READ = /\.tf(?:\.json)?$/;
const OVERRIDE = /(?:^|_)override\.tf(?:\.json)?$/;

/**
 * The document with each module of its assets that can be read, at the call that makes it. What cannot be read stays as
 * it is: such a call is a finding.
 */
export function withModules(document: JsonObject, filesOf: ModuleFiles): JsonObject {
  let left = MOST_MODULES;
  const read = new Map<string, JsonObject | undefined>();
  return embed(document, '', 0);

  function embed(caller: JsonObject, folder: string, depth: number): JsonObject {
    if (!isObject(field(caller, 'module'))) return caller;
    const calls = callsIn(caller).map(([name, body]) => {
      const plain = plainCall(body);
      const inside = sourceFolder(folder, plain);
      const module = inside === undefined || depth >= DEEPEST ? undefined : moduleAt(inside);
      left -= 1;
      if (inside === undefined || module === undefined || left < 0) return [name, plain] as const;
      return [name, { ...plain, [EMBEDDED]: embed(module, inside, depth + 1) }] as const;
    });
    return { ...caller, module: Object.fromEntries(calls) };
  }

  function moduleAt(folder: string): JsonObject | undefined {
    if (!read.has(folder)) read.set(folder, undefinedIfUnread(folder, filesOf(folder)));
    return read.get(folder);
  }
}

function undefinedIfUnread(folder: string, files: ReadonlyMap<string, Uint8Array> | undefined): JsonObject | undefined {
  try {
    return files && readModule(folder, files);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * The configuration of one module, of all its files, in Terraform's JSON syntax.
 *
 * @param files the files directly in its folder, by name.
 * @throws UserError with file and line of what cannot be read.
 */
export function readModule(folder: string, files: ReadonlyMap<string, Uint8Array>): JsonObject {
  const names = [...files.keys()].filter((name) => CONFIGURATION.test(name)).sort(byText);
  if (names.length === 0) throw new UserError(`${folder}: it holds no file that ends in .tf or .tf.json`);
  let document: JsonObject = {};
  for (const name of names) {
    const file = posix.join(folder, name);
    if (!READ.test(name) || OVERRIDE.test(name)) {
      throw new UserError(`${file}: only files in .tf and .tf.json are read, and none that overrides others`);
    }
    const part = readPart(file, files.get(name) ?? new Uint8Array());
    document = joined(document, part, (why) => new UserError(`${file}: ${why} in this module`));
  }
  // The text that Terraform gets, so that whatever it could read in another way is found here.
  return readDocumentBytes(Buffer.from(canonicalText(document)), folder);
}

function readPart(file: string, bytes: Uint8Array): JsonObject {
  if (file.endsWith('.json')) {
    const document = Object.entries(readDocumentBytes(bytes, file));
    return Object.fromEntries(document.filter(([key]) => key !== '//'));
  }
  const text = decodeText(bytes, file);
  try {
    return jsonDocument(readHcl(text));
  } catch (error) {
    throw new UserError(faultIn(file, text, error));
  }
}

/** The files directly in a folder of the assets, by name. */
export function filesIn(assets: ReadonlyMap<string, Uint8Array>, folder: string): ReadonlyMap<string, Uint8Array> {
  const own = [...assets].filter(([file]) => posix.dirname(file) === folder);
  return new Map(own.map(([file, bytes]) => [posix.basename(file), bytes]));
}
