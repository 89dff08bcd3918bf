import { field, isList, isObject, object, textField, itemsOf, type JsonObject } from '../shared/json';

/** The object without these keys. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

export function mapValues(value: JsonObject, change: (value: unknown, key: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}

/** Replaces every string in a value, whatever its shape. */
export function mapStrings(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (isList(value)) return value.map((item) => mapStrings(item, text));
  return isObject(value) ? mapValues(value, (item) => mapStrings(item, text)) : value;
}

/** The blocks of a section, which JSON writes as a list or, when there is one, without it. */
export function blocks(document: JsonObject, section: string): readonly JsonObject[] {
  const value = field(document, section);
  return itemsOf(value).filter(isObject);
}

/** The address that `import`, `moved` and `removed` name; in JSON it stands there as it is. */
export function addressIn(block: JsonObject, key: string): string {
  return textField(block, key) ?? '';
}

/** Addresses of all resources in a document. */
export function addressesIn(document: JsonObject): readonly string[] {
  return Object.entries(object(field(document, 'resource'))).flatMap(([type, named]) =>
    Object.keys(object(named)).map((name) => `${type}.${name}`),
  );
}

/** Aliases of the okta providers of a document; undefined for the one without. */
export function aliases(document: JsonObject): readonly (string | undefined)[] {
  const found = blocks(object(field(document, 'provider')), 'okta').map((block) => textField(block, 'alias'));
  return found.includes(undefined) ? found : [undefined, ...found];
}
