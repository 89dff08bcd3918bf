import { escapeRegExp } from '../shared/patterns';
import { createHash } from 'node:crypto';
import { field, isObject, textField, type JsonObject } from '../shared/json';
import { environmentName, PLACEHOLDER_PREFIX } from '../project/initial-secrets';

/**
 * A function that replaces references to the addresses, as far as they go (`random_password.db.result`), by a text.
 * Only strings with an interpolation are looked at.
 */
export function withoutReferences(addresses: readonly string[]): (text: string) => string {
  if (addresses.length === 0) return (text) => text;
  const any = addresses.map(escapeRegExp).join('|');
  const reference = new RegExp(`(?<![\\w.-])(?:${any})(?![\\w-])(?:\\.[\\w*-]+|\\[[^\\]]*\\])*`, 'g');
  return (text) =>
    /[$%]\{/.test(text) ? text.replace(reference, (found) => JSON.stringify(placeholderFor(found))) : text;
}

/** 54 printable characters that also are a label of a host name; the same for the same name, on every machine. */
function placeholderFor(name: string): string {
  return PLACEHOLDER_PREFIX + createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** What a variable of this type gets; Terraform reads the text by the type. */
function valueOf(type: string, name: string): string {
  const [kind = ''] = /^\w+/.exec(type) ?? [];
  const values: Readonly<Record<string, string>> = {
    number: '0',
    bool: 'false',
    list: '[]',
    set: '[]',
    tuple: '[]',
    map: '{}',
    object: '{}',
  };
  return values[kind] ?? placeholderFor(name);
}

/** Names of the variables that have no default. */
export function openVariables(document: JsonObject): readonly string[] {
  const variables = field(document, 'variable');
  return Object.entries(isObject(variables) ? variables : {})
    .filter(([, variable]) => isObject(variable) && field(variable, 'default') === undefined)
    .map(([name]) => name)
    .sort();
}

/** Environment variables with a placeholder for each variable without a default: nothing of the user's own gets in. */
export function variableValues(document: JsonObject): Readonly<Record<string, string>> {
  const variables = field(document, 'variable');
  return Object.fromEntries(
    openVariables(document).map((name) => {
      const variable = isObject(variables) ? field(variables, name) : undefined;
      const type = (isObject(variable) ? textField(variable, 'type') : undefined) ?? 'string';
      return [environmentName(name), valueOf(type.replace(/^\$\{|\}$/g, ''), name)];
    }),
  );
}
