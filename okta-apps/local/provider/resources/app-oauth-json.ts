import { OWN_SETTINGS } from '../../../shared/app-places';
import { ProviderError } from '../diagnostics';
import type { OktaClient } from '../okta-client';
import { zeroOf } from '../sdk/plan';
import { goJson, isJsonObject, parseJson, putAt, textAt, valueAt, type Json, type JsonObject } from '../sdk/go-json';
import { inSetOrder, type ResourceData } from '../sdk/resource-data';
import { isList, textOf, type ObjectValue, type Value } from '../sdk/value';
import { readGroupsClaim } from './app-oauth-companions';
import { APP_ATTRIBUTES, type AppAttribute } from './app-oauth-attributes';
import { GRANTS_BY_TYPE } from './app-oauth-checks';

/**
 * The app that okta/okta sends to create (`isNew`) or replace one.
 * @throws ProviderError a JSON attribute that is not what the app needs
 */
export function appBody(data: ResourceData, isNew: boolean): JsonObject {
  const body: JsonObject = {
    name: 'oidc_client',
    signOnMode: 'OPENID_CONNECT',
    accessibility: {},
    settings: { notes: {}, oauthClient: { dpop_bound_access_tokens: false } },
  };
  for (const [name, attribute] of Object.entries(APP_ATTRIBUTES)) putAttribute(body, data, name, attribute);
  putGrants(body, data);
  putClient(body, data, isNew);
  putBlocks(body, data);
  putJson(body, data);
  return body;
}

function putAttribute(body: JsonObject, data: ResourceData, name: string, attribute: AppAttribute): void {
  if (attribute.json === undefined || attribute.send === undefined) return;
  const value = valueOf(data, name, attribute);
  const isZero = value === '' || value === false || value === 0 || (Array.isArray(value) && value.length === 0);
  if (attribute.send === 'always' || !isZero) putAt(body, attribute.json, value);
}

function valueOf(data: ResourceData, name: string, { type }: AppAttribute): Json {
  if (type === 'string') return data.string(name);
  if (type === 'bool') return data.bool(name);
  return type === 'number' ? data.number(name) : data.strings(name);
}

function putGrants(body: JsonObject, data: ResourceData): void {
  const rules = GRANTS_BY_TYPE[data.string('type')];
  const configured = data.strings('grant_types');
  const grants = configured.length > 0 ? configured : [...(rules?.required ?? rules?.allowed ?? [])];
  putAt(body, 'settings.oauthClient.grant_types', grants);
  const responses = data.strings('response_types');
  putAt(body, 'settings.oauthClient.response_types', responses.length > 0 ? responses : responsesFor(grants));
  if (!grants.includes('refresh_token')) return;
  putAt(body, 'settings.oauthClient.refresh_token', {
    rotation_type: data.string('refresh_token_rotation'),
    leeway: data.number('refresh_token_leeway'),
  });
}

function responsesFor(grants: readonly string[]): string[] {
  const has = (...names: string[]): boolean => grants.some((grant) => names.includes(grant));
  return [
    ...(has('implicit', 'client_credentials') ? ['token'] : []),
    ...(has('password', 'authorization_code', 'refresh_token') ? ['code'] : []),
  ];
}

function putClient(body: JsonObject, data: ResourceData, isNew: boolean): void {
  const at = 'credentials.oauthClient';
  putAt(body, `${at}.autoKeyRotation`, data.configured('auto_key_rotation') !== false);
  putAt(body, `${at}.pkce_required`, pkceRequired(data, isNew));
  putAt(body, 'settings.oauthClient.idp_initiated_login', {
    mode: data.string('login_mode'),
    default_scope: data.strings('login_scopes'),
  });
  // On update an empty secret is sent, which leaves the one that Okta holds.
  const secret = !isNew && data.bool('omit_secret') ? '' : secretOf(data);
  if (secret !== undefined) putAt(body, `${at}.client_secret`, secret);
}

function pkceRequired(data: ResourceData, isNew: boolean): boolean {
  const configured = data.configured('pkce_required');
  if (configured !== null) return configured === true;
  const isPublic = ['native', 'browser'].includes(data.string('type'));
  return data.string('token_endpoint_auth_method') === 'none' || (isNew && isPublic);
}

function secretOf(data: ResourceData): string | undefined {
  const writeOnly = data.configured('client_basic_secret_wo');
  if (typeof writeOnly === 'string') return writeOnly;
  const known = data.string('client_basic_secret') || data.string('client_secret');
  return known === '' ? undefined : known;
}

function putBlocks(body: JsonObject, data: ResourceData): void {
  const keys = data.blocks('jwks');
  if (keys.length > 0) putAt(body, 'settings.oauthClient.jwks', { keys: keys.map(jwk) });
  const [network] = data.blocks('network');
  if (network === undefined) return;
  const zones = { include: zonesOf(network['include']), exclude: zonesOf(network['exclude']) };
  const set = Object.entries(zones).filter(([, ids]) => ids.length > 0);
  putAt(body, 'settings.oauthClient.network', {
    connection: textOf(network['connection']),
    ...Object.fromEntries(set),
  });
}

function zonesOf(value: Value | undefined): string[] {
  return inSetOrder(isList(value) ? value.filter((zone) => typeof zone === 'string') : []);
}

/** The members that okta/okta sends of a signing key, by its type; `crv`, `alg` and `use` never. */
const KEY_MEMBERS: Readonly<Record<string, readonly string[]>> = { RSA: ['e', 'n'], EC: ['x', 'y'] };

function jwk(block: ObjectValue): JsonObject {
  const kty = textOf(block['kty']);
  const members = KEY_MEMBERS[kty];
  if (members === undefined) {
    throw new ProviderError(
      'json: error calling MarshalJSON for type okta.OpenIdConnectApplicationSettingsClientKeysKeysInner: ' +
        'unexpected end of JSON input',
      `okta/okta 6.12.0 sends keys of type RSA and EC only, not ${JSON.stringify(kty)}.`,
    );
  }
  const kid = textOf(block['kid']);
  const identity = kid === '' ? { kty } : { kty, kid };
  return { ...identity, status: 'ACTIVE', ...Object.fromEntries(members.map((name) => [name, textOf(block[name])])) };
}

function putJson(body: JsonObject, data: ResourceData): void {
  const settings = objectOf(data, 'app_settings_json');
  if (settings !== undefined) body['settings'] = { ...(body['settings'] as JsonObject), ...settings };
  const links = objectOf(data, 'app_links_json');
  if (links !== undefined) putAt(body, 'visibility.appLinks', links);
  const profile = objectOf(data, 'profile');
  if (profile !== undefined) putAt(body, 'profile', profile);
}

function objectOf(data: ResourceData, name: string): JsonObject | undefined {
  const text = data.string(name);
  if (text === '') return undefined;
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  const kind = Array.isArray(value) ? 'array' : typeof value;
  throw new ProviderError(
    `failed to unmarshal ${name}: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
  );
}

/** Writes into the state what the app says, and reads the groups claim, which is kept elsewhere. */
export async function readApp(data: ResourceData, okta: OktaClient, app: JsonObject): Promise<void> {
  await readAuthenticationPolicy(data, okta, app);
  for (const [name, attribute] of Object.entries(APP_ATTRIBUTES)) readAttribute(data, app, name, attribute);
  data.set('profile', isJsonObject(app['profile']) ? goJson(app['profile']) : '');
  data.set('logo_url', textAt(app, '_links.logo.href'));
  readSettings(data, app['settings']);
  readNetwork(data, app);
  readKeys(data, app);
  if (!okta.usesOAuth) data.set('groups_claim', await readGroupsClaim(data.id, okta));
}

async function readAuthenticationPolicy(data: ResourceData, okta: OktaClient, app: JsonObject): Promise<void> {
  if (data.bool('skip_authentication_policy')) {
    data.set('authentication_policy', '');
    return;
  }
  if (await okta.isClassic()) return;
  const policy = textAt(app, '_links.accessPolicy.href');
  if (policy !== '') data.set('authentication_policy', policy.slice(policy.lastIndexOf('/') + 1));
}

function readAttribute(data: ResourceData, app: JsonObject, name: string, attribute: AppAttribute): void {
  if (attribute.json === undefined) return;
  const condition = attribute.readWhen === undefined ? true : valueAt(app, attribute.readWhen);
  if (condition === undefined || condition === null || condition === '') return;
  data.set(name, toValue(attribute, valueAt(app, attribute.json)));
}

function toValue({ type }: AppAttribute, json: Json | undefined): Value {
  if (type === 'list' || type === 'set') return stringsOf(json);
  const expected = { string: 'string', bool: 'boolean', number: 'number' }[type];
  return typeof json === expected ? (json as string | boolean | number) : zeroOf(type);
}

function stringsOf(json: Json | undefined): string[] {
  return Array.isArray(json) ? json.filter((element) => typeof element === 'string') : [];
}

function readSettings(data: ResourceData, settings: Json | undefined): void {
  if (!isJsonObject(settings)) return;
  const others = Object.entries(settings).filter(([name]) => !OWN_SETTINGS.has(name));
  if (others.length > 0) data.set('app_settings_json', goJson(Object.fromEntries(others)));
}

function readNetwork(data: ResourceData, app: JsonObject): void {
  const network = valueAt(app, 'settings.oauthClient.network');
  if (!isJsonObject(network)) return;
  const block = {
    connection: textAt(network, 'connection'),
    include: stringsOf(network['include']),
    exclude: stringsOf(network['exclude']),
  };
  data.set('network', [block]);
}

function readKeys(data: ResourceData, app: JsonObject): void {
  const jwks = valueAt(app, 'settings.oauthClient.jwks');
  if (!isJsonObject(jwks)) return;
  const keys = Array.isArray(jwks['keys']) ? jwks['keys'] : [];
  data.set('jwks', keys.map(keyBlock));
}

function keyBlock(key: Json): ObjectValue {
  const members = textAt(key, 'kty') === 'EC' ? ['kty', 'kid', 'x', 'y'] : ['kty', 'kid', 'e', 'n'];
  return Object.fromEntries(members.map((name) => [name, textAt(key, name)]));
}
