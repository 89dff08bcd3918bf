import { settingName, type LostSetting } from '../resources/lost-settings';

/** A setting that no attribute holds, as a person calls it. */
interface SettingWords {
  readonly words: string;
  /** What users or relying parties notice when an update by Terraform resets it: the end of "Then …". */
  readonly ifReset?: string;
}

/**
 * By the path in the app's JSON.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
const SETTINGS: Readonly<Record<string, SettingWords>> = {
  'settings.oauthClient.dpop_bound_access_tokens': {
    words: 'DPoP-bound access tokens',
    // RFC 9449 section 1
    ifReset: 'anyone who steals an access token can use it without the key of the relying party',
  },
  'settings.oauthClient.subject_type': {
    words: 'subject type',
    // OpenID Connect Core section 8
    ifReset: 'users get another subject identifier, so the app may take them for new users',
  },
  'settings.oauthClient.sector_identifier_uri': {
    words: 'sector identifier URI',
    // OpenID Connect Core section 8.1
    ifReset: 'apps that share subject identifiers no longer do, so the app may take its users for new users',
  },
  'settings.oauthClient.id_token_encrypted_response_alg': {
    words: 'ID token encryption',
    ifReset: 'ID tokens are no longer encrypted: anyone who sees one can read its claims',
  },
  'settings.oauthClient.request_object_signing_alg': {
    words: 'request object signing',
    // OpenID Connect Core section 6
    ifReset: 'request objects that are signed with another algorithm are accepted, too',
  },
  'settings.oauthClient.backchannel_authentication_request_signing_alg': {
    words: 'back-channel request signing',
    ifReset: 'back-channel requests of the relying party that are signed fail',
  },
  // Okta has one mode so far.
  'settings.oauthClient.backchannel_token_delivery_mode': { words: 'back-channel token delivery' },
  'settings.notifications.vpn.network.connection': {
    words: 'VPN notice',
    ifReset: 'users are no longer told to connect to the VPN first',
  },
  'settings.inlineHookId': { words: 'inline hook', ifReset: 'the inline hook is no longer called' },
  'settings.identityStoreId': { words: 'identity store' },
  'visibility.autoLaunch': { words: 'automatic launch', ifReset: 'the app no longer opens when users sign in to Okta' },
  'credentials.oauthClient.pkce_required': { words: 'PKCE required' },
};

/** What is said of a setting: its name, and what its reset does where that is known. */
export function wordsOfSetting(setting: Pick<LostSetting, 'path'>): SettingWords {
  const name = settingName(setting);
  return (Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined) ?? { words: name };
}
