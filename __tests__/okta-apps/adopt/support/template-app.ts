import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../../okta-apps/shared/json';
import { ROOT } from '../../../support/pages';

/** Where the answer of `GET /api/v1/apps/{id}` of Okta's own guide is. */
export const TEMPLATE_FILE = join(ROOT, '__tests__/fixtures/adopt/app-template.json');

/** The app of that file, with a value at each path, such as `settings.oauthClient.jwks_uri`; undefined removes it. */
export function template(changes: Readonly<Record<string, unknown>> = {}): JsonObject {
  const app = JSON.parse(readFileSync(TEMPLATE_FILE, 'utf8')) as Record<string, unknown>;
  for (const [place, value] of Object.entries(changes)) put(app, place.split('.'), value);
  return app;
}

function put(owner: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    owner[key] = value;
    if (value === undefined) Reflect.deleteProperty(owner, key);
    return;
  }
  const inner = isObject(owner[key]) ? { ...owner[key] } : {};
  owner[key] = inner;
  put(inner, rest, value);
}
