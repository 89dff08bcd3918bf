import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { byText } from '../shared/json';

/** Where cdktf copies what a stack reads or uploads. */
export const ASSETS = 'assets';

/** Files by their path below the stack's folder, `assets/logo/0A1B/logo.png`; sorted. */
export type Assets = ReadonlyMap<string, Uint8Array>;

/**
 * The regular files of a stack's assets. They are read once: what is checked, digested and copied is the same bytes.
 * Links and devices are left out, because they lead outside of what was synthesized; `checkFolder` reports them.
 */
export async function readAssets(folder: string): Promise<Assets> {
  const files = (await isFolder(path.join(folder, ASSETS))) ? (await filesBelow(folder, ASSETS)).sort(byText) : [];
  const entries: (readonly [string, Uint8Array])[] = [];
  // One after the other: an asset may be large, and the number of open files has a limit.
  for (const name of files) entries.push([name, await readRegular(path.join(folder, name))]);
  return new Map(entries);
}

/** SHA-256 of the names and bytes of all assets; undefined when there are none. */
export function assetsDigest(assets: Assets): string | undefined {
  if (assets.size === 0) return undefined;
  const hash = createHash('sha256').update('okta-apps/assets/v1\0');
  for (const [name, bytes] of assets) {
    const own = createHash('sha256').update(bytes).digest('hex');
    hash.update(`${JSON.stringify([name, own])}\n`);
  }
  return hash.digest('hex');
}

/** A link to a folder is none. */
async function isFolder(place: string): Promise<boolean> {
  try {
    return (await lstat(place)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, name), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly string[]> => {
      const inside = `${name}/${entry.name}`;
      if (entry.isDirectory()) return await filesBelow(folder, inside);
      return entry.isFile() ? [inside] : [];
    }),
  );
  return found.flat();
}

/** @throws Error when the file became a link since it was listed. */
async function readRegular(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
