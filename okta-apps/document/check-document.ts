import path from 'node:path';
import { field, isList, isObject, object, textField, itemsOf, type JsonObject } from '../shared/json';
import { ASSETS, assetsDigest, type Assets } from './assets';
import { BODIES, LIFECYCLE, PROGRAMS, TERRAFORM, TOP_LEVEL } from './allow-list';
import { providerProblems, type ProviderContext } from './check-providers';
import { resourceProblems } from './check-resources';
import { backendProblems, type StateContext } from './check-states';
import type { DocumentProblem } from './problem';
import { conditionProblems, unlisted } from './unlisted';

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
    ...moduleProblems(object(field(document, 'module')), assets),
    ...['variable', 'output', 'check'].flatMap((section) => namedProblems(document, section)),
    ...['moved', 'import', 'removed'].flatMap((section) => listedProblems(document, section)),
    ...programProblems(document),
  ];
}

/** Where the manifest of the stack is not known. */
const NO_PROVIDERS: ProviderContext = { org: undefined, providers: [], aliases: [] };

/**
 * A waiver accepts one source with these very files, so that another one under the same name is a finding again. The name
 * of an asset is no evidence of what is in it: code can choose it.
 */
function moduleProblems(modules: JsonObject, assets: Assets): readonly DocumentProblem[] {
  return Object.entries(modules).map(([name, body]) => {
    const [source = '', version = ''] = ['source', 'version'].map((key) => textField(object(body), key) ?? '');
    const files = filesOf(source, assets);
    const address = `module.${name}@${source}${version === '' ? '' : `?${version}`}${files === undefined ? '' : `#${files}`}`;
    return { kind: 'module-not-read', address, prop: 'source', value: source };
  });
}

/** Of all files of the asset that a source leads into, because one module may call another beside it. */
function filesOf(source: string, assets: Assets): string | undefined {
  const [first, asset] = path.posix.normalize(source).split('/');
  if (first !== ASSETS || asset === undefined) return undefined;
  const own = [...assets].filter(([file]) => file.startsWith(`${ASSETS}/${asset}/`));
  return assetsDigest(new Map(own));
}

function namedProblems(document: JsonObject, section: string): readonly DocumentProblem[] {
  return bodiesOf(field(document, section)).flatMap(([name, body]) => {
    const address = name === '' ? section : `${ADDRESS[section] ?? section}.${name}`;
    const keys = BODIES[section] ?? new Set();
    return [...unlisted(body, keys, (key) => [address, key]), ...conditionProblems(body, address)];
  });
}

const ADDRESS: Readonly<Record<string, string>> = { variable: 'var' };

/** `check` is by name, or a list of such objects. */
function bodiesOf(value: unknown): readonly (readonly [string, JsonObject])[] {
  if (isList(value)) return value.flatMap(bodiesOf);
  return Object.entries(object(value)).flatMap(([name, body]) =>
    itemsOf(body).map((one) => [name, object(one)] as const),
  );
}

function listedProblems(document: JsonObject, section: string): readonly DocumentProblem[] {
  const value = field(document, section);
  return itemsOf(value)
    .filter(isObject)
    .flatMap((body) => {
      const address = textField(body, 'to') ?? textField(body, 'from') ?? section;
      const at = (key: string) => [address, `${section}.${key}`] as const;
      const lifecycle = object(field(body, 'lifecycle'));
      return [
        ...unlisted(body, BODIES[section] ?? new Set(), at),
        ...unlisted(lifecycle, LIFECYCLE[section] ?? new Set(), (key) => at(`lifecycle.${key}`)),
      ];
    });
}

/** Sections that hold values only: a key of theirs is a name that the author chose. */
const VALUES = new Set(['//', 'locals', 'variable', 'output']);

/** Blocks that run programs, at any depth of any block. */
function programProblems(document: JsonObject): readonly DocumentProblem[] {
  const found: DocumentProblem[] = [];
  const look = (value: unknown, path: readonly string[]): void => {
    if (isList(value)) {
      for (const item of value) look(item, path);
      return;
    }
    for (const [key, item] of Object.entries(object(value))) {
      const isBlock = isObject(item) || (isList(item) && item.some(isObject));
      if (PROGRAMS.has(key) && isBlock) {
        found.push({
          kind: 'runs-programs',
          address: addressOf(path, value),
          prop: [...path, key].slice(-2).join('.'),
        });
      } else if (isBlock) look(item, [...path, key]);
    }
  };
  for (const [section, value] of Object.entries(document)) if (!VALUES.has(section)) look(value, [section]);
  return found;
}

/** The address of the block that a path leads into; lists have no labels, so those say what they are about. */
function addressOf(path: readonly string[], body: unknown): string {
  const [section = '', type, name] = path;
  if (section === 'resource') return [type, name].filter((part) => part !== undefined).join('.');
  if (section === 'data' || section === 'ephemeral') return path.slice(0, 3).join('.');
  return textField(object(body), 'from') ?? path.slice(0, 2).join('.');
}
