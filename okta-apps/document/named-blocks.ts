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

/** A text that is written out; undefined for one with references, whose value only Terraform knows. */
export function literalText(block: JsonObject, attribute: string): string | undefined {
  const text = textField(block, attribute);
  if (text === undefined || /(?<![$%])[$%]\{/.test(text)) return undefined;
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
