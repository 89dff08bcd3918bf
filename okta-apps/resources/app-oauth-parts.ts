import { MEMBERS } from './access';
import type { ResourceType } from './resource-type';

/** A redirect URI of an OIDC app, as a resource of its own. */
export const REDIRECT_URI: ResourceType = {
  name: 'okta_app_oauth_redirect_uri',
  attributes: { uri: { uri: 'redirect', access: MEMBERS } },
  removalReviewed: true,
  writes: 'apps',
};

/** A logout redirect URI of an OIDC app, as a resource of its own. */
export const LOGOUT_URI: ResourceType = {
  name: 'okta_app_oauth_post_logout_redirect_uri',
  attributes: { uri: { uri: 'logout', access: MEMBERS } },
  removalReviewed: true,
  writes: 'apps',
};

/** Scopes of Okta's management API that an app may ask for. */
export const API_SCOPE: ResourceType = {
  name: 'okta_app_oauth_api_scope',
  kind: 'api-scopes',
  attributes: { scopes: { words: 'scopes', form: 'set', identifies: true, access: MEMBERS } },
  writes: 'appGrants',
  requests: ['/api/v1/apps'],
};
