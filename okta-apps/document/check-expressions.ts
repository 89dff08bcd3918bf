import type { JsonObject } from '../shared/json';
import type { Assets } from './assets';
import { inModule } from './check-modules';
import { rootScope, scopesIn } from './modules/embedded';
import { documentFaults, type Fault } from './openings';
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
  const scopes = [...scopesIn(rootScope(document))].reverse();
  return documentFaults(document, { readAsset }).flatMap(({ rule, address, path: prop, message }) => {
    const problem = { kind: KINDS[rule], address, prop, why: message };
    const scope = scopes.find(({ prefix }) => prefix !== '' && address.startsWith(prefix));
    if (scope === undefined) return [problem];
    return inModule([{ ...problem, address: address.slice(scope.prefix.length) }], scope, assets);
  });
}
