import { APP_PLACES as AT } from '../../../shared/app-places';
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
  label: { type: 'string', need: 'required', json: AT.label, send: 'always' },
  type: { type: 'string', need: 'required', replaces: true, json: AT.type, send: 'always' },
  name: filledIn({ json: AT.name }),
  sign_on_mode: filledIn({ json: AT.sign_on_mode }),
  status: text({ default: 'ACTIVE', json: AT.status }),

  client_id: {
    type: 'string',
    need: 'optional computed',
    replaces: true,
    json: AT.client_id,
    send: 'set',
    readWhen: AT.client_id,
  },
  token_endpoint_auth_method: text({
    default: 'client_secret_basic',
    json: AT.token_endpoint_auth_method,
    send: 'always',
    readWhen: AT.client_id,
  }),
  auto_key_rotation: flag({
    default: true,
    json: AT.auto_key_rotation,
    readWhen: AT.client_id,
  }),
  pkce_required: {
    type: 'bool',
    need: 'optional computed',
    json: AT.pkce_required,
    readWhen: AT.client_id,
  },
  omit_secret: flag({ default: false }),
  client_secret: filledIn({ sensitive: true }),
  client_basic_secret: text({ sensitive: true, conflictsWith: ['client_basic_secret_wo'] }),
  client_basic_secret_wo: text({ sensitive: true, writeOnly: true, conflictsWith: ['client_basic_secret'] }),
  client_basic_secret_wo_version: { type: 'number', need: 'optional' },

  redirect_uris: { type: 'list', need: 'optional', json: AT.redirect_uris, send: 'set' },
  post_logout_redirect_uris: {
    type: 'set',
    need: 'optional',
    json: AT.post_logout_redirect_uris,
    send: 'set',
  },
  grant_types: { type: 'set', need: 'optional computed', json: AT.grant_types },
  response_types: {
    type: 'set',
    need: 'optional computed',
    json: AT.response_types,
    check: oneOf('code', 'token', 'id_token'),
  },
  wildcard_redirect: plain(AT.wildcard_redirect, { default: 'DISABLED' }),
  login_uri: plain(AT.login_uri),
  login_mode: text({
    default: 'DISABLED',
    json: AT.login_mode,
    readWhen: AT.login_mode,
  }),
  login_scopes: {
    type: 'set',
    need: 'optional',
    json: AT.login_scopes,
    readWhen: AT.login_mode,
  },
  refresh_token_rotation: text({
    default: 'STATIC',
    json: AT.refresh_token_rotation,
    readWhen: AT.refresh_token_rotation,
  }),
  refresh_token_leeway: {
    type: 'number',
    need: 'optional',
    default: 0,
    json: AT.refresh_token_leeway,
    readWhen: AT.refresh_token_leeway,
  },
  consent_method: plain(AT.consent_method, { default: 'TRUSTED', readWhen: AT.consent_method }),
  issuer_mode: plain(AT.issuer_mode, { default: 'ORG_URL' }),
  client_uri: plain(AT.client_uri),
  logo_uri: plain(AT.logo_uri),
  tos_uri: plain(AT.tos_uri),
  policy_uri: plain(AT.policy_uri),
  jwks_uri: plain(AT.jwks_uri),
  participate_slo: flag({ json: AT.participate_slo, send: 'set' }),
  frontchannel_logout_uri: plain(AT.frontchannel_logout_uri),
  frontchannel_logout_session_required: flag({
    json: AT.frontchannel_logout_session_required,
    send: 'set',
  }),
  backchannel_custom_authenticator_id: plain(AT.backchannel_custom_authenticator_id),

  implicit_assignment: flag({ json: AT.implicit_assignment, send: 'set' }),
  admin_note: plain(AT.admin_note, { check: noteLimit }),
  enduser_note: plain(AT.enduser_note, { check: noteLimit }),
  accessibility_self_service: flag({ default: false, json: AT.accessibility_self_service, send: 'set' }),
  accessibility_error_redirect_url: plain(AT.accessibility_error_redirect_url),
  accessibility_login_redirect_url: plain(AT.accessibility_login_redirect_url),
  auto_submit_toolbar: flag({ default: false, json: AT.auto_submit_toolbar, send: 'set' }),
  hide_ios: flag({ default: true, json: AT.hide_ios, send: 'always' }),
  hide_web: flag({ default: true, json: AT.hide_web, send: 'always' }),
  user_name_template: plain(AT.user_name_template, {
    default: '${source.login}',
    readWhen: AT.user_name_template,
  }),
  user_name_template_type: plain(AT.user_name_template_type, { default: 'BUILT_IN', readWhen: AT.user_name_template }),
  user_name_template_suffix: plain(AT.user_name_template_suffix, { readWhen: AT.user_name_template }),
  user_name_template_push_status: plain(AT.user_name_template_push_status, {
    sameAs: newIsEmpty,
    readWhen: AT.user_name_template,
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
