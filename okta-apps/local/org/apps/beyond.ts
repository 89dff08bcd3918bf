import { isDeepStrictEqual } from 'node:util';
import { isList, isObject, type JsonObject } from '../../../shared/json';
import type { App } from '../records';

/** What this org makes itself, and what no answer of a GET holds. */
const NOT_BEYOND: ReadonlySet<string> = new Set(['_links', '_embedded', 'client_secret']);

/** What the app says that the org does not answer by itself. What holds nothing is the same as what is missing. */
export function beyondOf(given: JsonObject, answered: JsonObject): JsonObject {
  const members = Object.entries(given).flatMap(([key, value]): [string, unknown][] => {
    const own = Object.hasOwn(answered, key) ? answered[key] : undefined;
    if (NOT_BEYOND.has(key) || isNothing(value) || isDeepStrictEqual(value, own)) return [];
    if (!isObject(value) || !isObject(own)) return [[key, value]];
    const more = beyondOf(value, own);
    return Object.keys(more).length === 0 ? [] : [[key, more]];
  });
  return Object.fromEntries(members);
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  return (isList(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}

/** What Okta keeps when an app is replaced. */
const KEPT: readonly string[] = ['orn', 'features', 'licensing', 'universalLogout', 'expressConfiguration'];

/** What is left of fields that the org does not know after the app was replaced. */
export function beyondAfterReplace({ beyond = {} }: App): Pick<App, 'beyond'> {
  const kept = Object.entries(beyond).filter(([key]) => KEPT.includes(key));
  return kept.length === 0 ? {} : { beyond: Object.fromEntries(kept) };
}

/** The answer with the values of fields that the org does not know. */
export function withBeyond(answer: JsonObject, beyond: JsonObject | undefined): Record<string, unknown> {
  if (beyond === undefined) return { ...answer };
  const more = Object.entries(beyond).map(([key, value]): [string, unknown] => {
    const own = Object.hasOwn(answer, key) ? answer[key] : undefined;
    return [key, isObject(value) && isObject(own) ? withBeyond(own, value) : value];
  });
  return { ...answer, ...Object.fromEntries(more) };
}
