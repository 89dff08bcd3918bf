import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModuleFiles } from '../document/modules/read-module';

/**
 * Reads the files of modules in the assets of a stack. A folder that is a link, is below one or holds one is none: a
 * link leads outside of what was synthesized.
 */
export function moduleFilesIn(stackFolder: string): ModuleFiles {
  return (folder) => {
    const names = folder.split('/');
    const places = names.map((_, index) => path.join(stackFolder, ...names.slice(0, index + 1)));
    if (!places.every(isFolder)) return undefined;
    const place = path.join(stackFolder, folder);
    const entries = readdirSync(place, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    if (!entries.every((entry) => entry.isFile())) return undefined;
    return new Map(entries.map(({ name }) => [name, readRegular(path.join(place, name))]));
  };
}

/** A link to a folder is none. */
function isFolder(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @throws Error when the file became a link since it was listed. */
function readRegular(file: string): Uint8Array {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
