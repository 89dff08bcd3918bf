import { APP_PLACES, OWN_SETTINGS } from '../shared/app-places';
import { inner, isObject, list, object, textField, type JsonObject } from '../shared/json';
import { KEY_MEMBERS } from './app-settings';

/** Values of attributes of `okta_app_oauth` by their names. */
export type AppValues = Readonly<Record<string, unknown>>;

/** Where blocks of the app are in its JSON. */
const KEYS = ['settings', 'oauthClient', 'jwks', 'keys'] as const;
const SCALARS = Object.entries(APP_PLACES).map(([name, place]) => [name, place.split('.')] as const);
const NETWORK = ['settings', 'oauthClient', 'network'] as const;

/**
 * An app as attributes of `okta_app_oauth`, as far as the app's own JSON has them: what is not there is undefined, `null`
 * and a text without characters are too. Lists are as Okta has them, and not sorted. `jwks` and `network` are as blocks of
 * JSON: each key with those members that the provider reads. `profile` and `app_settings_json` are objects, not texts.
 *
 * What other places of Okta's API hold is not here: `groups_claim`, groups. `authentication_policy` is the id of the
 * policy that the app's links name.
 *
 * @param app the answer of `GET /api/v1/apps/{id}`.
 */
export function appValues(app: JsonObject): AppValues {
  const scalars = SCALARS.map(([name, place]) => [name, inner(app, ...place)] as const);
  const profile = app['profile'];
  const values: readonly (readonly [string, unknown])[] = [
    ...scalars,
    ['jwks', keysOf(app)],
    ['network', inner(app, ...NETWORK)],
    ['profile', profile],
    ['app_settings_json', otherSettings(app)],
    ['authentication_policy', policyOf(app)],
  ];
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

function keysOf(app: JsonObject): readonly JsonObject[] | undefined {
  const keys = list(inner(app, ...KEYS)).filter(isObject);
  if (keys.length === 0) return undefined;
  return keys.map((key) =>
    Object.fromEntries(Object.entries(key).filter(([name]) => KEY_MEMBERS[name]?.by === 'sent' && key[name] !== null)),
  );
}

function otherSettings(app: JsonObject): JsonObject | undefined {
  const others = Object.entries(object(app['settings'])).filter(([name]) => !OWN_SETTINGS.has(name));
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

/** Id of the sign-on policy that an app of Okta links. */
export function policyOf(app: JsonObject): string | undefined {
  const link = inner(app, '_links', 'accessPolicy');
  return isObject(link) ? textField(link, 'href')?.split('/').at(-1) : undefined;
}
