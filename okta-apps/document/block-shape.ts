import { field, isList, isObject } from '../shared/json';

/**
 * How many labels the blocks of a section have: `resource.<type>.<name>` has two. Terraform also takes lists of objects
 * at each of these places and merges them; cdktf never writes those, and a reader that takes one of them misses others.
 */
const LABELS: Readonly<Record<string, number>> = {
  terraform: 0,
  locals: 0,
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  variable: 1,
  output: 1,
};

/** Blocks inside a body that are written once. */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
  terraform: ['backend', 'cloud', 'required_providers'],
  resource: ['lifecycle'],
  data: ['lifecycle'],
  ephemeral: ['lifecycle'],
  module: ['providers'],
};

/**
 * The path of the first block that is a list, or no object at all, where only an object may be; undefined when each is
 * one. `provider.<name>`, `moved`, `import`, `removed`, `check`, conditions, `provisioner` and `dynamic` may be lists:
 * cdktf writes them so.
 */
export function listFormIn(document: unknown): readonly string[] | undefined {
  if (!isObject(document)) return [];
  for (const [section, labels] of Object.entries(LABELS)) {
    if (!Object.hasOwn(document, section)) continue;
    const found = badBlock(document[section], labels, [section]);
    if (found !== undefined) return found;
  }
  const providers = field(document, 'provider');
  if (providers === undefined) return undefined;
  if (!isObject(providers)) return ['provider'];
  const [name] =
    Object.entries(providers).find(([, value]) => !(isList(value) ? value.every(isObject) : isObject(value))) ?? [];
  return name === undefined ? undefined : ['provider', name];
}

function badBlock(value: unknown, labels: number, path: readonly string[]): readonly string[] | undefined {
  if (!isObject(value)) return path;
  const [section = ''] = path;
  const inside = labels === 0 ? (SINGLE[section] ?? []).filter((key) => Object.hasOwn(value, key)) : Object.keys(value);
  for (const key of inside) {
    // A comment of cdktf is in bodies only, but Terraform takes it between labels too.
    const found =
      labels === 0 ? badSingle(value[key], [...path, key]) : badBlock(value[key], labels - 1, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function badSingle(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (!isObject(value)) return path;
  if (path[0] !== 'terraform') return undefined;
  // `backend.<type>`, and each required provider.
  const inner = path[1] === 'cloud' ? [] : Object.keys(value);
  const bad = inner.find((key) => !isObject(value[key]));
  return bad === undefined ? undefined : [...path, bad];
}
