/** What a finding says of requests: some start to be accepted, some stop, or one of both that the rule does not tell apart. */
export type Effect = 'broadens' | 'narrows' | 'either';

/** The requests that show what a rule finds. */
export interface Shown {
  /** Attributes of an app that they are about; `app` for the app as a whole. */
  readonly attributes: readonly string[];
  readonly effect: Effect;
  /** Of requests with either effect, the one that shows it best. */
  readonly best?: Exclude<Effect, 'either'>;
}

const shown = (effect: Effect, ...attributes: readonly string[]): Shown => ({ effect, attributes });

const REDIRECT = shown('broadens', 'redirect_uris');
const LOGOUT = shown('broadens', 'post_logout_redirect_uris');
const LOGIN = shown('broadens', 'login_uri');
const FRONT = shown('broadens', 'frontchannel_logout_uri');
const GROUP = shown('broadens', 'group', 'implicit_assignment');
const METHOD = shown('either', 'token_endpoint_auth_method');
const APP = shown('either', 'app', 'status');

/** Rules whose findings a request of a sign-in can show, by id. */
export const SHOWN_BY_REQUESTS: Readonly<Record<string, Shown>> = {
  'redirect-uri/added': REDIRECT,
  'redirect-uri/new-domain': REDIRECT,
  'redirect-uri/new-host': REDIRECT,
  'redirect-uri/http': REDIRECT,
  'redirect-uri/loopback': REDIRECT,
  'redirect-uri/wildcard': REDIRECT,
  'redirect-uri/fragment-added': REDIRECT,
  'redirect-uri/unreadable': REDIRECT,
  'redirect-uri/scheme': REDIRECT,
  'redirect-uri/private-scheme': REDIRECT,
  'redirect-uri/shared-callback': REDIRECT,
  'redirect-uri/removed': shown('narrows', 'redirect_uris'),
  'redirect-uri/wildcard-mode': shown('broadens', 'wildcard_redirect'),
  'redirect-uri/wildcard-mode-off': shown('narrows', 'wildcard_redirect'),
  'logout-uri/added': LOGOUT,
  'logout-uri/new-host': LOGOUT,
  'logout-uri/insecure': LOGOUT,
  'logout-uri/removed': shown('narrows', 'post_logout_redirect_uris'),
  'initiate-login/added': LOGIN,
  'initiate-login/new-host': LOGIN,
  'initiate-login/insecure': LOGIN,
  'initiate-login/removed': shown('narrows', 'login_uri'),
  'frontchannel-logout/added': FRONT,
  'frontchannel-logout/new-host': FRONT,
  'frontchannel-logout/insecure': FRONT,
  'frontchannel-logout/removed': shown('narrows', 'frontchannel_logout_uri'),
  'grant-type/added': shown('broadens', 'grant_types'),
  'grant-type/authorization-code-added': shown('broadens', 'grant_types'),
  'grant-type/refresh-token-added': shown('broadens', 'grant_types'),
  'grant-type/removed': shown('narrows', 'grant_types'),
  'response-type/added': shown('broadens', 'response_types'),
  'response-type/code-added': shown('broadens', 'response_types'),
  'response-type/removed': shown('narrows', 'response_types'),
  'client-authentication/weakened': { ...METHOD, best: 'broadens' },
  'client-authentication/changed': { ...METHOD, best: 'narrows' },
  'pkce/off': shown('broadens', 'pkce_required'),
  'pkce/on': shown('narrows', 'pkce_required'),
  'refresh-token/static': shown('broadens', 'refresh_token_rotation', 'refresh_token_leeway'),
  'refresh-token/rotates': shown('narrows', 'refresh_token_rotation', 'refresh_token_leeway'),
  'refresh-token/grace-period-raised': shown('broadens', 'refresh_token_leeway'),
  'refresh-token/grace-period-lowered': shown('narrows', 'refresh_token_leeway'),
  'consent/trusted': shown('broadens', 'consent_method'),
  'consent/required': shown('narrows', 'consent_method'),
  'assignment/group-added': GROUP,
  'assignment/everyone': GROUP,
  'assignment/group-removed': shown('narrows', 'group'),
  'implicit-assignment/on': shown('broadens', 'implicit_assignment'),
  'implicit-assignment/off': shown('narrows', 'implicit_assignment'),
  'app/activated': shown('broadens', 'status'),
  'app/deactivated': shown('narrows', 'status'),
  'app/created': APP,
  'app/created-on-new-host': APP,
  'app/deleted': APP,
  'app/replaced': APP,
  'app/client-id-changed': APP,
  'app/left-behind': APP,
  'resource/token-content-changed': shown('either', 'login_mode', 'participate_slo'),
};
