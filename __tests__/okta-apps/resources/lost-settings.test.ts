import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lostSettings, settingName } from '../../../okta-apps/resources/lost-settings';
import { inner, isList, isObject, listField, object, type JsonObject } from '../../../okta-apps/shared/json';

/* What an update by okta/okta 6.12 loses of an app as Okta has it. */

const FILE = join(__dirname, '../../fixtures/recordings/30-update-drops-settings.json');

const PLANNED = {
  token_endpoint_auth_method: 'client_secret_basic',
  app_settings_json: '{"app":{},"manualProvisioning":false}',
};

function lost(app: JsonObject, { planned = {}, sets = [] as readonly string[] } = {}) {
  const configured = { planned: { ...PLANNED, ...planned }, sets: (name: string) => sets.includes(name) };
  return lostSettings(app, configured).map((setting) => [settingName(setting), setting.value, setting.becomes]);
}

const client = (oauthClient: object) => ({ settings: { oauthClient } });
const OAUTH = 'settings.oauthClient';

/** Settings of an OIDC app that Okta's API documents and no attribute holds: name, value, and what it becomes. */
const NEVER_SENT: readonly (readonly [path: string, value: unknown, becomes: unknown])[] = [
  [`${OAUTH}.subject_type`, 'pairwise', 'public'],
  [`${OAUTH}.sector_identifier_uri`, 'https://acme.example/sector.json', null],
  [`${OAUTH}.id_token_encrypted_response_alg`, 'RSA-OAEP-256', null],
  [`${OAUTH}.request_object_signing_alg`, 'RS256', null],
  [`${OAUTH}.dpop_bound_access_tokens`, true, false],
  [`${OAUTH}.backchannel_authentication_request_signing_alg`, 'RS256', null],
  [`${OAUTH}.backchannel_token_delivery_mode`, 'ping', 'poll'],
  [`${OAUTH}.made_next_year`, { deep: [1] }, null],
  ['visibility.autoLaunch', true, false],
  ['visibility.appLinks.oidc_client_link', false, true],
  ['settings.inlineHookId', 'cal1', null],
  ['settings.identityStoreId', 'store1', null],
  ['settings.notifications.vpn.network.connection', 'ANYWHERE', 'DISABLED'],
  ['settings.notifications.vpn.helpUrl', 'https://acme.example/vpn', null],
  ['credentials.oauthClient.pkce_required', true, false],
  ['credentials.oauthClient.made_next_year', 'on', null],
  ['made_next_year', 7, null],
];

function at(path: string, value: unknown): JsonObject {
  return path.split('.').reduceRight<unknown>((inside, key) => ({ [key]: inside }), value) as JsonObject;
}

test.each(NEVER_SENT)('%s is lost', (path, value, becomes) => {
  const name = isObject(value) ? `${path}.deep` : path;
  expect(lost(at(path, value))).toEqual([[name, isObject(value) ? value['deep'] : value, becomes]]);
});

test.each(NEVER_SENT)(
  '%s: nothing to lose where it is as it would be afterwards, or where there is nothing',
  (path, _, becomes) => {
    for (const value of [becomes, null, '', [], {}]) {
      if (value === '' && path.includes('appLinks')) continue;
      expect(lost(at(path, value)).filter(([, was]) => was !== '' && !(isList(was) && was.length === 0))).toEqual([]);
    }
  },
);

test.each([
  ['a label', { label: 'Shop', status: 'ACTIVE', id: '0oa1', _links: { x: 1 }, features: ['IMPORT'] }],
  [
    'what attributes hold',
    client({ tos_uri: 'https://acme.example', grant_types: ['implicit'], participate_slo: true }),
  ],
  ['a network', client({ network: { connection: 'ZONE', include: ['nzo1'], made_next_year: 1 } })],
  ['a profile', { profile: { any: { thing: true } } }],
  ['settings of its own that the plan has', { settings: { app: { url: 'x' }, manualProvisioning: true } }],
  ['keys that sign tokens', { credentials: { signing: { kid: 'a' } } }],
])('%s is not lost', (_, app) => {
  expect(lost(app as JsonObject)).toEqual([]);
});

test.each([
  ['pkce that the code sets', { sets: ['pkce_required'] }, []],
  ['pkce of a public client', { planned: { token_endpoint_auth_method: 'none' } }, []],
  ['pkce that the code leaves out', {}, [['credentials.oauthClient.pkce_required', true, false]]],
])('%s', (_, configured, expected) => {
  expect(lost({ credentials: { oauthClient: { pkce_required: true } } }, configured)).toEqual(expected);
});

test.each([
  ['no planned settings', undefined],
  ['planned settings that are no JSON', '{'],
  ['planned settings that are no object', '[]'],
])('%s: the settings are lost', (_, app_settings_json) => {
  const app = { settings: { manualProvisioning: true } };
  expect(lost(app, { planned: { app_settings_json } })).toEqual([['settings.manualProvisioning', true, null]]);
});

test('links that the code sets are not compared', () => {
  const app = { visibility: { appLinks: { oidc_client_link: false } } };
  expect(lost(app, { sets: ['app_links_json'] })).toEqual([]);
});

test('of a key that stays, the members that are not sent are lost', () => {
  const key = (kid: string) => ({
    kid,
    kty: 'RSA',
    e: 'AQAB',
    n: 'x',
    id: 'pks1',
    use: 'enc',
    alg: null,
    status: 'INACTIVE',
  });
  const app = client({ jwks: { keys: [key('stays'), key('goes'), 'no key'] } });
  expect(lost(app, { planned: { jwks: [{ kid: 'stays' }] } })).toEqual([
    [`${OAUTH}.jwks.keys.kid=stays.use`, 'enc', null],
    [`${OAUTH}.jwks.keys.kid=stays.status`, 'INACTIVE', 'ACTIVE'],
  ]);
});

test('recording 30: what okta/okta does not send is exactly what is found', () => {
  const { steps } = JSON.parse(readFileSync(FILE, 'utf8')) as { steps: readonly JsonObject[] };
  const edits = object(inner((listField(steps[1]!, 'outside')[0] as readonly unknown[])[2]));
  const apps = Object.entries(edits).map(([path, value]) => at(path, value));
  const [change] = listField(object(inner(steps[1], 'plan')), 'resource_changes');
  const planned = object(inner(change, 'change', 'after'));
  const found = apps.flatMap((app) => lostSettings(app, { planned, sets: () => false }));
  expect(found).toHaveLength(4);
  expect(found.map(settingName)).toEqual(Object.keys(edits));
  const requests = listField(object(inner(steps[1], 'apply')), 'requests');
  const [, body] = requests.find((one) => isList(one)) as readonly unknown[];
  for (const { path, value, becomes } of found) {
    const sent = inner(body, ...path);
    expect(sent).not.toEqual(value);
    if (sent !== undefined) expect(sent).toBe(becomes);
  }
});
