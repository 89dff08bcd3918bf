import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../shared/json';
import type { Fault } from './fault';
import { documentFaults } from './openings';
import type { DocumentProblem, ProblemKind } from './problem';

const KINDS: Readonly<Record<Fault['rule'], ProblemKind>> = {
  'document/syntax': 'syntax',
  'document/function': 'function',
  'review/undecidable': 'undecidable',
};

/** What the expressions of a document leave open, or call, that they may not. */
export function checkExpressions(document: JsonObject, folder: string): readonly DocumentProblem[] {
  const readAsset = (file: string): string | undefined => assetIn(folder, file);
  return documentFaults(document, { readAsset }).map(({ rule, address, path: prop, message }) => ({
    kind: KINDS[rule],
    address,
    prop,
    why: message,
  }));
}

/** The text of an asset; undefined where it is no ordinary file, which is a problem of the folder. */
function assetIn(folder: string, file: string): string | undefined {
  const at = path.resolve(folder, file);
  if (!at.startsWith(path.join(folder, 'assets') + path.sep)) return undefined;
  try {
    return lstatSync(at).isFile() ? readFileSync(at, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
