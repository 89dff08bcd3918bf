/** How the values of an attribute are compared and shown. */
export interface Attribute {
  /** What a person calls it. */
  readonly words: string;
  /** `set`: the order means nothing. `list`: order is kept. `json`: a text whose meaning is its JSON. */
  readonly form: 'set' | 'list' | 'json' | 'value';
}

const VALUE = 'value';
const SET = 'set';

/** Attributes of the reviewed resources, by name; the names mean the same in all of them. */
const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  ['label', { words: 'label', form: VALUE }],
  ['client_id', { words: 'client id', form: VALUE }],
  ['redirect_uris', { words: 'redirect URIs', form: 'list' }],
  ['post_logout_redirect_uris', { words: 'logout redirect URIs', form: SET }],
  ['login_uri', { words: 'initiate login URI', form: VALUE }],
  ['login_mode', { words: 'login initiated by', form: VALUE }],
  ['login_scopes', { words: 'scopes of initiated login', form: SET }],
  ['grant_types', { words: 'grant types', form: SET }],
  ['response_types', { words: 'response types', form: SET }],
  ['token_endpoint_auth_method', { words: 'client authentication', form: VALUE }],
  ['pkce_required', { words: 'PKCE required', form: VALUE }],
  ['refresh_token_rotation', { words: 'refresh token rotation', form: VALUE }],
  ['refresh_token_leeway', { words: 'refresh token grace period (seconds)', form: VALUE }],
  ['jwks', { words: 'public keys', form: SET }],
  ['jwks_uri', { words: 'public keys URI', form: VALUE }],
  ['consent_method', { words: 'consent', form: VALUE }],
  ['implicit_assignment', { words: 'assigned to everybody', form: VALUE }],
  ['issuer_mode', { words: 'issuer mode', form: VALUE }],
  ['wildcard_redirect', { words: 'wildcards in redirect URIs', form: VALUE }],
  ['authentication_policy', { words: 'authentication policy', form: VALUE }],
  ['skip_authentication_policy', { words: 'policy left alone', form: VALUE }],
  ['omit_secret', { words: 'client secret kept out of the state', form: VALUE }],
  ['client_basic_secret_wo_version', { words: 'version of the client secret', form: VALUE }],
  ['frontchannel_logout_uri', { words: 'front-channel logout URI', form: VALUE }],
  ['user_name_template', { words: 'user name template', form: VALUE }],
  ['profile', { words: 'profile', form: 'json' }],
  ['app_settings_json', { words: 'app settings', form: 'json' }],
  ['app_links_json', { words: 'app links', form: 'json' }],
  ['status', { words: 'status', form: VALUE }],
  ['scopes', { words: 'scopes', form: SET }],
  ['group', { words: 'groups', form: SET }],
  ['groups_included', { words: 'groups included', form: SET }],
  ['groups_excluded', { words: 'groups excluded', form: SET }],
  ['users_included', { words: 'users included', form: SET }],
  ['users_excluded', { words: 'users excluded', form: SET }],
  ['include', { words: 'zones included', form: SET }],
  ['exclude', { words: 'zones excluded', form: SET }],
  ['admin_note', { words: 'note for administrators', form: VALUE }],
  ['enduser_note', { words: 'note for users', form: VALUE }],
  ['hide_web', { words: 'hidden on the dashboard', form: VALUE }],
  ['hide_ios', { words: 'hidden in the mobile app', form: VALUE }],
  ['client_uri', { words: 'home page', form: VALUE }],
  ['logo_uri', { words: 'logo', form: VALUE }],
  ['policy_uri', { words: 'privacy policy', form: VALUE }],
  ['tos_uri', { words: 'terms of service', form: VALUE }],
  ['type', { words: 'application type', form: VALUE }],
  ['groups_claim', { words: 'groups claim', form: VALUE }],
  ['group_id', { words: 'group', form: VALUE }],
  ['policy_id', { words: 'authentication policy', form: VALUE }],
] as const satisfies readonly (readonly [string, Attribute])[]);

/** The attribute as a person reads it; one that is not listed is called by its name. */
export function attributeOf(name: string): Attribute {
  return ATTRIBUTES.get(name) ?? { words: name, form: VALUE };
}

/** Computed by Okta or by Terraform: what they become says nothing about the change. */
export const COMPUTED_ONLY: ReadonlySet<string> = new Set(['id', 'name', 'sign_on_mode', 'logo_url', 'client_secret']);

/** Unset in the plan, `false` in the state after an apply. */
export const UNSET_IS_FALSE: ReadonlySet<string> = new Set([
  'participate_slo',
  'frontchannel_logout_session_required',
  'implicit_assignment',
]);

/** Unset in the plan, this text in the state after an apply. */
export const UNSET_IS_TEXT: ReadonlyMap<string, string> = new Map([
  ['app_settings_json', '{"app":{},"manualProvisioning":false}'],
  ['profile', '{}'],
]);

/** Never sent to Okta. */
export const TERRAFORM_ONLY: ReadonlySet<string> = new Set(['timeouts', 'retain_assignment']);

/** Not read back by an import: set from nothing, they change the state and no field in Okta. */
export const UNREAD_BY_IMPORT: ReadonlySet<string> = new Set([
  'omit_secret',
  'skip_authentication_policy',
  'consent_method',
  'refresh_token_leeway',
  'refresh_token_rotation',
]);

/** Defaults of the provider: a new app that has them has nothing to show for it. */
export const PROVIDER_DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['token_endpoint_auth_method', 'client_secret_basic'],
  ['auto_key_rotation', true],
  ['login_mode', 'DISABLED'],
  ['wildcard_redirect', 'DISABLED'],
  ['consent_method', 'TRUSTED'],
  ['issuer_mode', 'ORG_URL'],
  ['refresh_token_leeway', 0],
  ['auto_submit_toolbar', false],
  ['hide_ios', true],
  ['hide_web', true],
  ['status', 'ACTIVE'],
  ['accessibility_self_service', false],
  ['user_name_template', '${source.login}'],
  ['user_name_template_type', 'BUILT_IN'],
  ['implicit_assignment', false],
  ['skip_authentication_policy', false],
  ['retain_assignment', false],
  ['active', true],
]);
