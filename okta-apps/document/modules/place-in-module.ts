import { posix } from 'node:path';
import { UserError } from '../../shared/errors';
import { lineOf, readHcl, type HclBlock } from '../hcl/read-hcl';
import type { DocumentProblem } from '../problem';
import { decodeText } from '../read-document';

/**
 * The file and line in which a module says something: that of the attribute, where it is found, or of its block. Only a
 * problem asks for it, so the files are read again.
 *
 * @param problem with its address in the module.
 * @returns undefined where no block in native syntax has that address.
 */
export function placeInModule(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  { address, prop }: DocumentProblem,
): string | undefined {
  for (const [name, bytes] of files) {
    if (!name.endsWith('.tf')) continue;
    const file = posix.join(folder, name);
    const text = textOf(bytes, file);
    const block = text && readHcl(text).blocks.find((one) => isAt(one, address));
    if (block)
      return `${file}:${String(lineOf(text, placeOf(block, block.type === 'locals' ? address.slice('local.'.length) : prop)))}`;
  }
  return undefined;
}

function textOf(bytes: Uint8Array, file: string): string | undefined {
  try {
    return decodeText(bytes, file);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const SECTIONS: Readonly<Record<string, string>> = { variable: 'var', locals: 'local' };

function isAt({ type, labels, body }: HclBlock, address: string): boolean {
  if (type === 'locals') return body.attributes.some(({ name }) => address === `local.${name}`);
  const names = type === 'resource' ? labels : [SECTIONS[type] ?? type, ...labels];
  return names.join('.') === address;
}

/** The first name of a path that the block has; the block itself where it has none of them. */
function placeOf({ at, body }: HclBlock, prop: string): number {
  const names = prop.split(/[.[]/);
  const found = [...body.attributes, ...body.blocks.map(({ type: name, at: place }) => ({ name, at: place }))];
  return found.find(({ name }) => names.includes(name))?.at ?? at;
}
