import { field, object, type JsonObject } from '../shared/json';
import { TERRAFORM, TOP_LEVEL } from './allow-list';
import type { Assets } from './assets';
import { blockProblems } from './check-blocks';
import { moduleProblems } from './check-modules';
import { providerProblems, type ProviderContext } from './check-providers';
import { resourceProblems } from './check-resources';
import { backendProblems, type StateContext } from './check-states';
import { rootScope } from './modules/embedded';
import type { DocumentProblem } from './problem';
import { unlisted } from './unlisted';

/**
 * Everything in a document that is on no list of what may be there. Some of it acts before there is a plan, and some is
 * in no plan, so the document itself is checked before `init`.
 *
 * @param document from `readDocumentBytes`.
 * @param assets the files that `readAssets` found beside it.
 * @returns nothing for what ordinary constructs synthesize.
 */
export function checkDocument(
  document: JsonObject,
  states: StateContext,
  providers: ProviderContext = NO_PROVIDERS,
  assets: Assets = new Map(),
): readonly DocumentProblem[] {
  return [
    ...unlisted(document, TOP_LEVEL, (key) => [key, key]),
    ...unlisted(object(field(document, 'terraform')), TERRAFORM, (key) => ['terraform', key]),
    ...backendProblems(document, states),
    ...providerProblems(document, providers),
    ...resourceProblems(document, states, providers),
    ...blockProblems(document),
    ...moduleProblems(rootScope(document), states, providers, assets),
  ];
}

/** Where the manifest of the stack is not known. */
const NO_PROVIDERS: ProviderContext = { org: undefined, providers: [], aliases: [] };
