import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { moduleDocuments } from '../document/modules/embedded';
import { byText, type JsonObject } from '../shared/json';

/** Beside a `cdk.tf.json`, cdktf puts the files that the stack uses: local modules, logos, templates. */
const FOLDER = 'assets';

/**
 * SHA-256 of every file of a stack's assets, with names; empty where there are none. The name of an asset's folder is no
 * evidence of what is in it: code can choose it. What was read of a module is in the document, and its folder has another
 * name after each change, so other files of it have a name without that.
 */
export function assetsDigest(stackFolder: string, document: JsonObject): string {
  const hash = createHash('sha256');
  const modules = [...moduleDocuments(document).keys()];
  const files = filesIn(stackFolder, FOLDER)
    .filter(({ name }) => !(/\.tf(?:\.json)?$/.test(name) && modules.includes(path.posix.dirname(name))))
    .map((file) => ({ ...file, name: withoutModule(file.name, modules) }))
    .sort((a, b) => byText(a.name, b.name) || Buffer.compare(a.content, b.content));
  for (const { name, content } of files) {
    hash.update(JSON.stringify([name, content.length]));
    hash.update(content);
  }
  return files.length === 0 ? '' : hash.digest('hex');
}

function withoutModule(name: string, modules: readonly string[]): string {
  const folder = modules.find((one) => name.startsWith(`${one}/`));
  return folder === undefined ? name : `module${name.slice(folder.length)}`;
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
