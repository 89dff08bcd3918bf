import { field, isList, isObject, object, textField, itemsOf, type JsonObject } from '../shared/json';
import { BODIES, LIFECYCLE, PROGRAMS } from './allow-list';
import { withoutEmbedded } from './modules/embedded';
import type { DocumentProblem } from './problem';
import { conditionProblems, unlisted } from './unlisted';

/** What may not be in the blocks of one document, its root or a module. */
export function blockProblems(document: JsonObject): readonly DocumentProblem[] {
  return [
    ...['variable', 'output', 'check'].flatMap((section) => namedProblems(document, section)),
    ...['moved', 'import', 'removed'].flatMap((section) => listedProblems(document, section)),
    ...programProblems(document),
  ];
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
  const own = withoutEmbedded(document);
  for (const [section, value] of Object.entries(own)) if (!VALUES.has(section)) look(value, [section]);
  return found;
}

/** The address of the block that a path leads into; lists have no labels, so those say what they are about. */
function addressOf(path: readonly string[], body: unknown): string {
  const [section = '', type, name] = path;
  if (section === 'resource') return [type, name].filter((part) => part !== undefined).join('.');
  if (section === 'data' || section === 'ephemeral') return path.slice(0, 3).join('.');
  return textField(object(body), 'from') ?? path.slice(0, 2).join('.');
}
