import type { JsonObject } from '../shared/json';
import type { Assets } from './assets';
import type { Fault } from './fault';
import { documentFaults } from './openings';
import type { DocumentProblem, ProblemKind } from './problem';

const KINDS: Readonly<Record<Fault['rule'], ProblemKind>> = {
  'document/syntax': 'syntax',
  'document/function': 'function',
  'review/undecidable': 'undecidable',
};

/** What the expressions of a document leave open, or call, that they may not. */
export function checkExpressions(document: JsonObject, assets: Assets): readonly DocumentProblem[] {
  const readAsset = (file: string): string | undefined => {
    const bytes = assets.get(file.replace(/^\.\//, ''));
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  return documentFaults(document, { readAsset }).map(({ rule, address, path: prop, message }) => ({
    kind: KINDS[rule],
    address,
    prop,
    why: message,
  }));
}
