import type { OktaClient } from '../okta-client';
import type { Json, JsonObject } from '../sdk/go-json';
import { goJson, isJsonObject } from '../sdk/go-json';
import { textAt, valueAt } from '../sdk/json-path';
import { zeroOf } from '../sdk/difference';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue, Value } from '../sdk/value';
import type { AppAttribute } from './app-oauth-attributes';
import { APP_ATTRIBUTES } from './app-oauth-attributes';
import { readGroupsClaim } from './app-groups-claim';

/** The members of an app's settings that have attributes of their own; the others are `app_settings_json`. */
const KNOWN_SETTINGS = [
  'emOptInStatus',
  'identityStoreId',
  'implicitAssignment',
  'inlineHookId',
  'notes',
  'notifications',
  'oauthClient',
];

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
  const others = Object.entries(settings).filter(([name]) => !KNOWN_SETTINGS.includes(name));
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
