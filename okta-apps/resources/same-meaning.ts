import { isUnset, keyOf, sameText } from '../plan/value-key';
import { isList } from '../shared/json';
import { attributeOf } from './attribute-of';
import { isOfOkta, type ResourceType } from './resource-type';

/**
 * Whether an attribute means the same before and after: the order of a set, `null` beside `""` or `[]`, and the
 * spelling of JSON mean nothing.
 */
export function sameMeaning(type: ResourceType, attribute: string, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (!isOfOkta(type.name)) return sameText(before, after); // the spelling of other providers is theirs
  return meaningOf(type, attribute, before) === meaningOf(type, attribute, after);
}

/** What the value of the attribute comes to: unset, or its key with sets in one order and JSON texts read. */
export function meaningOf(type: ResourceType, attribute: string, value: unknown): string {
  const { form, unsetReadsAs } = attributeOf(type, attribute);
  if (isUnset(value) || (value === false && unsetReadsAs === false)) return 'null';
  if (form === 'set' && isList(value)) return [...new Set(value.map((item) => keyOf(item)))].sort().join(',');
  if (form !== 'json' || typeof value !== 'string') return keyOf(value);
  const key = keyOf(parsed(value));
  return typeof unsetReadsAs === 'string' && key === keyOf(parsed(unsetReadsAs)) ? 'null' : key;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
