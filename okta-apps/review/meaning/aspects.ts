import { field, isList, isObject } from '../../shared/json';
import { Marker } from '../../plan/markers';
import type { Values } from '../../plan/plan';
import { keyOf } from '../../plan/same-meaning';

/** One thing about a resource that decides who gets in. */
export interface Aspect {
  readonly attribute: string;
  /** `set`: each member lets somebody in. `rank`: some values ask for more than others. `shift`: other is neither. */
  readonly kind: 'set' | 'rank' | 'shift';
  /** The value; undefined when it says nothing with the other values as they are. */
  readonly read: (values: Values) => unknown;
  /** Several members are usual, so each is named by its index. */
  readonly many?: boolean;
  /** What makes two members the same one. @default - their whole value */
  readonly identify?: (member: unknown) => string;
  /** The higher, the more is asked; undefined for a value that is not known. */
  readonly rank?: (value: unknown) => number | undefined;
}

const plain = (attribute: string) => (values: Values) => field(values, attribute);

const many = (attribute: string): Aspect => ({ attribute, kind: 'set', read: plain(attribute), many: true });
const one = (attribute: string): Aspect => ({ attribute, kind: 'set', read: plain(attribute) });
const shift = (attribute: string): Aspect => ({ attribute, kind: 'shift', read: plain(attribute) });

/** @param values weakest first; those in one list are equal. */
function scale(attribute: string, values: readonly (readonly unknown[])[], read = plain(attribute)): Aspect {
  return {
    attribute,
    kind: 'rank',
    read,
    rank: (value) => {
      const at = values.findIndex((equal) => equal.includes(value));
      return at < 0 ? undefined : at;
    },
  };
}

/** Whether the app may get refresh tokens; when that cannot be told, it may. */
export function hasRefreshTokens(values: Values): boolean {
  const grants = field(values, 'grant_types');
  return grants instanceof Marker || (isList(grants) && grants.includes('refresh_token'));
}

/** Without refresh tokens nothing can be replayed: as good as rotation. */
function rotation(values: Values): unknown {
  return hasRefreshTokens(values) ? field(values, 'refresh_token_rotation') : 'ROTATE';
}

/** The grace period says something only while refresh tokens rotate. */
function leeway(values: Values): unknown {
  return hasRefreshTokens(values) && rotation(values) === 'ROTATE' ? field(values, 'refresh_token_leeway') : undefined;
}

function groupOf(member: unknown): string {
  return isObject(member) && !(member instanceof Marker) ? keyOf(field(member, 'id')) : keyOf(member);
}

const negative = (value: unknown) => (typeof value === 'number' ? -value : undefined);

const OIDC_APP: readonly Aspect[] = [
  many('redirect_uris'),
  many('post_logout_redirect_uris'),
  one('login_uri'),
  one('frontchannel_logout_uri'),
  many('grant_types'),
  many('response_types'),
  scale('token_endpoint_auth_method', [
    ['none'],
    ['client_secret_basic', 'client_secret_post'],
    ['client_secret_jwt'],
    ['private_key_jwt'],
  ]),
  many('jwks'),
  one('jwks_uri'),
  scale('pkce_required', [[false], [true]]),
  scale('refresh_token_rotation', [['STATIC'], ['ROTATE']], rotation),
  { attribute: 'refresh_token_leeway', kind: 'rank', read: leeway, rank: negative },
  scale('consent_method', [['TRUSTED'], ['REQUIRED']]),
  scale('implicit_assignment', [[true], [false]], (values) => field(values, 'implicit_assignment') ?? false),
  scale('wildcard_redirect', [['SUBDOMAIN'], ['DISABLED']]),
  scale('omit_secret', [[false], [true]]),
  shift('authentication_policy'),
  shift('issuer_mode'),
  shift('client_id'),
  shift('type'),
  shift('user_name_template'),
  shift('network'),
  shift('client_basic_secret'),
  shift('client_basic_secret_wo_version'),
];

const POLICY_RULE: readonly Aspect[] = [
  scale('access', [['ALLOW'], ['DENY']]),
  scale('factor_mode', [['1FA'], ['2FA']]),
  shift('constraints'),
  shift('chains'),
  shift('custom_expression'),
  shift('network_connection'),
  shift('network_includes'),
  shift('network_excludes'),
  shift('re_authentication_frequency'),
  shift('inactivity_period'),
  shift('risk_score'),
  shift('device_is_managed'),
  shift('device_is_registered'),
  shift('priority'),
  many('groups_included'),
  shift('groups_excluded'),
  many('users_included'),
  shift('users_excluded'),
];

/** Active lets people in. */
const STATUS = scale('status', [['ACTIVE'], ['INACTIVE']]);

/** By resource type. A type that is not listed has no aspects; its removal and replacement are reviewed all the same. */
export const ASPECTS: ReadonlyMap<string, readonly Aspect[]> = new Map([
  ['okta_app_oauth', [...OIDC_APP, STATUS]],
  ...['okta_app_saml', 'okta_app_swa', 'okta_app_bookmark', 'okta_app_auto_login', 'okta_app_basic_auth'].map(
    (type): [string, readonly Aspect[]] => [type, [STATUS, shift('authentication_policy')]],
  ),
  ['okta_app_oauth_redirect_uri', [one('uri')]],
  ['okta_app_oauth_post_logout_redirect_uri', [one('uri')]],
  ['okta_app_oauth_api_scope', [many('scopes')]],
  ['okta_trusted_origin', [one('origin'), many('scopes'), scale('active', [[true], [false]]), STATUS]],
  ['okta_app_group_assignments', [{ ...many('group'), identify: groupOf }]],
  ['okta_app_group_assignment', [one('group_id')]],
  ['okta_app_access_policy_assignment', [shift('policy_id')]],
  ['okta_app_signon_policy_rule', [...POLICY_RULE, shift('status')]],
]);

/** Unset in a new app, these are Okta's to decide. */
export const COMPUTED_WHEN_UNSET: ReadonlySet<string> = new Set([
  'client_id',
  'pkce_required',
  'grant_types',
  'response_types',
  'authentication_policy',
]);

const USUAL_GRANTS = ['authorization_code', 'refresh_token'];

/** What a new app is measured against: it opens only what goes beyond this. */
export function usualValues(type: string, appType: unknown): Values {
  if (type !== 'okta_app_oauth') return {};
  const publicClient = appType === 'browser' || appType === 'native';
  return {
    grant_types: appType === 'service' ? ['client_credentials'] : USUAL_GRANTS,
    response_types: appType === 'service' ? ['token'] : ['code'],
    token_endpoint_auth_method: publicClient ? 'none' : 'client_secret_basic',
    pkce_required: appType !== 'service',
    refresh_token_rotation: 'ROTATE',
    refresh_token_leeway: 60,
    consent_method: 'TRUSTED',
    implicit_assignment: false,
    wildcard_redirect: 'DISABLED',
    omit_secret: true,
    status: 'ACTIVE',
  };
}
