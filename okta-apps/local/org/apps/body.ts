import { present, without, type Fields } from '../json-body';
import type { App, OAuthSettings } from '../records';

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
type OAuthBody = Fields<(typeof APP_BODY)['settings']['oauthClient']>;

/** The parts of an app that its body says, with Okta's defaults for what the body leaves out. */
export type Described = Pick<App, 'label' | 'accessibility' | 'visibility' | 'settings' | 'profile'> & {
  readonly credentials: Pick<App['credentials'], 'userNameTemplate' | 'oauthClient'>;
};

/**
 * The app that a body describes. A replace drops what the body leaves out, except what Okta keeps: the client id, the
 * application type, the refresh-token settings, and credentials and settings that are left out as a whole.
 * @param id the app's id, which is its client id when none is given
 * @param before the app that is replaced
 */
export function describe(body: AppBody, id: string, before?: App): Described {
  const { errorRedirectUrl, loginRedirectUrl } = body.accessibility ?? {};
  return {
    label: body.label ?? '',
    accessibility: {
      selfService: body.accessibility?.selfService ?? false,
      errorRedirectUrl: errorRedirectUrl || null,
      loginRedirectUrl: loginRedirectUrl || null,
    },
    visibility: {
      autoLaunch: body.visibility?.autoLaunch ?? false,
      autoSubmitToolbar: body.visibility?.autoSubmitToolbar ?? false,
      hide: { iOS: true, web: true, ...body.visibility?.hide },
      appLinks: { oidc_client_link: true, ...body.visibility?.appLinks },
    },
    credentials: credentials(body, id, before),
    settings: body.settings === undefined && before !== undefined ? before.settings : settings(body, before),
    ...present({ profile: body.profile }),
  };
}

function credentials(body: AppBody, id: string, before: App | undefined): Described['credentials'] {
  const { credentials: given } = body;
  if (given === undefined && before !== undefined) return before.credentials;
  const client = given?.oauthClient;
  return {
    userNameTemplate: userNameTemplate(given?.userNameTemplate),
    oauthClient: {
      autoKeyRotation: client?.autoKeyRotation ?? true,
      client_id: client?.client_id ?? before?.credentials.oauthClient.client_id ?? id,
      token_endpoint_auth_method: client?.token_endpoint_auth_method ?? 'client_secret_basic',
      pkce_required: client?.pkce_required ?? pkceByDefault(applicationType(body.settings?.oauthClient, before)),
    },
  };
}

type UserNameTemplate = NonNullable<NonNullable<AppBody['credentials']>['userNameTemplate']>;

function userNameTemplate(given: UserNameTemplate = {}): Record<string, unknown> {
  const type = given.type ?? 'BUILT_IN';
  return {
    template: given.template ?? '${source.login}',
    type,
    ...present({ userSuffix: given.userSuffix }),
    ...(type === 'CUSTOM' ? { pushStatus: given.pushStatus ?? 'DONT_PUSH' } : {}),
  };
}

function pkceByDefault(applicationType: string): boolean {
  return applicationType === 'native' || applicationType === 'browser';
}

function applicationType(given: OAuthBody | undefined, before: App | undefined): string {
  return given?.application_type ?? before?.settings.oauthClient.application_type ?? 'web';
}

function settings(body: AppBody, before: App | undefined): App['settings'] {
  const given = body.settings ?? {};
  const vpn = given.notifications?.vpn;
  return {
    app: given.app ?? {},
    notifications: {
      vpn: {
        network: { connection: 'DISABLED', ...vpn?.network },
        message: vpn?.message ?? null,
        helpUrl: vpn?.helpUrl ?? null,
      },
    },
    manualProvisioning: given.manualProvisioning ?? false,
    implicitAssignment: given.implicitAssignment ?? false,
    ...present({ inlineHookId: given.inlineHookId, identityStoreId: given.identityStoreId }),
    emOptInStatus: 'NONE',
    notes: { admin: given.notes?.admin ?? null, enduser: given.notes?.enduser ?? null },
    oauthClient: oauthSettings(withoutBlanks(given.oauthClient ?? {}), before),
  };
}

/** A text of no characters is the same as none. */
function withoutBlanks(given: OAuthBody): OAuthBody {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function oauthSettings(given: OAuthBody, before: App | undefined): OAuthSettings {
  const type = applicationType(given, before);
  const { jwks, idp_initiated_login: login, post_logout_redirect_uris: logout = [] } = given;
  return {
    ...without(given, 'jwks', 'refresh_token', 'idp_initiated_login', 'post_logout_redirect_uris'),
    client_uri: given.client_uri ?? null,
    logo_uri: given.logo_uri ?? null,
    redirect_uris: given.redirect_uris ?? [],
    ...(logout.length === 0 ? {} : { post_logout_redirect_uris: logout }),
    response_types: given.response_types ?? [],
    grant_types: given.grant_types ?? [],
    application_type: type,
    ...present({ jwks: jwks === undefined ? undefined : { keys: jwks.keys ?? [] } }),
    ...(given.grant_types?.includes(CIBA) === true
      ? { backchannel_token_delivery_mode: given.backchannel_token_delivery_mode ?? 'poll' }
      : {}),
    ...(given.frontchannel_logout_uri === undefined
      ? {}
      : { frontchannel_logout_session_required: given.frontchannel_logout_session_required ?? false }),
    consent_method: given.consent_method ?? 'TRUSTED',
    issuer_mode: given.issuer_mode ?? 'DYNAMIC',
    ...present({ refresh_token: refreshToken(given, type, before) }),
    idp_initiated_login: { mode: login?.mode ?? 'DISABLED', default_scope: login?.default_scope ?? [] },
    wildcard_redirect: given.wildcard_redirect ?? 'DISABLED',
    dpop_bound_access_tokens: given.dpop_bound_access_tokens ?? false,
  };
}

/** The grant whose users confirm a sign-in on another device. */
export const CIBA = 'urn:openid:params:grant-type:ciba';

/** Leeway in seconds that Okta gives a rotating refresh token when none is said. */
const LEEWAY = 30;

function refreshToken(given: OAuthBody, type: string, before: App | undefined): OAuthSettings['refresh_token'] {
  const said = given.refresh_token;
  if (said?.rotation_type !== undefined) return { rotation_type: said.rotation_type, leeway: said.leeway ?? LEEWAY };
  const kept = before?.settings.oauthClient.refresh_token;
  if (kept !== undefined) return kept;
  if (given.grant_types?.includes('refresh_token') !== true) return undefined;
  return { rotation_type: type === 'browser' ? 'ROTATE' : 'STATIC', leeway: LEEWAY };
}
