import path from 'node:path';
import { field, isObject, object, textField, type JsonObject } from '../../shared/json';
import { ASSETS } from '../assets';

/**
 * The key of a call under which the document of its module is, once it was read. So what a module says is part of the
 * document that is checked, digested, compared and rehearsed. No name in Terraform begins with this character, and no
 * document that is read may have the key.
 */
export const EMBEDDED = '#document';

/** Name of the one file that Terraform reads of a module that was understood. */
export const MODULE_FILE = 'main.tf.json';

/** The root module, or a module that was read, as one call of it makes it. */
export interface Scope {
  readonly document: JsonObject;
  /** In front of every address in it: `module.zones.`, or nothing. */
  readonly prefix: string;
  /** Below the folder of the stack, `assets/zones/0A1B`; empty for the root. */
  readonly folder: string;
  /** Undefined for the root. */
  readonly caller?: { readonly scope: Scope; readonly body: JsonObject };
}

export function rootScope(document: JsonObject): Scope {
  return { document, prefix: '', folder: '' };
}

/** The root and each module that was read, callers first. */
export function scopesIn(scope: Scope): readonly Scope[] {
  const inside = callsIn(scope.document).flatMap(([name]) => moduleScope(scope, name) ?? []);
  return [scope, ...inside.flatMap(scopesIn)];
}

/** The module that a scope calls by this name; undefined when it was not read. */
export function moduleScope(scope: Scope, name: string): Scope | undefined {
  const body = object(field(object(field(scope.document, 'module')), name));
  const document = field(body, EMBEDDED);
  if (!isObject(document)) return undefined;
  const prefix = `${scope.prefix}module.${name}.`;
  return { document, prefix, folder: sourceFolder(scope.folder, body) ?? '', caller: { scope, body } };
}

export function callsIn(document: JsonObject): readonly (readonly [name: string, body: JsonObject])[] {
  return Object.entries(object(field(document, 'module'))).map(([name, body]) => [name, object(body)]);
}

/** The folder of a module that is among the assets; undefined for one that is anywhere else. */
export function sourceFolder(folder: string, body: JsonObject): string | undefined {
  const source = textField(body, 'source') ?? '';
  if (!/^\.\.?\//.test(source) || /[\\$%\0]/.test(source) || Object.hasOwn(body, 'version')) return undefined;
  const found = path.posix.join(folder, source).replace(/\/$/, '');
  return found.startsWith(`${ASSETS}/`) ? found : undefined;
}

/** A call as it is written. */
export function plainCall(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== EMBEDDED));
}

/** The document as Terraform reads it, without those of its modules. */
export function withoutEmbedded(document: JsonObject): JsonObject {
  return withoutDocuments(document, () => true);
}

/** The document without those of some of the modules that it calls itself. */
export function withoutDocuments(document: JsonObject, isOne: (name: string) => boolean): JsonObject {
  const calls = callsIn(document);
  if (!calls.some(([name, body]) => isOne(name) && Object.hasOwn(body, EMBEDDED))) return document;
  const plain = calls.map(([name, body]) => [name, isOne(name) ? plainCall(body) : body] as const);
  return { ...document, module: Object.fromEntries(plain) };
}

/** The documents of all modules that were read, by folder. */
export function moduleDocuments(document: JsonObject): ReadonlyMap<string, JsonObject> {
  const [, ...modules] = scopesIn(rootScope(document));
  return new Map(modules.map((scope) => [scope.folder, withoutEmbedded(scope.document)]));
}
