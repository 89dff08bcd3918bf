import type { AppValues } from '../resources/app-values';
import { propsAndMembers, type PropAt } from '../shared/app-props';
import { isObject, list, object, textField, type JsonObject } from '../shared/json';
import { OWNERSHIP_KEY, ownershipOf } from '../shared/ownership';
import { responseTypesOf } from '../shared/response-types';
import { templateType } from '../shared/user-name-template';

/** What an attribute of an app means in Okta where the app's JSON has no such value. */
const ABSENT: AppValues = {
  name: 'oidc_client',
  sign_on_mode: 'OPENID_CONNECT',
  status: 'ACTIVE',
  token_endpoint_auth_method: 'client_secret_basic',
  auto_key_rotation: true,
  pkce_required: false,
  redirect_uris: [],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  wildcard_redirect: 'DISABLED',
  login_mode: 'DISABLED',
  refresh_token_rotation: 'STATIC',
  consent_method: 'TRUSTED',
  issuer_mode: 'ORG_URL',
  implicit_assignment: false,
  accessibility_self_service: false,
  auto_submit_toolbar: false,
  hide_ios: true,
  hide_web: true,
  user_name_template: '${source.login}',
  participate_slo: false,
  frontchannel_logout_session_required: false,
};

/** Leeway in seconds where Okta does not answer one. */
const LEEWAY = { ROTATE: 30, STATIC: 0 } as const;

/** The value of an attribute, or what its absence means; undefined where the app has none. */
export function valueIn(values: AppValues, attribute: string): unknown {
  const value = values[attribute] ?? ABSENT[attribute];
  if (value !== undefined) return value;
  if (attribute === 'refresh_token_leeway')
    return values['refresh_token_rotation'] === 'ROTATE' ? LEEWAY.ROTATE : LEEWAY.STATIC;
  if (attribute === 'user_name_template_type') {
    return templateType(textField(values, 'user_name_template') ?? String(ABSENT['user_name_template']));
  }
  return undefined;
}

/**
 * What an app of these props is in Okta, as attributes of `okta_app_oauth`: what `constructs/` writes, for literal props.
 * The client ID is missing where Okta gives it.
 */
export function writtenValues(props: JsonObject): AppValues {
  const full = withDefaults(props);
  const values = propsAndMembers().flatMap(({ path, prop, attribute }): [string, unknown][] => {
    const value = valueAt(full, path);
    if (attribute === undefined || value === undefined) return [];
    return [[attribute, prop.isNegated === true ? value !== true : value]];
  });
  return {
    name: 'oidc_client',
    sign_on_mode: 'OPENID_CONNECT',
    type: 'web',
    auto_key_rotation: true,
    accessibility_self_service: false,
    login_mode: 'DISABLED',
    user_name_template_type: templateType(String(full['userNameTemplate'])),
    ...Object.fromEntries(values),
    ...profileOf(full),
    participate_slo: isObject(full['frontchannelLogout']),
    ...(isObject(full['groupsClaim']) && { groups_claim: full['groupsClaim'] }),
  };
}

function profileOf(props: JsonObject): JsonObject {
  const ownership = ownershipOf(props);
  if (Object.keys(ownership).length === 0) return {};
  return { profile: { ...object(props['profile']), [OWNERSHIP_KEY]: ownership } };
}

/** The props with their defaults, as far as they have some. */
export function withDefaults(props: JsonObject): JsonObject {
  const grants = list(props['grantTypes'] ?? ['authorization_code']);
  const usual = { responseTypes: responseTypesOf(grants) };
  const given: JsonObject = {
    ...usual,
    ...props,
    ...((grants.includes('refresh_token') || props['refreshToken'] !== undefined) && {
      refreshToken: withLeeway(object(props['refreshToken'])),
    }),
  };
  const defaults = propsAndMembers().flatMap(({ path: [name, member], prop }) =>
    member === undefined && prop.default !== undefined ? [[name, prop.default] as const] : [],
  );
  const full: JsonObject = { ...Object.fromEntries(defaults), ...given };
  return Object.fromEntries(
    Object.entries(full).map(([name, value]) => [name, isObject(value) ? withMembers(name, value) : value]),
  );
}

function withLeeway(given: JsonObject): JsonObject {
  return given['rotationType'] === 'STATIC' ? { leeway: LEEWAY.STATIC, ...given } : given;
}

function withMembers(name: string, value: JsonObject): JsonObject {
  const defaults = propsAndMembers().flatMap(({ path: [owner, member], prop }) =>
    owner === name && member !== undefined && prop.default !== undefined ? [[member, prop.default] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...value };
}

function valueAt(props: JsonObject, [name, member]: PropAt['path']): unknown {
  return member === undefined ? props[name] : object(props[name])[member];
}
