import type { Fields } from '../json-body';

/** What the body of a create or replace may hold. What Okta sets itself (`id`, `status`, `_links` …) is not read. */
export const APP_BODY = {
  name: 'text',
  label: 'text',
  signOnMode: 'text',
  accessibility: { selfService: 'flag', errorRedirectUrl: 'text', loginRedirectUrl: 'text' },
  visibility: {
    autoLaunch: 'flag',
    autoSubmitToolbar: 'flag',
    hide: { iOS: 'flag', web: 'flag' },
    appLinks: 'flags',
  },
  credentials: {
    userNameTemplate: { template: 'text', type: 'text', userSuffix: 'text', pushStatus: 'text' },
    oauthClient: {
      autoKeyRotation: 'flag',
      client_id: 'text',
      client_secret: 'text',
      token_endpoint_auth_method: 'text',
      pkce_required: 'flag',
    },
  },
  settings: {
    app: 'free',
    implicitAssignment: 'flag',
    manualProvisioning: 'flag',
    inlineHookId: 'text',
    identityStoreId: 'text',
    notes: { admin: 'text', enduser: 'text' },
    notifications: {
      vpn: { network: { connection: 'text', include: 'texts', exclude: 'texts' }, message: 'text', helpUrl: 'text' },
    },
    oauthClient: {
      application_type: 'text',
      backchannel_authentication_request_signing_alg: 'text',
      backchannel_custom_authenticator_id: 'text',
      backchannel_token_delivery_mode: 'text',
      client_uri: 'text',
      consent_method: 'text',
      dpop_bound_access_tokens: 'flag',
      frontchannel_logout_session_required: 'flag',
      frontchannel_logout_uri: 'text',
      grant_types: 'texts',
      id_token_encrypted_response_alg: 'text',
      idp_initiated_login: { mode: 'text', default_scope: 'texts' },
      initiate_login_uri: 'text',
      issuer_mode: 'text',
      jwks: {
        keys: [
          {
            kid: 'text',
            kty: 'text',
            use: 'text',
            alg: 'text',
            e: 'text',
            n: 'text',
            crv: 'text',
            x: 'text',
            y: 'text',
            status: 'text',
          },
        ],
      },
      jwks_uri: 'text',
      logo_uri: 'text',
      network: { connection: 'text', include: 'texts', exclude: 'texts' },
      participate_slo: 'flag',
      policy_uri: 'text',
      post_logout_redirect_uris: 'texts',
      redirect_uris: 'texts',
      refresh_token: { rotation_type: 'text', leeway: 'whole' },
      request_object_signing_alg: 'text',
      response_types: 'texts',
      sector_identifier_uri: 'text',
      subject_type: 'text',
      tos_uri: 'text',
      wildcard_redirect: 'text',
    },
  },
  profile: 'free',
} as const;

/** The read body of a create or replace. */
export type AppBody = Fields<typeof APP_BODY>;
/** Its `settings.oauthClient`. */
export type OAuthBody = Fields<(typeof APP_BODY)['settings']['oauthClient']>;
