import type { BlocksSpec, CollectionSpec, Fields, ScalarSpec } from '../schema';
import { fileHash, isJson, isLogoFile, maxRunes, oneOf } from '../sdk/checks';
import { isSameObject, normalizedObject } from '../sdk/go-json';

/**
 * An attribute of okta_app_oauth and its place in the app's JSON.
 *
 * `json` is the path; without one the attribute is handled in code. `send`: `always`, or only when it is `set` to
 * something other than its type's zero value; without one it is not sent by the table. `readWhen` is a path that the
 * answer must have for the attribute to be read from it; otherwise a missing value reads as the zero value.
 */
export type AppAttribute = (ScalarSpec | CollectionSpec) & {
  readonly json?: string;
  readonly send?: 'always' | 'set';
  readonly readWhen?: string;
};

const CLIENT = 'settings.oauthClient';
const CREDENTIALS = 'credentials.oauthClient';
const TEMPLATE = 'credentials.userNameTemplate';

type Extra = Partial<Omit<ScalarSpec, 'type' | 'need'>> & Pick<AppAttribute, 'json' | 'send' | 'readWhen'>;

const text = (extra: Extra = {}): AppAttribute => ({ type: 'string', need: 'optional', ...extra });
const flag = (extra: Extra = {}): AppAttribute => ({ type: 'bool', need: 'optional', ...extra });
const filledIn = (extra: Extra = {}): AppAttribute => ({ type: 'string', need: 'computed', ...extra });
/** A text that is sent when set and read always. */
const plain = (json: string, extra: Extra = {}): AppAttribute => text({ json, send: 'set', ...extra });

const noteLimit = maxRunes(250);
const newIsEmpty = (_state: string, configured: string): boolean => configured === '';
const sameOrEmpty = (state: string, configured: string): boolean =>
  configured === '' || isSameObject(state, configured);
const jsonObject = { check: isJson, toState: normalizedObject };

/** Every attribute of okta_app_oauth 6.12.0. */
export const APP_ATTRIBUTES: Readonly<Record<string, AppAttribute>> = {
  id: { type: 'string', need: 'optional computed' },
  label: { type: 'string', need: 'required', json: 'label', send: 'always' },
  type: { type: 'string', need: 'required', replaces: true, json: `${CLIENT}.application_type`, send: 'always' },
  name: filledIn({ json: 'name' }),
  sign_on_mode: filledIn({ json: 'signOnMode' }),
  status: text({ default: 'ACTIVE', json: 'status' }),

  client_id: {
    type: 'string',
    need: 'optional computed',
    replaces: true,
    json: `${CREDENTIALS}.client_id`,
    send: 'set',
    readWhen: `${CREDENTIALS}.client_id`,
  },
  token_endpoint_auth_method: text({
    default: 'client_secret_basic',
    json: `${CREDENTIALS}.token_endpoint_auth_method`,
    send: 'always',
    readWhen: `${CREDENTIALS}.client_id`,
  }),
  auto_key_rotation: flag({
    default: true,
    json: `${CREDENTIALS}.autoKeyRotation`,
    readWhen: `${CREDENTIALS}.client_id`,
  }),
  pkce_required: {
    type: 'bool',
    need: 'optional computed',
    json: `${CREDENTIALS}.pkce_required`,
    readWhen: `${CREDENTIALS}.client_id`,
  },
  omit_secret: flag({ default: false }),
  client_secret: filledIn({ sensitive: true }),
  client_basic_secret: text({ sensitive: true, conflictsWith: ['client_basic_secret_wo'] }),
  client_basic_secret_wo: text({ sensitive: true, writeOnly: true, conflictsWith: ['client_basic_secret'] }),
  client_basic_secret_wo_version: { type: 'number', need: 'optional' },

  redirect_uris: { type: 'list', need: 'optional', json: `${CLIENT}.redirect_uris`, send: 'set' },
  post_logout_redirect_uris: {
    type: 'set',
    need: 'optional',
    json: `${CLIENT}.post_logout_redirect_uris`,
    send: 'set',
  },
  grant_types: { type: 'set', need: 'optional computed', json: `${CLIENT}.grant_types` },
  response_types: {
    type: 'set',
    need: 'optional computed',
    json: `${CLIENT}.response_types`,
    check: oneOf('code', 'token', 'id_token'),
  },
  wildcard_redirect: plain(`${CLIENT}.wildcard_redirect`, { default: 'DISABLED' }),
  login_uri: plain(`${CLIENT}.initiate_login_uri`),
  login_mode: text({
    default: 'DISABLED',
    json: `${CLIENT}.idp_initiated_login.mode`,
    readWhen: `${CLIENT}.idp_initiated_login.mode`,
  }),
  login_scopes: {
    type: 'set',
    need: 'optional',
    json: `${CLIENT}.idp_initiated_login.default_scope`,
    readWhen: `${CLIENT}.idp_initiated_login.mode`,
  },
  refresh_token_rotation: text({
    default: 'STATIC',
    json: `${CLIENT}.refresh_token.rotation_type`,
    readWhen: `${CLIENT}.refresh_token.rotation_type`,
  }),
  refresh_token_leeway: {
    type: 'number',
    need: 'optional',
    default: 0,
    json: `${CLIENT}.refresh_token.leeway`,
    readWhen: `${CLIENT}.refresh_token.leeway`,
  },
  consent_method: plain(`${CLIENT}.consent_method`, { default: 'TRUSTED', readWhen: `${CLIENT}.consent_method` }),
  issuer_mode: plain(`${CLIENT}.issuer_mode`, { default: 'ORG_URL' }),
  client_uri: plain(`${CLIENT}.client_uri`),
  logo_uri: plain(`${CLIENT}.logo_uri`),
  tos_uri: plain(`${CLIENT}.tos_uri`),
  policy_uri: plain(`${CLIENT}.policy_uri`),
  jwks_uri: plain(`${CLIENT}.jwks_uri`),
  participate_slo: flag({ json: `${CLIENT}.participate_slo`, send: 'set' }),
  frontchannel_logout_uri: plain(`${CLIENT}.frontchannel_logout_uri`),
  frontchannel_logout_session_required: flag({
    json: `${CLIENT}.frontchannel_logout_session_required`,
    send: 'set',
  }),
  backchannel_custom_authenticator_id: plain(`${CLIENT}.backchannel_custom_authenticator_id`),

  implicit_assignment: flag({ json: 'settings.implicitAssignment', send: 'set' }),
  admin_note: plain('settings.notes.admin', { check: noteLimit }),
  enduser_note: plain('settings.notes.enduser', { check: noteLimit }),
  accessibility_self_service: flag({ default: false, json: 'accessibility.selfService', send: 'set' }),
  accessibility_error_redirect_url: plain('accessibility.errorRedirectUrl'),
  accessibility_login_redirect_url: plain('accessibility.loginRedirectUrl'),
  auto_submit_toolbar: flag({ default: false, json: 'visibility.autoSubmitToolbar', send: 'set' }),
  hide_ios: flag({ default: true, json: 'visibility.hide.iOS', send: 'always' }),
  hide_web: flag({ default: true, json: 'visibility.hide.web', send: 'always' }),
  user_name_template: plain(`${TEMPLATE}.template`, {
    default: '${source.login}',
    readWhen: `${TEMPLATE}.template`,
  }),
  user_name_template_type: plain(`${TEMPLATE}.type`, { default: 'BUILT_IN', readWhen: `${TEMPLATE}.template` }),
  user_name_template_suffix: plain(`${TEMPLATE}.userSuffix`, { readWhen: `${TEMPLATE}.template` }),
  user_name_template_push_status: plain(`${TEMPLATE}.pushStatus`, {
    sameAs: newIsEmpty,
    readWhen: `${TEMPLATE}.template`,
  }),

  authentication_policy: { type: 'string', need: 'optional computed' },
  skip_authentication_policy: flag({ default: false, conflictsWith: ['authentication_policy'] }),
  preconfigured_app: text(),
  profile: text({ ...jsonObject, sameAs: isSameObject }),
  app_settings_json: text({ ...jsonObject, sameAs: sameOrEmpty }),
  app_links_json: text({ ...jsonObject, sameAs: sameOrEmpty }),
  logo: text({ check: isLogoFile, toState: fileHash, sameAs: newIsEmpty }),
  logo_url: filledIn(),
};

const required: ScalarSpec = { type: 'string', need: 'required' };
const optional: ScalarSpec = { type: 'string', need: 'optional' };

const JWKS: BlocksSpec = {
  type: 'blocks',
  fields: { kid: required, kty: required, e: optional, n: optional, x: optional, y: optional },
};

const NETWORK: BlocksSpec = {
  type: 'blocks',
  maxItems: 1,
  fields: {
    connection: { ...required, check: oneOf('ANYWHERE', 'ZONE') },
    include: { type: 'set', need: 'optional' },
    exclude: { type: 'set', need: 'optional' },
  },
};

const GROUPS_CLAIM: BlocksSpec = {
  type: 'blocks',
  maxItems: 1,
  conflictsWith: ['preconfigured_app'],
  deprecated:
    'The groups_claim field is deprecated and will be removed in a future version. ' +
    'Use Authorization Server Claims (okta_auth_server_claim) or app profile configuration instead.',
  fields: {
    type: required,
    filter_type: optional,
    name: required,
    value: required,
    issuer_mode: { type: 'string', need: 'computed' },
  },
};

/** The schema of okta_app_oauth. */
export const APP_FIELDS: Fields = { ...APP_ATTRIBUTES, jwks: JWKS, network: NETWORK, groups_claim: GROUPS_CLAIM };
