import { inner, isList, isObject, type JsonObject } from '../shared/json';
import type { LostSetting } from './lost-settings';

const CHOSEN = 'kid=';

/** What a setting is in an app; undefined where the app has no such place. */
export function settingOf(app: JsonObject, { path }: Pick<LostSetting, 'path'>): unknown {
  return path.reduce<unknown>((at, key) => (isList(at) ? elementOf(at, key) : inner(at, key)), app);
}

/**
 * The app with these settings as they were. What only Okta sets is left out, and the client secret too: a body
 * without it leaves the one that Okta holds.
 */
export function withSettings(app: JsonObject, settings: readonly LostSetting[]): JsonObject {
  const copy = structuredClone(app) as Record<string, unknown>;
  delete copy['_links'];
  delete copy['_embedded'];
  for (const { path, value } of settings) put(copy, path, value);
  return copy;
}

/** A key that is no longer in the app is not restored: the comparison afterwards tells. */
function put(app: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at: unknown = app;
  for (const key of path.slice(0, -1)) {
    if (isList(at)) {
      at = elementOf(at, key);
    } else if (isObject(at)) {
      const owner = at as Record<string, unknown>;
      if (!isObject(inner(owner, key)) && !isList(inner(owner, key))) set(owner, key, {});
      at = inner(owner, key);
    }
    if (at === undefined) return;
  }
  const last = path.at(-1);
  if (isObject(at) && last !== undefined) set(at, last, value);
}

/** Also where the key is one that objects inherit, such as `__proto__`. */
function set(owner: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
}

function elementOf(list: readonly unknown[], key: string): unknown {
  const kid = key.startsWith(CHOSEN) ? key.slice(CHOSEN.length) : undefined;
  return list.find((element) => isObject(element) && element['kid'] === kid);
}
