import { Marker } from '../plan/markers';
import type { Values } from '../plan/plan';
import { field, isList } from '../shared/json';
import { CONTROL, MEMBERS, SHIFT } from './access';
import { APP_ATTRIBUTES, APP_SIGN_IN } from './app-attributes';
import { display, factors, whatTokensSay } from './reach';
import type { Attributes, Condition } from './attribute';
import { ID_PREFIXES } from './references';
import type { Block, ResourceType } from './resource-type';

/** Whether the app may get refresh tokens; when that cannot be told, it may. */
function hasRefreshTokens(values: Values): boolean {
  const grants = field(values, 'grant_types');
  return grants instanceof Marker || (isList(grants) && grants.includes('refresh_token'));
}

const WITH_REFRESH_TOKENS: Condition = {
  holds: hasRefreshTokens,
  otherwise: (values) => (isList(field(values, 'grant_types')) ? 'no refresh tokens' : undefined),
};

/** Without refresh tokens nothing can be replayed: as good as rotation. */
function rotation(values: Values): unknown {
  return hasRefreshTokens(values) ? field(values, 'refresh_token_rotation') : 'ROTATE';
}

/** The grace period says something only while refresh tokens rotate. */
function leeway(values: Values): unknown {
  return hasRefreshTokens(values) && rotation(values) === 'ROTATE' ? field(values, 'refresh_token_leeway') : undefined;
}

const METHODS = [
  ['none'],
  ['client_secret_basic', 'client_secret_post'],
  ['client_secret_jwt'],
  ['private_key_jwt'],
] as const;

/** Those that decide who gets in come first: what a review says follows this order. */
const ATTRIBUTES: Attributes = {
  redirect_uris: {
    words: 'redirect URIs',
    form: 'list', // the first wildcard that fits counts
    order: 4,
    uri: 'redirect',
    identifies: true,
    access: MEMBERS,
  },
  post_logout_redirect_uris: {
    words: 'logout redirect URIs',
    form: 'set',
    order: 5,
    uri: 'logout',
    access: MEMBERS,
  },
  login_uri: { words: 'initiate login URI', order: 6, uri: 'login', access: MEMBERS },
  frontchannel_logout_uri: { words: 'front-channel logout URI', uri: 'front-channel logout', access: MEMBERS },
  grant_types: {
    words: 'grant types',
    form: 'set',
    order: 7,
    access: MEMBERS,
    defaultFor: (values) => (field(values, 'type') === 'service' ? ['client_credentials'] : ['authorization_code']),
    chosenByOkta: true,
    parity: true,
  },
  response_types: {
    words: 'response types',
    form: 'set',
    order: 8,
    access: MEMBERS,
    chosenByOkta: true,
    defaultFor: (values) => (field(values, 'type') === 'service' ? ['token'] : ['code']),
  },
  token_endpoint_auth_method: {
    words: 'client authentication',
    order: 9,
    secret: false,
    default: 'client_secret_basic',
    access: { by: 'rank', weakestFirst: METHODS },
  },
  jwks: { words: 'public keys', form: 'set', access: MEMBERS },
  jwks_uri: { words: 'public keys URI', uri: 'keys', access: MEMBERS },
  pkce_required: {
    words: 'PKCE required',
    order: 10,
    access: { by: 'rank', weakestFirst: [[false], [true]] },
    defaultFor: (values) => ['browser', 'native'].includes(String(field(values, 'type'))),
    chosenByOkta: true,
    parity: true,
  },
  refresh_token_rotation: {
    words: 'refresh token rotation',
    order: 11,
    secret: false,
    when: WITH_REFRESH_TOKENS,
    defaultFor: () => 'STATIC', // a new app shows it
    access: { by: 'rank', weakestFirst: [['STATIC'], ['ROTATE']], read: rotation },
    unreadByImport: true,
    parity: true,
  },
  refresh_token_leeway: {
    words: 'refresh token grace period (seconds)',
    order: 12,
    secret: false,
    when: WITH_REFRESH_TOKENS,
    default: 0,
    access: { by: 'number', read: leeway },
    unreadByImport: true,
  },
  consent_method: {
    words: 'consent',
    default: 'TRUSTED',
    access: { by: 'rank', weakestFirst: [['TRUSTED'], ['REQUIRED']] },
    unreadByImport: true,
  },
  implicit_assignment: {
    ...APP_SIGN_IN.implicit_assignment,
    access: {
      by: 'rank',
      weakestFirst: [[true], [false]],
      read: (values) => field(values, 'implicit_assignment') ?? false,
    },
  },
  wildcard_redirect: {
    words: 'wildcards in redirect URIs',
    default: 'DISABLED',
    access: { by: 'rank', weakestFirst: [['SUBDOMAIN'], ['DISABLED']] },
  },
  omit_secret: {
    words: 'client secret kept out of the state',
    secret: false,
    access: { by: 'rank', weakestFirst: [[false], [true]] },
    unreadByImport: true,
  },
  authentication_policy: APP_SIGN_IN.authentication_policy,
  issuer_mode: { words: 'issuer mode', default: 'ORG_URL', access: CONTROL, reviewedWhenUnknown: true },
  client_id: {
    words: 'client id',
    order: 2,
    identifies: true,
    access: CONTROL,
    chosenByOkta: true,
    reviewedWhenUnknown: true,
    mayEqualId: true, // of an app that was made in the console
  },
  type: { words: 'application type', access: SHIFT },
  user_name_template: { ...APP_SIGN_IN.user_name_template, access: SHIFT, reviewedWhenUnknown: true },
  network: { access: CONTROL, reviewedWhenUnknown: true },
  client_basic_secret: { secret: true, access: SHIFT, reviewedWhenUnknown: true },
  client_basic_secret_wo_version: {
    words: 'version of the client secret',
    secret: false,
    access: SHIFT,
    reviewedWhenUnknown: true,
  },
  status: APP_SIGN_IN.status,
  client_basic_secret_wo: { secret: true },
  frontchannel_logout_session_required: {
    unsetReadsAs: false,
    decides: whatTokensSay('it decides whether a front-channel logout names the session'),
  },
  participate_slo: {
    words: 'single logout',
    unsetReadsAs: false,
    decides: whatTokensSay('it decides whether users who sign out elsewhere are signed out of the app'),
  },
  login_mode: {
    words: 'login initiated by',
    default: 'DISABLED',
    decides: whatTokensSay('it decides how users start the app from Okta, and with which tokens'),
  },
  login_scopes: {
    words: 'scopes of initiated login',
    form: 'set',
    decides: whatTokensSay('it decides what the tokens of an initiated login hold'),
  },
  backchannel_custom_authenticator_id: {
    words: 'authenticator of back-channel sign-in',
    decides: factors('it decides which authenticator approves a back-channel sign-in'),
  },
  auto_key_rotation: {
    default: true,
    decides: whatTokensSay('it decides whether the keys that sign tokens are replaced'),
  },
  groups_claim: {
    words: 'groups claim',
    decides: whatTokensSay('relying parties authorize users by the groups in their tokens'),
  },
  profile: {
    form: 'json',
    unsetReadsAs: '{}',
    ownership: true,
    decides: whatTokensSay('expressions of claims and policies may read it'),
  },
  client_uri: { words: 'home page', decides: display('users see it when they are asked for consent') },
  logo_uri: { words: 'logo', decides: display('users recognize the app by it when they are asked for consent') },
  policy_uri: { words: 'privacy policy', decides: display('users see it when they are asked for consent') },
  tos_uri: { words: 'terms of service', decides: display('users see it when they are asked for consent') },
};

const USUAL_GRANTS = ['authorization_code', 'refresh_token'];

function usual(after: Values): Values {
  const type = field(after, 'type');
  const publicClient = type === 'browser' || type === 'native';
  return {
    grant_types: type === 'service' ? ['client_credentials'] : USUAL_GRANTS,
    response_types: type === 'service' ? ['token'] : ['code'],
    token_endpoint_auth_method: publicClient ? 'none' : 'client_secret_basic',
    pkce_required: type !== 'service',
    refresh_token_rotation: 'ROTATE',
    refresh_token_leeway: 60,
    consent_method: 'TRUSTED',
    implicit_assignment: false,
    wildcard_redirect: 'DISABLED',
    omit_secret: true,
    status: 'ACTIVE',
    // A tile on the dashboard starts the app at its own address.
    login_mode: field(after, 'login_mode') === 'SPEC' ? 'SPEC' : 'DISABLED',
    // Which policy a new app has is for rules of its own.
    skip_authentication_policy: field(after, 'skip_authentication_policy'),
  };
}

/** Whether an apply looks after the policy of the app. */
function asksForPolicy({ skip_authentication_policy: skip }: Block): boolean {
  return skip !== true;
}

/** Such an app names no policy and does not skip it: an apply looks for the org's default one and assigns it. */
function looksForPolicy(block: Block): boolean {
  return asksForPolicy(block) && block['authentication_policy'] === undefined;
}

/** An OIDC app. */
export const APP_OAUTH: ResourceType = {
  name: 'okta_app_oauth',
  kind: 'oidc-app',
  attributes: { ...ATTRIBUTES, ...APP_ATTRIBUTES },
  eachAttribute: true,
  creationReviewed: true,
  usual,
  writes: 'apps',
  alsoReads: { areas: ['policies'], when: looksForPolicy },
  // With an API token the provider also looks for the groups claim of every app.
  requests: (_, credential) => (credential === 'api-token' ? ['/api/v1/apps/{id}', 'other'] : ['/api/v1/apps/{id}']),
  asksOrgType: asksForPolicy,
  idPrefix: ID_PREFIXES.app,
  importId: ['id'],
  rehearsal: {},
  dataSource: { reads: ['apps'] },
};
