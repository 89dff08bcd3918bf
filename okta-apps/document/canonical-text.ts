import { createHash } from 'node:crypto';
import { byText, isList, isObject, type JsonObject } from '../shared/json';

/** Sections whose bodies have a comment of cdktf, and how many labels come before the body. */
const BODIES: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
};
const COMMENT = '//';

/**
 * The one text of a document: keys sorted, and without comments where cdktf writes them, which is at the top and
 * directly in the body of a resource, data source, module, provider, variable or output. Anywhere else `//` is a key
 * like others: in a map it reaches Okta.
 */
export function canonicalText(document: unknown): string {
  return `${JSON.stringify(withSortedKeys(withoutComments(document)), null, 2)}\n`;
}

/** SHA-256 of the canonical text; equal exactly when Terraform reads the same. */
export function documentDigest(document: unknown): string {
  return createHash('sha256').update('okta-apps/document/v1\0').update(canonicalText(document)).digest('hex');
}

/** The value with the keys of every object in one order. */
export function withSortedKeys(value: unknown): unknown {
  if (isList(value)) return value.map(withSortedKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort(byText);
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys(value[key])]));
}

/** The document without cdktf's comments. */
function withoutComments(document: unknown): unknown {
  if (!isObject(document)) return document;
  return mapEntries(uncommented(document), (value, section) => {
    const labels = Object.hasOwn(BODIES, section) ? BODIES[section] : undefined;
    return labels === undefined ? value : inBodies(value, labels);
  });
}

function inBodies(value: unknown, labels: number): unknown {
  if (labels > 0) return isObject(value) ? mapEntries(value, (item) => inBodies(item, labels - 1)) : value;
  if (isList(value)) return value.map((item) => (isObject(item) ? uncommented(item) : item));
  return isObject(value) ? uncommented(value) : value;
}

function uncommented(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== COMMENT));
}

function mapEntries(value: JsonObject, change: (value: unknown, key: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}
