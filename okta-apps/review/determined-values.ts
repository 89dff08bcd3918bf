import { createHash } from 'node:crypto';
import { withSortedKeys } from '../document/canonical-text';
import { AFTER_APPLY, Marker } from '../plan/markers';
import type { PlannedChange } from '../plan/plan';
import { attributeOf } from '../resources/attribute-of';
import type { Catalogue } from '../resources/catalogue';
import { isOfOkta, type ResourceType } from '../resources/resource-type';
import { meaningOf } from '../resources/same-meaning';
import { byText, field, isObject } from '../shared/json';
import { blockOf } from './meaning/block-of';

/** Keys of a resource in the code that are no attributes. */
const META: ReadonlySet<string> = new Set([
  '//',
  'connection',
  'count',
  'depends_on',
  'dynamic',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
]);

/** Address, attribute, where the value comes from, and the value or the expression. */
type Entry = readonly [address: string, path: string, kind: 'literal' | 'opening' | 'unknown', value: string];

/** Blocks of a document that values come from: which group is looked up, which state is read, what a variable takes. */
const ORIGINS = ['data', 'ephemeral', 'variable'];

/**
 * SHA-256 of the values that new resources get, as far as the code says them: two plans of the same code that create
 * something else differ in it. Values that come from elsewhere are known by their expressions, because ids differ from
 * org to org, and by the blocks that these refer to; those that only the provider decides belong to its version. Masked values count as such.
 */
export function valuesDigest(
  changes: readonly PlannedChange[],
  synthesized: unknown,
  { typeOf }: Pick<Catalogue, 'typeOf'>,
): string {
  const entries = changes
    .filter(({ kind, deposed }) => (kind === 'create' || kind === 'replace') && deposed === undefined)
    .flatMap((change) => entriesOf(typeOf(change.type), change, synthesized))
    .sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]));
  const code = isObject(synthesized) ? synthesized : {};
  const origins = ORIGINS.map((section) => withSortedKeys(field(code, section) ?? {}));
  const text = JSON.stringify([...entries, ...origins]);
  return createHash('sha256').update('okta-apps/values/v1\0').update(text).digest('hex');
}

function entriesOf(type: ResourceType, { address, after }: PlannedChange, synthesized: unknown): readonly Entry[] {
  return Object.entries(blockOf(synthesized, address)).flatMap(([name, expression]): readonly Entry[] => {
    // A rehearsal leaves out attributes that name files; the files themselves are assets, which have a digest.
    if (META.has(name) || attributeOf(type, name).file === true) return [];
    if (isReference(expression)) return [[address, name, 'opening', JSON.stringify(withSortedKeys(expression))]];
    const value = field(after ?? {}, name);
    if (value === AFTER_APPLY) return [[address, name, 'unknown', AFTER_APPLY.text]];
    return [[address, name, 'literal', valueKey(type, name, value)]];
  });
}

/** Equal for values that mean the same: order of a set, spelling of JSON, unset or empty. */
export function valueKey(type: ResourceType, attribute: string, value: unknown): string {
  if (value instanceof Marker) return value.text;
  return isOfOkta(type.name) ? meaningOf(type, attribute, value) : JSON.stringify(value ?? null);
}

export function isReference(expression: unknown): boolean {
  return JSON.stringify(expression ?? null).includes('${');
}
