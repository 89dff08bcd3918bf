import { byText, isList, isObject, type JsonObject } from '../shared/json';
import { appDifferences, type AppDifference } from './app-differences';

/** What every change of a trusted origin changes. */
const CHANGED_BY: ReadonlySet<string> = new Set(['lastUpdated', 'lastUpdatedBy']);

/**
 * How a trusted origin differs from what it was: every field but who changed it last and when, its links, and the order of
 * its scopes.
 *
 * @param before the answer of `GET /api/v1/trustedOrigins/{id}`
 * @param after the answer of a later one
 */
export function originDifferences(before: JsonObject, after: JsonObject): readonly AppDifference[] {
  return appDifferences(comparable(before), comparable(after));
}

function comparable(origin: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(origin)
      .filter(([name]) => !CHANGED_BY.has(name) && name !== '_links')
      .map(([name, value]) => [name, name === 'scopes' && isList(value) ? inOrder(value) : value]),
  );
}

function inOrder(scopes: readonly unknown[]): readonly unknown[] {
  const typeOf = (scope: unknown): string => (isObject(scope) ? String(scope['type']) : String(scope));
  return [...scopes].sort((one, other) => byText(typeOf(one), typeOf(other)));
}
