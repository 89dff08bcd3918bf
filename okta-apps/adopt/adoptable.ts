import { isDeepStrictEqual } from 'node:util';
import { withoutClientSecret } from '../okta/whole-app';
import { appValues, type AppValues } from '../resources/app-values';
import { lostSettings, settingName, type LostSetting } from '../resources/lost-settings';
import { APP_SETTINGS, isNothing } from '../resources/app-settings';
import { APP_PLACES } from '../shared/app-places';
import { inner, isList, isObject, itemsOf, list, object, type JsonObject } from '../shared/json';
import { counted, listed } from '../shared/lists';
import { looksSecret } from '../shared/masker';
import { PROP_WORDS } from '../shared/prop-words';
import { shown } from '../shared/visible-text';
import { fitsProp } from '../../rules/app/prop-types';
import { appProps, sameTexts, type AdoptedProps, type AppContext } from './app-props';
import { valueIn, writtenValues } from './written-values';

/** An app as props of `OidcWebApp`, or every reason why the code cannot describe it as it is. */
export type Adoptable = { readonly props: AdoptedProps } | { readonly reasons: readonly string[] };

/**
 * Whether an app can be declared in code so that the first apply changes nothing in Okta. It cannot when it is no OIDC
 * web app, when it holds a value that the provider cannot carry, or one that `OidcWebApp` has no prop for.
 *
 * Each reason names the field and its value; a value that may be a secret is not shown.
 *
 * @param app the answer of `GET /api/v1/apps/{id}`.
 */
export function adoptable(app: JsonObject, context: AppContext = {}): Adoptable {
  const kind = reasonsOfKind(app);
  if (kind.length > 0) return { reasons: kind };
  const whole = withoutClientSecret(app);
  const types = reasonsOfTypes(whole);
  if (types.length > 0) return { reasons: types };
  const props = appProps(whole, context);
  const reasons = [
    ...reasonsOfContext(context),
    ...reasonsOfLoss(whole),
    ...reasonsOfMembers(whole),
    ...reasonsOfDifference(whole, props),
    ...reasonsOfWords(props),
    ...reasonsOfProps(props),
  ];
  return reasons.length === 0 ? { props } : { reasons: [...new Set(reasons)] };
}

function reasonsOfKind(app: JsonObject): readonly string[] {
  const { signOnMode, name } = app;
  if (signOnMode !== 'OPENID_CONNECT' || name !== 'oidc_client') {
    return [`signOnMode is ${shown(signOnMode)} and name ${shown(name)}: only OIDC apps (oidc_client) can be adopted`];
  }
  const type = inner(app, 'settings', 'oauthClient', 'application_type');
  if (type === 'web') return [];
  return [`settings.oauthClient.application_type is ${shown(type)}: OidcWebApp declares web apps only`];
}

/** What each place may hold; whatever else is there is not what Okta answers. */
function reasonsOfTypes(app: JsonObject): readonly string[] {
  const values = appValues(app);
  return Object.entries(APP_PLACES).flatMap(([attribute, place]) => {
    const value = values[attribute];
    const is = typeOf(attribute);
    if (value === undefined || is.fits(value)) return [];
    return [`${place} is ${shown(value)}: it must be ${is.text}`];
  });
}

const LISTS = ['redirect_uris', 'post_logout_redirect_uris', 'grant_types', 'response_types', 'login_scopes'];
const TRUTHS: readonly string[] = [
  'auto_key_rotation',
  'pkce_required',
  'participate_slo',
  'frontchannel_logout_session_required',
  'implicit_assignment',
  'accessibility_self_service',
  'auto_submit_toolbar',
  'hide_ios',
  'hide_web',
];

function typeOf(attribute: string): { readonly text: string; readonly fits: (value: unknown) => boolean } {
  if (LISTS.includes(attribute)) {
    return {
      text: 'a list of texts',
      fits: (value) => isList(value) && value.every((one) => typeof one === 'string'),
    };
  }
  if (TRUTHS.includes(attribute)) return { text: 'true or false', fits: (value) => typeof value === 'boolean' };
  if (attribute === 'refresh_token_leeway') return { text: 'an integer', fits: Number.isInteger };
  return { text: 'a text', fits: (value) => typeof value === 'string' };
}

function reasonsOfContext({ activeSecrets = 0, roles = [] }: AppContext): readonly string[] {
  return [
    ...(activeSecrets > 1
      ? [`It has ${counted(activeSecrets, 'active client secret')}: finish the rotation, then adopt it`]
      : []),
    ...(roles.length > 0
      ? [`It has the administrator role ${listed(roles.map(shown))}: only a super administrator may change it`]
      : []),
  ];
}

/** What an update by the provider would lose or reset. */
function reasonsOfLoss(app: JsonObject): readonly string[] {
  // Our code always sets `pkce_required`, and never `app_links_json` or `app_settings_json`.
  const { app_settings_json: _others, ...planned } = appValues(app);
  const lost = lostSettings(app, { planned, sets: (attribute) => attribute === 'pkce_required' });
  return lost.map((setting) => {
    const name = settingName(setting);
    const known = Object.hasOwn(APP_SETTINGS, name) || name.startsWith('settings.oauthClient.jwks.');
    const after = setting.becomes === null ? 'remove it' : `reset it to ${shown(setting.becomes)}`;
    return known
      ? `${name} is ${safe(setting)}: the provider cannot send it, so an update would ${after}`
      : `${name} is ${safe(setting)}: ${NOT_KNOWN}`;
  });
}

/** Objects that the provider sends with exactly these members. */
const SENT_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  'visibility.hide': ['iOS', 'web'],
  'credentials.userNameTemplate': ['template', 'type', 'userSuffix', 'pushStatus'],
  'settings.notes': ['admin', 'enduser'],
  'settings.oauthClient.idp_initiated_login': ['mode', 'default_scope'],
  'settings.oauthClient.refresh_token': ['rotation_type', 'leeway'],
  'settings.oauthClient.network': ['connection', 'include', 'exclude'],
};

/** Members of them that are new to this tool. */
function reasonsOfMembers(app: JsonObject): readonly string[] {
  return Object.entries(SENT_OBJECTS).flatMap(([place, known]) =>
    Object.entries(object(inner(app, ...place.split('.'))))
      .filter(([name, value]) => !known.includes(name) && !isNothing(value))
      .map(([name, value]) => ({ path: [...place.split('.'), name], value, becomes: null }))
      .map((setting) => `${settingName(setting)} is ${safe(setting)}: ${NOT_KNOWN}`),
  );
}

const NOT_KNOWN = 'this tool does not know that the provider keeps it';

/** Texts of fields that no list has may be anything, such as a secret. */
function safe({ path, value }: LostSetting): string {
  const name = path.join('.');
  const last = path.at(-1) ?? '';
  const isKnown = Object.hasOwn(APP_SETTINGS, name) || (path.includes('jwks') && OPEN_KEY_MEMBERS.includes(last));
  if (isKnown) return shown(value);
  if (typeof value === 'boolean' || typeof value === 'number') return shown(value);
  if (typeof value === 'string' && !SECRET_NAME.test(name) && !looksSecret(value)) return shown(value);
  return 'set (its value is not shown)';
}

/** The others may be of a private key. */
const OPEN_KEY_MEMBERS = ['use', 'alg', 'crv', 'status'];

const SECRET_NAME = /secret|password|passphrase|token|private|credential/i;

/** Attributes whose meaning in Okta is another than what the code would write. */
function reasonsOfDifference(app: JsonObject, props: AdoptedProps): readonly string[] {
  const values = appValues(app);
  const written = writtenValues(props);
  const grants = list(valueIn(values, 'grant_types'));
  const places = { ...APP_PLACES, profile: 'profile' };
  return Object.entries(places).flatMap(([attribute, place]) => {
    if (attribute === 'client_id' && written['client_id'] === undefined) return [];
    if (attribute.startsWith('refresh_token_') && !grants.includes('refresh_token')) return [];
    const value = valueIn(values, attribute);
    if (isKeptDefault(attribute, values) || means(attribute, value, written[attribute])) return [];
    const now = written[attribute];
    if (attribute === 'profile') return ['profile is set (its value is not shown): the code would write another one'];
    const would = now === undefined ? 'OidcWebApp has no prop for it' : `the code would write ${shown(now)}`;
    return [`${place} is ${shown(value)}: ${would}`];
  });
}

/** Okta sets it with a template of one's own. */
function isKeptDefault(attribute: string, values: AppValues): boolean {
  return (
    attribute === 'user_name_template_push_status' &&
    values[attribute] === 'DONT_PUSH' &&
    values['user_name_template_type'] === 'CUSTOM'
  );
}

function means(attribute: string, value: unknown, written: unknown): boolean {
  const nothing = (one: unknown): unknown => (one === false || (isList(one) && one.length === 0) ? undefined : one);
  if (attribute === 'redirect_uris') return isDeepStrictEqual(value, written);
  return sameTexts(nothing(value), nothing(written));
}

/** Words of props that `OidcWebApp` does not have. */
function reasonsOfWords(props: AdoptedProps): readonly string[] {
  return Object.entries(PROP_WORDS).flatMap(([prop, known]) => {
    const value = inner(props, ...prop.split('.'));
    if (value === undefined || isObject(value)) return [];
    const strange = itemsOf(value).filter((word) => !known.some((one) => one === word));
    return strange.map((word) => `${prop} is ${shown(word)}: OidcWebApp knows ${known.map(shown).join(', ')} only`);
  });
}

/** Props that hold JSON of Okta as it is. */
const AS_IT_IS = ['jwks', 'profile', 'network'];

/** What is missing, and what is of another type than the prop. */
function reasonsOfProps(props: AdoptedProps): readonly string[] {
  const missing = ['label', 'redirectUris'].filter((name) => props[name] === undefined);
  const unfit = AS_IT_IS.filter((name) => props[name] !== undefined && !fitsProp(name, props[name]));
  const kinds = list(props['jwks']).map((key) => object(key)['kty']);
  return [
    ...missing.map((name) => `${name} is missing`),
    ...unfit.map((name) => `${name} is set (its value is not shown): it is not what the prop of this name holds`),
    ...kinds
      .filter((kind) => kind !== 'RSA' && kind !== 'EC')
      .map((kind) => `A public key has the kty ${shown(kind)}: the provider sends "RSA" and "EC" only`),
  ];
}
