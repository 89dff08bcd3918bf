import { Marker } from '../plan/markers';
import type { Values } from '../plan/plan';
import { field, isObject, itemsOf } from '../shared/json';
import { MEMBERS } from './access';
import { APP_ATTRIBUTES, APP_SIGN_IN } from './app-attributes';
import type { Attributes } from './attribute';
import { whatTokensSay, whoGetsIn } from './reach';
import type { ResourceType } from './resource-type';

const { status, user_name_template: template, ...others } = APP_SIGN_IN;

const SHARED: Attributes = {
  status,
  ...others,
  user_name_template: {
    ...template,
    decides: whatTokensSay('it decides under which name users arrive in the app'),
  },
  implicit_assignment: {
    ...others.implicit_assignment,
    decides: whoGetsIn('it decides whether users must be assigned to the app'),
  },
  ...APP_ATTRIBUTES,
};

/** Who receives the password that Okta fills in, or the assertion that it sends. */
const RECEIVES = 'it decides where users are sent, and what the app receives about them';
const APP_DECIDES = whatTokensSay(RECEIVES);

/** A browser takes the assertion of a sign-in there, as it takes a code to a redirect URI. */
const TAKES_SIGN_INS = { uri: 'redirect', access: MEMBERS, decides: APP_DECIDES } as const;
/** Users who start the app from Okta are sent there; some apps get their password filled in. */
const STARTS = { uri: 'login', access: MEMBERS, decides: APP_DECIDES } as const;

/** The addresses of apps, by attribute; whether the type has it is for its own list. */
const ADDRESSES: Attributes = {
  sso_url: TAKES_SIGN_INS,
  acs_endpoints: TAKES_SIGN_INS,
  acs_endpoints_indices: { ...TAKES_SIGN_INS, access: { ...MEMBERS, read: urlsOfEndpoints } },
  single_logout_url: { uri: 'logout', access: MEMBERS, decides: APP_DECIDES },
  url: STARTS,
  redirect_url: STARTS,
  auth_url: STARTS,
  sign_on_url: STARTS,
  sign_on_redirect_url: STARTS,
};

/** Each endpoint is an object of an address and its number. */
function urlsOfEndpoints(values: Values): unknown {
  const endpoints = field(values, 'acs_endpoints_indices');
  if (endpoints instanceof Marker) return endpoints;
  return itemsOf(endpoints).map((one) => (isObject(one) && !(one instanceof Marker) ? field(one, 'url') : one));
}

/** The addresses, fields and statements of one protocol. */
function appOf(name: string, own: string): ResourceType {
  const ofProtocol = Object.fromEntries(
    own.split(/\s+/).map((attribute) => [attribute, ADDRESSES[attribute] ?? { decides: APP_DECIDES }]),
  );
  return {
    name,
    kind: 'app',
    attributes: { ...ofProtocol, ...SHARED },
    eachAttribute: true,
    creationReviewed: true,
    decides: APP_DECIDES,
  };
}

const PASSWORDS = 'credentials_scheme reveal_password shared_password shared_username';

/** Apps that are no OIDC apps: of each protocol what it has besides the attributes of every app. */
export const OTHER_APPS: readonly ResourceType[] = [
  appOf(
    'okta_app_saml',
    `acs_endpoints acs_endpoints_indices assertion_signed attribute_statements audience authn_context_class_ref
     default_relay_state destination digest_algorithm honor_force_authn idp_issuer inline_hook_id key_name
     key_years_valid recipient request_compressed response_signed saml_signed_request_enabled saml_version
     signature_algorithm single_logout_certificate single_logout_issuer single_logout_url sp_issuer sso_url
     subject_name_id_format subject_name_id_template`,
  ),
  appOf('okta_app_swa', 'button_field checkbox password_field redirect_url url url_regex username_field'),
  appOf('okta_app_bookmark', 'url request_integration'),
  appOf('okta_app_auto_login', `${PASSWORDS} sign_on_redirect_url sign_on_url`),
  appOf('okta_app_basic_auth', `${PASSWORDS} auth_url url`),
  appOf(
    'okta_app_secure_password_store',
    `${PASSWORDS} url password_field username_field optional_field1 optional_field1_value optional_field2
     optional_field2_value optional_field3 optional_field3_value`,
  ),
  appOf(
    'okta_app_shared_credentials',
    `button_field checkbox password_field redirect_url shared_password shared_username url url_regex username_field`,
  ),
  appOf(
    'okta_app_three_field',
    `${PASSWORDS} url url_regex button_selector extra_field_selector extra_field_value password_selector
     username_selector`,
  ),
  { name: 'okta_app_saml_app_settings', decides: APP_DECIDES },
];

/** Any app, as it is looked up. */
export const APP: ResourceType = { name: 'okta_app', dataSource: { reads: ['apps'] } };
