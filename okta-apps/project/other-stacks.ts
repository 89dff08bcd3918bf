import { isObject, object, type JsonObject } from '../shared/json';

/** Blocks whose members are types of resources. */
const OF_TYPES = ['resource', 'data', 'ephemeral'];
const OKTA = /^okta(?:_|$)/;

/**
 * Whether a stack that is none of `OktaStack` may do something to an Okta org: it has a resource or a provider of Okta,
 * a module, which can have both, or what is not understood. Every other one is not the tool's to review.
 */
export function mayTouchOkta(document: JsonObject): boolean {
  if ('module' in document) return true;
  const names = [...OF_TYPES.flatMap((block) => namesIn(document[block])), ...namesIn(document['provider'])];
  return names.some((name) => OKTA.test(name)) || listsOkta(document['terraform']);
}

/** What is no object cannot be said to hold nothing of Okta. */
function namesIn(block: unknown): readonly string[] {
  if (block === undefined) return [];
  return isObject(block) ? Object.keys(block) : ['okta'];
}

/** A provider may have any local name: its source says what it is. */
function listsOkta(terraform: unknown): boolean {
  const required = object(terraform)['required_providers'];
  return required !== undefined && /okta/i.test(JSON.stringify(required));
}

/** What to say of a stack that is left out. */
export function leftOutNote(name: string, touchesOkta: boolean): string {
  const why = touchesOkta
    ? 'is no OktaStack, so what it does in Okta is not looked at'
    : 'is no OktaStack and holds nothing of Okta, so it is left out';
  return `Note: ${name} ${why}. Use "cdktf diff ${name}" and "cdktf deploy ${name}".\n`;
}
