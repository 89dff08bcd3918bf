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

/** The keys that resources read from a variable with a JSON object, as `ClientSecret.fromJsonVariable` writes it. */
function keysOf(resources: string, name: string): readonly string[] {
  const reads = new RegExp(`jsondecode\\(var\\.${escapeRegExp(name)}\\)\\[\\\\"([\\w./-]+)\\\\"\\]`, 'g');
  return [...new Set([...resources.matchAll(reads)].map(([, key = '']) => key))].sort();
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
  const text = JSON.stringify(field(document, 'resource') ?? {});
  return Object.fromEntries(
    openVariables(document).map((name) => {
      const variable = isObject(variables) ? field(variables, name) : undefined;
      const type = (isObject(variable) ? textField(variable, 'type') : undefined) ?? 'string';
      const keys = type === 'string' ? keysOf(text, name) : [];
      const members = keys.map((key) => [key, placeholderFor(`${name} ${key}`)]);
      const value = keys.length > 0 ? JSON.stringify(Object.fromEntries(members)) : undefined;
      return [environmentName(name), value ?? valueOf(type.replace(/^\$\{|\}$/g, ''), name)];
    }),
  );
}
