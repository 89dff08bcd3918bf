import { adoptable } from '../../../../okta-apps/adopt/adoptable';
import { appsOfState } from '../../../../okta-apps/adopt/sources/from-state';
import { UserError } from '../../../../okta-apps/shared/errors';

const CANARY = 'canary-secret-state-3f00d9';
const ATTRIBUTES = {
  id: '0oa1abcdefghijklmnop',
  label: 'Shop',
  type: 'web',
  name: 'oidc_client',
  sign_on_mode: 'OPENID_CONNECT',
  status: 'ACTIVE',
  client_id: 'shop-client',
  client_secret: CANARY,
  client_basic_secret: '',
  token_endpoint_auth_method: 'client_secret_basic',
  auto_key_rotation: true,
  pkce_required: true,
  omit_secret: false,
  redirect_uris: ['https://shop.acme.example/cb'],
  post_logout_redirect_uris: null,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 30,
  consent_method: 'TRUSTED',
  issuer_mode: 'ORG_URL',
  login_mode: 'DISABLED',
  wildcard_redirect: 'DISABLED',
  hide_ios: true,
  hide_web: true,
  admin_note: '',
  profile: '{"team":"shop"}',
  app_settings_json: '{"app":{},"manualProvisioning":false}',
  authentication_policy: 'rst1',
  groups_claim: [{ type: 'FILTER', filter_type: 'STARTS_WITH', name: 'groups', value: 'shop-', issuer_mode: '' }],
  jwks: [],
  network: [],
  user_name_template: '${source.login}',
  user_name_template_type: 'BUILT_IN',
  participate_slo: false,
  frontchannel_logout_session_required: false,
};
const GROUPS = {
  app_id: ATTRIBUTES.id,
  group: [
    { id: '00g2', priority: 1, profile: '{}' },
    { id: '00g1', priority: 0, profile: '{}' },
  ],
};

const resource = (mode: string, type: string, name: string, attributes: object, module?: string) => ({
  mode,
  type,
  name,
  ...(module !== undefined && { module }),
  instances: [{ schema_version: 0, attributes }],
});

const STATE = {
  version: 4,
  terraform_version: '1.9.0',
  resources: [
    resource('managed', 'okta_app_oauth', 'web', ATTRIBUTES, 'module.shop'),
    resource('managed', 'okta_app_group_assignments', 'web', GROUPS),
    resource('data', 'okta_group', 'buyers', { id: '00g1', name: 'Buyers' }),
    resource('data', 'okta_app_oauth', 'other', { ...ATTRIBUTES, id: '0oa2' }),
  ],
};

const MODULE = {
  resources: STATE.resources.map(({ mode, type, name, instances }) => ({
    address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
    mode,
    type,
    name,
    values: instances[0]!.attributes,
  })),
};

test('an app of a state is adoptable as it is, and its secret is flagged and not shown', () => {
  const found = appsOfState(JSON.stringify(STATE), 'terraform.tfstate');
  expect(found.notes).toEqual([
    'Not looked at: settings that no state holds, such as DPoP. The first apply restores an app that it changes',
    'Before the first apply, remove the apps from the other state, so that one state manages each: terraform state rm module.shop.okta_app_oauth.web okta_app_group_assignments.web',
  ]);
  const [one] = found.apps;
  expect(one).toMatchObject({
    groups: ['Buyers', '00g2'],
    groupsClaim: { name: 'groups', filter: 'STARTS_WITH', value: 'shop-' },
    obstacles: [],
    flags: [
      {
        kind: 'rotate-secret',
        message:
          "Its client secret is in this state, and stays in the state's history: rotate it with okta-apps rotate after the first apply",
      },
    ],
  });
  expect(adoptable(one!.app)).toEqual({
    props: {
      label: 'Shop',
      redirectUris: ['https://shop.acme.example/cb'],
      clientId: 'shop-client',
      grantTypes: ['authorization_code', 'refresh_token'],
      profile: { team: 'shop' },
    },
  });
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test.each([
  ['a state', { format_version: '1.0', values: { root_module: MODULE } }],
  ['a module of a state', { format_version: '1.0', values: { root_module: { child_modules: [MODULE] } } }],
  ['a plan', { format_version: '1.2', prior_state: { values: { root_module: MODULE } }, planned_values: {} }],
])('what terraform show -json prints of %s gives the same apps', (_, document) => {
  const text = JSON.stringify(document);
  expect(appsOfState(text, 'show.json').apps).toEqual(appsOfState(JSON.stringify(STATE), 'terraform.tfstate').apps);
});

test.each([
  ['STATIC', 0, { rotation_type: 'STATIC' }],
  ['STATIC', 5, { rotation_type: 'STATIC', leeway: 5 }],
  ['ROTATE', 0, { rotation_type: 'ROTATE', leeway: 0 }],
])('of refresh tokens (%s, %i) and logout the app has what Okta answers', (rotation, leeway, answered) => {
  const attributes = { ...ATTRIBUTES, refresh_token_rotation: rotation, refresh_token_leeway: leeway };
  const resources = [resource('managed', 'okta_app_oauth', 'web', attributes)];
  const [one] = appsOfState(JSON.stringify({ version: 4, resources }), 's').apps;
  const client = (one!.app['settings'] as { oauthClient: Record<string, unknown> }).oauthClient;
  expect(client['refresh_token']).toEqual(answered);
  expect(Object.keys(client).filter((name) => /slo|logout_session/.test(name))).toEqual([]);
});

test('a key of for_each is in the address', () => {
  const [first] = STATE.resources;
  const keyed = { ...first, instances: [{ index_key: "it's", attributes: ATTRIBUTES }] };
  const { notes } = appsOfState(JSON.stringify({ version: 4, resources: [keyed] }), 's');
  expect(notes[1]).toContain(String.raw`terraform state rm 'module.shop.okta_app_oauth.web["it'\''s"]'`);
});

test('values of a group assignment are an obstacle', () => {
  const assignment = { app_id: ATTRIBUTES.id, group_id: '00g7', priority: 0, profile: '{"role":"x"}' };
  const resources = [...STATE.resources.slice(0, 1), resource('managed', 'okta_app_group_assignment', 'g', assignment)];
  expect(appsOfState(JSON.stringify({ version: 4, resources }), 's').apps[0]!.obstacles).toEqual([
    'Its assignment of the group "00g7" sets values for its members: the code would remove them',
  ]);
});

const ORIGIN = { id: 'tos1', name: 'Shop', origin: 'https://shop.acme.example' };

test.each([
  ['6', { ...ORIGIN, active: true, scopes: ['CORS'] }, { status: 'ACTIVE', scopes: [{ type: 'CORS' }] }],
  ['6, inactive', { ...ORIGIN, active: false, scopes: ['CORS'] }, { status: 'INACTIVE', scopes: [{ type: 'CORS' }] }],
  [
    '7',
    { ...ORIGIN, status: 'ACTIVE', scopes: [{ type: 'IFRAME_EMBED', allowed_okta_apps: [] }] },
    { status: 'ACTIVE', scopes: [{ type: 'IFRAME_EMBED' }] },
  ],
])('a trusted origin at its URIs is of the app, as version %s of the provider has it', (_, attributes, more) => {
  const resources = [
    ...STATE.resources,
    resource('managed', 'okta_trusted_origin', 'shop', attributes),
    resource('managed', 'okta_trusted_origin', 'other', { ...attributes, id: 'tos2', origin: 'https://x.example' }),
  ];
  const { apps, notes } = appsOfState(JSON.stringify({ version: 4, resources }), 's');
  expect(apps[0]!.origins).toEqual([{ ...ORIGIN, ...more }]);
  expect(notes[1]).toBe(
    'Before the first apply, remove the apps and trusted origins from the other state, so that one state manages each: ' +
      'terraform state rm module.shop.okta_app_oauth.web okta_app_group_assignments.web okta_trusted_origin.shop',
  );
});

const PASS = 'pass terraform.tfstate (version 4) or the output of terraform show -json';

test.each([
  ['{', 's is not JSON; pass terraform.tfstate or the output of terraform show -json'],
  ['{"version":3,"modules":[]}', `s is a state of version 3; ${PASS}`],
  ['{"encrypted_data":"x"}', `s is an encrypted state; ${PASS}`],
  ['{"id":"0oa1"}', `s is no Terraform state; ${PASS}`],
  ['{"version":4,"resources":[]}', 's holds no okta_app_oauth; nothing was written'],
  [
    JSON.stringify({ ...STATE, resources: [STATE.resources[0], STATE.resources[0]] }),
    's holds the app 0oa1abcdefghijklmnop twice; remove one from the state',
  ],
])('%s', (text, message) => {
  expect(() => appsOfState(text, 's')).toThrow(new UserError(message));
});
