import type { JsonObject } from '../../../okta-apps/shared/json';

/** A stack as a team has it, and what one of its ordinary pull requests makes of it. */
export interface OrdinaryChange {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

type Resources = Readonly<Record<string, JsonObject>>;

const change = (before: Resources, after: Resources): OrdinaryChange => ({
  before: { resource: before },
  after: { resource: { ...before, ...after } },
});

const WEB = {
  type: 'web',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_basic',
  pkce_required: true,
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 15,
  omit_secret: true,
  issuer_mode: 'ORG_URL',
};
const SPA = { ...WEB, type: 'browser', token_endpoint_auth_method: 'none' };
const SERVICE = {
  type: 'service',
  grant_types: ['client_credentials'],
  response_types: ['token'],
  token_endpoint_auth_method: 'private_key_jwt',
  jwks_uri: 'https://jobs.acme.dev/keys',
  omit_secret: true,
};
const app = (base: JsonObject, label: string, host: string, more: JsonObject = {}): JsonObject => ({
  ...base,
  label,
  redirect_uris: [`https://${host}.acme.dev/callback`],
  post_logout_redirect_uris: [`https://${host}.acme.dev/`],
  ...more,
});
const groups = (of: string, ...names: readonly string[]): JsonObject => ({
  app_id: `\${okta_app_oauth.${of}.id}`,
  group: names.map((name, index) => ({ id: `\${okta_group.${name}.id}`, priority: index + 1, profile: '{}' })),
});

/** Written after the shapes of public stacks. */
export const ORDINARY_CHANGES: Readonly<Record<string, OrdinaryChange>> = {
  'a single-page app with PKCE': change(
    { okta_app_oauth: { shop: app(SPA, 'Shop', 'shop') } },
    {
      okta_app_oauth: {
        shop: app(SPA, 'Shop', 'shop', {
          redirect_uris: ['https://shop.acme.dev/callback', 'https://shop.acme.dev/silent'],
        }),
      },
    },
  ),
  'a web app': change(
    { okta_app_oauth: { desk: app(WEB, 'Desk', 'desk') } },
    { okta_app_oauth: { desk: app(WEB, 'Service desk', 'desk', { refresh_token_leeway: 10 }) } },
  ),
  'a native app': change(
    {
      okta_app_oauth: {
        phone: { ...SPA, type: 'native', label: 'Phone', redirect_uris: ['dev.acme.phone:/callback'] },
      },
    },
    {
      okta_app_oauth: { phone: { ...SPA, type: 'native', label: 'Acme', redirect_uris: ['dev.acme.phone:/callback'] } },
    },
  ),
  'a service app with keys': change(
    { okta_app_oauth: { jobs: { ...SERVICE, label: 'Jobs' } } },
    { okta_app_oauth: { jobs: { ...SERVICE, label: 'Night jobs' } } },
  ),
  'a visible app with its own start page': change(
    {
      okta_app_oauth: {
        wiki: app(WEB, 'Wiki', 'wiki', {
          hide_web: false,
          login_mode: 'SPEC',
          login_uri: 'https://wiki.acme.dev/login',
        }),
      },
    },
    {
      okta_app_oauth: {
        wiki: app(WEB, 'Wiki', 'wiki', {
          hide_web: false,
          login_mode: 'SPEC',
          login_uri: 'https://wiki.acme.dev/start',
        }),
      },
    },
  ),
  'five apps with groups': change(
    {
      okta_app_oauth: Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [name, app(WEB, `App ${name}`, name)]),
      ),
      okta_group: { staff: { name: 'Staff' }, partners: { name: 'Partners' } },
      okta_app_group_assignments: Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [name, groups(name, 'staff')]),
      ),
    },
    {
      okta_app_group_assignments: Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [name, groups(name, 'staff', 'partners')]),
      ),
    },
  ),
  'trusted origins': change(
    {
      okta_trusted_origin: {
        shop: { name: 'Shop', origin: 'https://shop.acme.dev', scopes: ['CORS', 'REDIRECT'] },
        wiki: { name: 'Wiki', origin: 'https://wiki.acme.dev', scopes: ['CORS'] },
      },
    },
    {
      okta_trusted_origin: {
        shop: { name: 'The shop', origin: 'https://shop.acme.dev', scopes: ['CORS', 'REDIRECT'] },
        wiki: { name: 'Wiki', origin: 'https://wiki.acme.dev', scopes: ['CORS', 'REDIRECT'] },
      },
    },
  ),
  'an authorization server with scopes and claims': change(
    {
      okta_auth_server: { api: { name: 'api', audiences: ['api://acme'], issuer_mode: 'ORG_URL' } },
      okta_auth_server_scope: Object.fromEntries(
        ['read', 'write', 'admin'].map((name) => [name, { auth_server_id: '${okta_auth_server.api.id}', name }]),
      ),
      okta_auth_server_claim: {
        team: {
          auth_server_id: '${okta_auth_server.api.id}',
          name: 'team',
          value_type: 'EXPRESSION',
          value: 'user.team',
          claim_type: 'RESOURCE',
        },
      },
      okta_auth_server_policy: {
        all: { auth_server_id: '${okta_auth_server.api.id}', name: 'All', client_whitelist: ['ALL_CLIENTS'] },
      },
      okta_auth_server_policy_rule: {
        all: {
          auth_server_id: '${okta_auth_server.api.id}',
          policy_id: '${okta_auth_server_policy.all.id}',
          grant_type_whitelist: ['client_credentials'],
        },
      },
    },
    {
      okta_auth_server_scope: Object.fromEntries(
        ['read', 'write', 'admin', 'audit'].map((name) => [
          name,
          { auth_server_id: '${okta_auth_server.api.id}', name },
        ]),
      ),
    },
  ),
  'group rules': change(
    {
      okta_group: { eu: { name: 'EU' }, us: { name: 'US' } },
      okta_group_rule: {
        eu: { name: 'EU', expression_value: 'user.region == "EU"', group_assignments: ['${okta_group.eu.id}'] },
        us: { name: 'US', expression_value: 'user.region == "US"', group_assignments: ['${okta_group.us.id}'] },
      },
    },
    { okta_group: { eu: { name: 'EU', description: 'Europe' }, us: { name: 'US' } } },
  ),
  'texts of a brand': change(
    {
      okta_brand: { acme: { name: 'Acme' } },
      okta_theme: { acme: { brand_id: '${okta_brand.acme.id}', primary_color_hex: '#112233' } },
      okta_email_customization: {
        reset: { brand_id: '${okta_brand.acme.id}', template_name: 'ForgotPassword', subject: 'Reset', body: 'Hi' },
      },
    },
    { okta_theme: { acme: { brand_id: '${okta_brand.acme.id}', primary_color_hex: '#332211' } } },
  ),
  'network zones': change(
    { okta_network_zone: { office: { name: 'Office', type: 'IP', gateways: ['198.51.100.0/24'] } } },
    { okta_network_zone: { office: { name: 'Office', type: 'IP', gateways: ['198.51.100.0/24', '203.0.113.0/24'] } } },
  ),
  'session and password policies': change(
    {
      okta_policy_password: { staff: { name: 'Staff', password_min_length: 14 } },
      okta_policy_signon: { staff: { name: 'Staff' } },
      okta_policy_rule_signon: {
        staff: { policy_id: '${okta_policy_signon.staff.id}', name: 'MFA', mfa_required: true },
      },
      okta_policy_rule_password: { staff: { policy_id: '${okta_policy_password.staff.id}', name: 'All' } },
    },
    { okta_policy_password: { staff: { name: 'Staff', password_min_length: 16 } } },
  ),
  'an authentication policy with two rules': change(
    {
      okta_app_signon_policy: { strict: { name: 'Strict', description: 'Two factors' } },
      okta_app_signon_policy_rule: {
        office: { policy_id: '${okta_app_signon_policy.strict.id}', name: 'Office', factor_mode: '1FA' },
        others: { policy_id: '${okta_app_signon_policy.strict.id}', name: 'Others', factor_mode: '2FA' },
      },
      okta_app_oauth: { pay: app(WEB, 'Pay', 'pay', { authentication_policy: '${okta_app_signon_policy.strict.id}' }) },
    },
    {
      okta_app_signon_policy_rule: {
        office: { policy_id: '${okta_app_signon_policy.strict.id}', name: 'Office', factor_mode: '2FA' },
        others: { policy_id: '${okta_app_signon_policy.strict.id}', name: 'Others', factor_mode: '2FA' },
      },
    },
  ),
  'SAML apps and bookmarks': change(
    {
      okta_app_saml: {
        hr: { label: 'HR', sso_url: 'https://hr.acme.dev/saml', recipient: 'https://hr.acme.dev/saml', audience: 'hr' },
        crm: {
          label: 'CRM',
          sso_url: 'https://crm.acme.dev/saml',
          recipient: 'https://crm.acme.dev/saml',
          audience: 'c',
        },
      },
      okta_app_bookmark: { menu: { label: 'Menu', url: 'https://menu.acme.dev' } },
    },
    { okta_app_bookmark: { menu: { label: 'Lunch', url: 'https://menu.acme.dev/today' } } },
  ),
  'attributes of users': change(
    { okta_user_schema_property: { team: { index: 'team', title: 'Team', type: 'string' } } },
    { okta_user_schema_property: { team: { index: 'team', title: 'Name of the team', type: 'string' } } },
  ),
};
