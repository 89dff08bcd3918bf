import type { JsonObject } from '../../okta-apps/local/provider/sdk/go-json';

const web = {
  type: 'web',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: ['https://app.example.test/cb'],
};

/**
 * Configurations of okta_app_oauth that between them use every attribute an org on this machine can serve, by name.
 * @param key the members of an RSA public key
 */
export const VARIED_APPS = (key: { readonly e: string; readonly n: string }): JsonObject => ({
  least: { label: 'Least', type: 'web', redirect_uris: ['https://app.example.test/cb'] },
  browser: {
    label: 'Browser',
    type: 'browser',
    token_endpoint_auth_method: 'none',
    grant_types: ['refresh_token', 'authorization_code'],
    response_types: ['code'],
    redirect_uris: ['https://b.example.test/2', 'https://b.example.test/1'],
    refresh_token_rotation: 'ROTATE',
    refresh_token_leeway: 0,
  },
  native: {
    label: 'Native',
    type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['com.example.app:/callback'],
    pkce_required: true,
  },
  service: {
    label: 'Service',
    type: 'service',
    grant_types: ['client_credentials'],
    response_types: ['token'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: [{ kty: 'RSA', kid: 'one', ...key }],
    omit_secret: true,
    skip_authentication_policy: true,
  },
  keys: {
    ...web,
    label: 'Keys elsewhere',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: 'https://app.example.test/jwks',
  },
  texts: {
    ...web,
    label: 'Texts <&>',
    client_id: 'with-all-texts',
    admin_note: 'for administrators',
    enduser_note: 'für alle',
    client_uri: 'https://app.example.test',
    logo_uri: 'https://app.example.test/logo.png',
    tos_uri: 'https://app.example.test/tos',
    policy_uri: 'https://app.example.test/privacy',
    accessibility_error_redirect_url: 'https://app.example.test/error',
    profile: '{"z": 1, "a": {"list": [1, "two", null]}}',
    post_logout_redirect_uris: ['https://app.example.test/b', 'https://app.example.test/a'],
    user_name_template: 'String.toUpperCase(user.login)',
    user_name_template_type: 'CUSTOM',
    timeouts: { create: '30m', update: '90s' },
  },
  switches: {
    ...web,
    label: 'Switches',
    hide_ios: false,
    hide_web: false,
    login_mode: 'SPEC',
    login_uri: 'https://app.example.test/start',
    auto_submit_toolbar: true,
    implicit_assignment: true,
    auto_key_rotation: false,
    omit_secret: true,
    status: 'INACTIVE',
    consent_method: 'REQUIRED',
  },
  login: {
    ...web,
    label: 'Initiated',
    login_mode: 'OKTA',
    login_uri: 'https://app.example.test/login',
    login_scopes: ['profile', 'openid', 'email'],
    network: [{ connection: 'ANYWHERE' }],
    client_basic_secret: 'a-secret-chosen-by-hand',
    groups_claim: [{ type: 'EXPRESSION', name: 'groups', value: 'user.groups' }],
  },
});
