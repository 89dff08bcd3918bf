import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { byText } from '../shared/json';

/** Beside a `cdk.tf.json`, cdktf puts the files that the stack uses: local modules, logos, templates. */
const FOLDER = 'assets';

/**
 * SHA-256 of every file of a stack's assets, with names; empty where there are none. The name of an asset's folder is no
 * evidence of what is in it: code can choose it.
 */
export function assetsDigest(stackFolder: string): string {
  const hash = createHash('sha256');
  const files = filesIn(stackFolder, FOLDER);
  for (const { name, content } of files) {
    hash.update(JSON.stringify([name, content.length]));
    hash.update(content);
  }
  return files.length === 0 ? '' : hash.digest('hex');
}

interface AssetFile {
  readonly name: string;
  /** For a symbolic link, where it leads to. */
  readonly content: Buffer;
}

function filesIn(root: string, name: string): readonly AssetFile[] {
  const file = path.join(root, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isSymbolicLink()) return [{ name: `${name} (link)`, content: Buffer.from(readlinkSync(file)) }];
  if (stats.isDirectory()) {
    return readdirSync(file)
      .sort(byText)
      .flatMap((entry) => filesIn(root, `${name}/${entry}`));
  }
  return [{ name, content: stats.isFile() ? readFileSync(file) : Buffer.from('(no regular file)') }];
}
