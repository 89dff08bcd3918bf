import { field, itemsOf, object, textField, type JsonObject } from '../shared/json';

/** The blocks of one type by their names, of resources or of data sources. */
export function namedBlocks(
  document: JsonObject,
  section: 'resource' | 'data',
  type: string,
): readonly (readonly [name: string, block: JsonObject])[] {
  const named = object(field(object(field(document, section)), type));
  return Object.entries(named).map(([name, block]) => [name, object(itemsOf(block)[0])]);
}

/** An attribute that is a text and written out. */
export function literalText(block: JsonObject, attribute: string): string | undefined {
  const text = textField(block, attribute);
  return text === undefined ? undefined : literal(text);
}

/** A text that is written out; undefined for one with references, whose value only Terraform knows. */
export function literal(text: string): string | undefined {
  if (/(?<![$%])[$%]\{/.test(text)) return undefined;
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
