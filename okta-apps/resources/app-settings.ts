import type { Values } from '../plan/plan';
import { field, isObject, type JsonObject } from '../shared/json';

/** What the code says of an app, where the planned values do not tell. */
export interface Configured {
  /** Planned values in clear, as Terraform prints them. */
  readonly planned: Values;
  /** Whether the code sets the attribute. */
  readonly sets: (attribute: string) => boolean;
}

/**
 * What an update by okta/okta 6.12 does with one setting of an app in Okta.
 * `sent`: an attribute holds it, so the plan shows each change of it. `kept`: Okta leaves it, with the reason.
 * `reset`: no attribute holds it; afterwards it is `to`. `depends`: what is sent, where undefined means as the attribute.
 */
export type Treatment =
  | { readonly by: 'sent' }
  | { readonly by: 'kept'; readonly why: string }
  | { readonly by: 'reset'; readonly to: unknown }
  | { readonly by: 'depends'; readonly sends: (configured: Configured) => { readonly to: unknown } | undefined };

const SENT: Treatment = { by: 'sent' };
const reset = (to: unknown = null): Treatment => ({ by: 'reset', to });
const kept = (why: string): Treatment => ({ by: 'kept', why });
const READ_ONLY = kept('Okta sets it and reads it from no body');

/** Every setting of an OIDC app by its path, each standing for all below it. Okta's API, recordings 02 and 30. */
export const APP_SETTINGS: Readonly<Record<string, Treatment>> = {
  id: READ_ONLY,
  orn: READ_ONLY,
  name: READ_ONLY,
  created: READ_ONLY,
  lastUpdated: READ_ONLY,
  signOnMode: READ_ONLY,
  features: READ_ONLY,
  licensing: READ_ONLY,
  universalLogout: READ_ONLY,
  expressConfiguration: READ_ONLY,
  _links: READ_ONLY,
  _embedded: READ_ONLY,
  status: kept('it has a request of its own'),
  idToken: kept('it has a request of its own'),
  'credentials.signing': kept('Okta keeps the key that signs tokens'),
  'settings.emOptInStatus': READ_ONLY,
  label: SENT,
  profile: SENT,
  'accessibility.selfService': SENT,
  'accessibility.errorRedirectUrl': SENT,
  'accessibility.loginRedirectUrl': SENT,
  'visibility.autoLaunch': reset(false),
  'visibility.autoSubmitToolbar': SENT,
  'visibility.hide': SENT,
  'visibility.appLinks': { by: 'depends', sends: links },
  'credentials.userNameTemplate': SENT,
  'credentials.oauthClient.autoKeyRotation': SENT,
  'credentials.oauthClient.client_id': SENT,
  'credentials.oauthClient.token_endpoint_auth_method': SENT,
  'credentials.oauthClient.pkce_required': { by: 'depends', sends: pkce },
  'settings.implicitAssignment': SENT,
  'settings.notes': SENT,
  'settings.inlineHookId': reset(),
  'settings.identityStoreId': reset(),
  'settings.notifications.vpn.network.connection': reset('DISABLED'),
  'settings.notifications': reset(),
  'settings.oauthClient.application_type': SENT,
  'settings.oauthClient.backchannel_authentication_request_signing_alg': reset(),
  'settings.oauthClient.backchannel_custom_authenticator_id': SENT,
  'settings.oauthClient.backchannel_token_delivery_mode': reset('poll'),
  'settings.oauthClient.client_uri': SENT,
  'settings.oauthClient.consent_method': SENT,
  'settings.oauthClient.dpop_bound_access_tokens': reset(false),
  'settings.oauthClient.frontchannel_logout_session_required': SENT,
  'settings.oauthClient.frontchannel_logout_uri': SENT,
  'settings.oauthClient.grant_types': SENT,
  'settings.oauthClient.id_token_encrypted_response_alg': reset(),
  'settings.oauthClient.idp_initiated_login': SENT,
  'settings.oauthClient.initiate_login_uri': SENT,
  'settings.oauthClient.issuer_mode': SENT,
  'settings.oauthClient.jwks_uri': SENT,
  'settings.oauthClient.logo_uri': SENT,
  'settings.oauthClient.network': SENT,
  'settings.oauthClient.participate_slo': SENT,
  'settings.oauthClient.policy_uri': SENT,
  'settings.oauthClient.post_logout_redirect_uris': SENT,
  'settings.oauthClient.redirect_uris': SENT,
  'settings.oauthClient.refresh_token': SENT,
  'settings.oauthClient.request_object_signing_alg': reset(),
  'settings.oauthClient.response_types': SENT,
  'settings.oauthClient.sector_identifier_uri': reset(),
  'settings.oauthClient.subject_type': reset('public'),
  'settings.oauthClient.tos_uri': SENT,
  'settings.oauthClient.wildcard_redirect': SENT,
};

/** What becomes of each member of a public key that the code has. The others, such as `use`, are not sent. */
export const KEY_MEMBERS: Readonly<Record<string, Treatment>> = {
  ...Object.fromEntries(['kid', 'kty', 'e', 'n', 'x', 'y'].map((name) => [name, SENT])),
  ...Object.fromEntries(['id', 'created', 'lastUpdated', '_links'].map((name) => [name, READ_ONLY])),
  status: reset('ACTIVE'),
};

/** Settings beside those above are sent as a whole, as the plan has them in `app_settings_json`. */
export function sentAsJson({ planned }: Configured, name: string): boolean {
  const text = field(planned, 'app_settings_json');
  if (typeof text !== 'string') return false;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) && Object.hasOwn(json, name);
  } catch {
    return false;
  }
}

/** An unset `pkce_required` is never sent as it is in Okta: the provider only looks at the authentication method. */
function pkce({ planned, sets }: Configured): { readonly to: unknown } | undefined {
  if (sets('pkce_required')) return undefined;
  return { to: field(planned, 'token_endpoint_auth_method') === 'none' };
}

/** The provider never reads the links, so only what the code says is sent. */
function links({ sets }: Configured): { readonly to: unknown } | undefined {
  return sets('app_links_json') ? undefined : { to: true };
}

/** What is asked of Okta's answer: whether there is anything to lose. */
export function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

/** Members of an object, or none. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value satisfies JsonObject) : [];
}
