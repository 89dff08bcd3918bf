import { MEMBERS } from './access';
import type { Attribute } from './attribute';
import { frontDoor, power } from './reach';
import type { ResourceType } from './resource-type';

const OF_APP: Attribute = { identifies: true, decides: frontDoor('it decides which app sends users to the address') };

/** A redirect URI of an OIDC app, as a resource of its own. */
export const REDIRECT_URI: ResourceType = {
  name: 'okta_app_oauth_redirect_uri',
  attributes: { app_id: OF_APP, uri: { uri: 'redirect', access: MEMBERS } },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'apps',
};

/** A logout redirect URI of an OIDC app, as a resource of its own. */
export const LOGOUT_URI: ResourceType = {
  name: 'okta_app_oauth_post_logout_redirect_uri',
  attributes: { app_id: OF_APP, uri: { uri: 'logout', access: MEMBERS } },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'apps',
};

/** Scopes of Okta's management API that an app may ask for. */
export const API_SCOPE: ResourceType = {
  name: 'okta_app_oauth_api_scope',
  kind: 'api-scopes',
  attributes: {
    app_id: { identifies: true, decides: power('it decides which app may call the management API') },
    issuer: { decides: power('it decides for which org the scopes are granted') },
    scopes: { words: 'scopes', form: 'set', identifies: true, access: MEMBERS },
  },
  eachAttribute: true,
  creationReviewed: true,
  writes: 'appGrants',
  requests: ['/api/v1/apps'],
};
