import { badValue, blank, invalid, OktaError, tooLong } from '../errors';
import { object } from '../../../shared/json';
import type { App } from '../records';
import { CIBA, type AppBody, type Described } from './body';
import { checkSecret, newestSecret, SECRET_METHODS } from './secrets';

/** What a rule sees: the app as it would be, the body it comes from, the app it replaces, what of the org matters to it. */
interface Candidate {
  readonly app: Described;
  readonly body: AppBody;
  readonly before: App | undefined;
  readonly clientIdTaken: (clientId: string) => boolean;
  readonly customDomain: boolean;
}

/** One thing that Okta refuses. */
type AppRule = (candidate: Candidate) => OktaError | undefined;

/**
 * Checks what Okta checks, in a fixed order, and stops at the first fault: Okta's summary has room for one field.
 * @throws OktaError E0000001, or E0000078 for what cannot be changed any more
 */
export function validateApp(candidate: Candidate): void {
  const { app, body, before } = candidate;
  if (body.signOnMode === undefined) throw blank('signOnMode');
  if (body.signOnMode !== 'OPENID_CONNECT')
    throw invalid('signOnMode', 'signOnMode: The local org has OPENID_CONNECT apps only.');
  if (before !== undefined) refuseChange(app, before);
  for (const rule of [...CLIENT_RULES, ...GRANT_RULES, ...URI_RULES]) {
    const found = rule(candidate);
    if (found !== undefined) throw found;
  }
  const secret = body.credentials?.oauthClient?.client_secret;
  const method = app.credentials.oauthClient.token_endpoint_auth_method;
  if (secret !== undefined && secret !== '' && method !== 'none') checkSecret(secret, method);
  const kept = before === undefined ? undefined : newestSecret(before);
  if (kept !== undefined && method === 'client_secret_jwt') checkSecret(secret || kept.secret, method);
}

function refuseChange(app: Described, before: App): void {
  if (app.credentials.oauthClient.client_id !== before.credentials.oauthClient.client_id)
    throw new OktaError('E0000078', 'client_id');
  if (app.settings.oauthClient.application_type !== before.settings.oauthClient.application_type)
    throw new OktaError('E0000078', 'application_type');
}

/** In Okta's style for fields whose exact text is not known: `<field>: '<field>' <says>.` */
function fault(field: string, says: string): OktaError {
  return invalid(field, `${field}: '${field}' ${says}.`);
}

const TYPES = ['web', 'native', 'browser', 'service'];
const METHODS = [...SECRET_METHODS, 'private_key_jwt'];
/** The methods of each type; of a browser app it is not known which are refused. */
const METHODS_OF: Readonly<Record<string, readonly string[]>> = {
  web: METHODS,
  native: [...METHODS, 'none'],
  browser: [...METHODS, 'none'],
  service: METHODS,
};
const TEMPLATE_TYPES = ['NONE', 'BUILT_IN', 'CUSTOM'];
const PUSHES = ['PUSH', 'DONT_PUSH', 'NOT_CONFIGURED'];

/** Label, client id, auth method, keys, user name. */
const CLIENT_RULES: readonly AppRule[] = [
  ({ app }) => (app.label.trim() === '' ? blank('label') : undefined),
  ({ app }) => (app.label.length > 100 ? tooLong('label') : undefined),
  ({ body, before }) =>
    before === undefined && body.name !== 'oidc_client' ? fault('name', `must be 'oidc_client'`) : undefined,
  ({ body, before }) => (before === undefined && body.credentials === undefined ? blank('credentials') : undefined),
  ({ app }) => (TYPES.includes(app.settings.oauthClient.application_type) ? undefined : badValue('applicationType')),
  ({ app, before, clientIdTaken }) => {
    if (before !== undefined) return undefined;
    const id = app.credentials.oauthClient.client_id;
    if (!/^[A-Za-z0-9$\-_.+!*'(),]{6,100}$/.test(id))
      return fault('client_id', `must be 6 to 100 letters, digits or characters of $-_.+!*'(),`);
    if (id === 'ALL_CLIENTS') return fault('client_id', `must not be 'ALL_CLIENTS'`);
    return clientIdTaken(id) ? fault('client_id', 'must be unique in the organization') : undefined;
  },
  ({ app }) => {
    const { pkce_required, token_endpoint_auth_method } = app.credentials.oauthClient;
    if (pkce_required || token_endpoint_auth_method !== 'none') return undefined;
    const cause = `pkce_required: ''pkce_required'' must be set to true when ''token_endpoint_auth_method'' is ''none''`;
    return invalid('pkce_required', cause);
  },
  ({ app }) => {
    const valid = METHODS_OF[app.settings.oauthClient.application_type] ?? METHODS;
    if (valid.includes(app.credentials.oauthClient.token_endpoint_auth_method)) return undefined;
    return fault('token_endpoint_auth_method', `is invalid. Valid values: [${valid.join(', ')}]`);
  },
  ({ app }) => {
    const keys = app.settings.oauthClient.jwks?.keys ?? [];
    const kids = keys.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : []));
    if (new Set(kids).size === kids.length && (keys.length < 2 || kids.length === keys.length)) return undefined;
    return invalid('JsonWebKey', "All keys in the 'jwks' must have a unique `kid`.");
  },
  ({ app }) =>
    (app.settings.oauthClient.jwks?.keys.length ?? 0) > 50
      ? fault('jwks', 'must not hold more than 50 keys')
      : undefined,
  ({ app }) => {
    const { template, type, pushStatus } = app.credentials.userNameTemplate;
    if (typeof type !== 'string' || !TEMPLATE_TYPES.includes(type)) return badValue('type');
    if (typeof pushStatus === 'string' && !PUSHES.includes(pushStatus)) return badValue('pushStatus');
    return typeof template === 'string' && template.length > 1024 ? tooLong('template') : undefined;
  },
];

const OKTA = 'urn:okta:params:oauth:grant-type';
const IETF = 'urn:ietf:params:oauth:grant-type';
const MFA = 'http://auth0.com/oauth/grant-type';

const COMMON = [
  'implicit',
  'interaction_code',
  'refresh_token',
  `${IETF}:device_code`,
  `${IETF}:saml2-bearer`,
  `${IETF}:token-exchange`,
  `${OKTA}:otp`,
  `${OKTA}:oob`,
  `${MFA}/mfa-otp`,
  `${MFA}/mfa-oob`,
];

/** Per application type: the grant it cannot be without, and those it may have. */
const GRANTS: Readonly<Record<string, { readonly must?: string; readonly may: readonly string[] }>> = {
  web: {
    must: 'authorization_code',
    may: ['authorization_code', 'client_credentials', CIBA, ...COMMON],
  },
  native: { must: 'authorization_code', may: ['authorization_code', 'password', `${IETF}:jwt-bearer`, ...COMMON] },
  browser: { may: ['authorization_code', ...COMMON] },
  service: {
    must: 'client_credentials',
    may: [
      'client_credentials',
      'implicit',
      'interaction_code',
      `${IETF}:saml2-bearer`,
      `${IETF}:token-exchange`,
      `${IETF}:device_code`,
    ],
  },
};

const RESPONSES = ['code', 'token', 'id_token'];
const SIGNING = ['HS', 'RS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((bits) => kind + bits));

/** Grants, responses, refresh token, DPoP, consent, issuer and the other closed choices. */
const GRANT_RULES: readonly AppRule[] = [
  ({ body, before }) => {
    const missing = body.settings?.oauthClient?.grant_types === undefined;
    const kept = before !== undefined && body.settings === undefined;
    return missing && !kept ? blank('grant_types') : undefined;
  },
  ({ app }) => {
    const { application_type: type, grant_types } = app.settings.oauthClient;
    const rule = GRANTS[type];
    const stranger = grant_types.find((grant) => rule?.may.includes(grant) !== true);
    if (stranger !== undefined)
      return fault('grant_types', `must not contain '${stranger}' when 'application_type' is '${type}'`);
    if (rule?.must === undefined || grant_types.includes(rule.must)) return undefined;
    return fault('grant_types', `must contain '${rule.must}' when 'application_type' is '${type}'`);
  },
  ({ app }) =>
    app.settings.oauthClient.response_types.every((type) => RESPONSES.includes(type))
      ? undefined
      : badValue('responseTypes'),
  ({ app }) => {
    const { application_type: type, grant_types, response_types } = app.settings.oauthClient;
    const needed =
      type !== 'service' && !grant_types.includes('client_credentials') && !grant_types.includes('password');
    return needed && response_types.length === 0 ? fault('response_types', 'must hold at least one value') : undefined;
  },
  ({ body }) => {
    const refresh = body.settings?.oauthClient?.refresh_token;
    if (refresh === undefined) return undefined;
    if (refresh.rotation_type === undefined) return invalid('rotation_type', `''rotation_type'' is required`);
    if (!['ROTATE', 'STATIC'].includes(refresh.rotation_type)) return badValue('rotationType');
    const { leeway = 0 } = refresh;
    return leeway < 0 || leeway > 60 ? fault('leeway', 'must be between 0 and 60') : undefined;
  },
  ({ app }) => {
    const { dpop_bound_access_tokens, grant_types } = app.settings.oauthClient;
    const clash = grant_types.find((grant) => ['implicit', 'client_credentials'].includes(grant));
    if (!dpop_bound_access_tokens || clash === undefined) return undefined;
    return fault('dpop_bound_access_tokens', `must not be true when 'grant_types' contains '${clash}'`);
  },
  ({ app, customDomain }) => {
    const mode = app.settings.oauthClient.issuer_mode;
    if (mode === 'CUSTOM_URL' && !customDomain)
      return fault('issuerMode', 'can not be set to CUSTOM_URL without a custom domain configured');
    return ['ORG_URL', 'CUSTOM_URL', 'DYNAMIC'].includes(mode) ? undefined : badValue('issuerMode');
  },
  ...Object.entries({
    consent_method: ['REQUIRED', 'TRUSTED'],
    wildcard_redirect: ['DISABLED', 'SUBDOMAIN'],
    subject_type: ['public', 'pairwise'],
    id_token_encrypted_response_alg: ['RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'],
    backchannel_token_delivery_mode: ['poll', 'ping', 'push'],
    backchannel_authentication_request_signing_alg: SIGNING,
    request_object_signing_alg: SIGNING,
  }).map(([key, values]): AppRule => {
    const field = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return ({ app }) => {
      const value = app.settings.oauthClient[key];
      return typeof value === 'string' && !values.includes(value) ? badValue(field) : undefined;
    };
  }),
];

/** An absolute URI: a scheme and something after it. Okta does not restrict the scheme. */
function isAbsolute(uri: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(uri);
}

const LISTS = ['redirect_uris', 'post_logout_redirect_uris'] as const;
const LIMITED = ['client_uri', 'logo_uri', 'frontchannel_logout_uri', 'sector_identifier_uri'] as const;

/** Redirects, logout, initiate login, networks. A wildcard host is taken as it is: Okta was seen to be looser than its documents. */
const URI_RULES: readonly AppRule[] = [
  ({ app }) => {
    const { application_type: type, grant_types, redirect_uris } = app.settings.oauthClient;
    const free = type === 'service' || grant_types.some((grant) => ['client_credentials', 'password'].includes(grant));
    return !free && redirect_uris.length === 0 ? fault('redirect_uris', 'must hold at least one URI') : undefined;
  },
  ({ app }) =>
    app.settings.oauthClient.redirect_uris.some((uri) => uri.includes('#'))
      ? invalid('redirect_uris', `redirect_uris: ''redirect_uris'' must not contain a fragment identifier.`)
      : undefined,
  ...LISTS.map((field): AppRule => ({ app }) => {
    const { [field]: uris = [] } = app.settings.oauthClient;
    return uris.every(isAbsolute) ? undefined : fault(field, 'must only contain absolute URIs');
  }),
  ({ app }) => {
    const { idp_initiated_login, initiate_login_uri } = app.settings.oauthClient;
    if (!['DISABLED', 'SPEC', 'OKTA'].includes(idp_initiated_login.mode)) return fault('mode', 'is invalid');
    if (idp_initiated_login.mode === 'DISABLED') return undefined;
    if (initiate_login_uri === undefined)
      return fault('initiate_login_uri', `is required when 'idp_initiated_login' is not 'DISABLED'`);
    return idp_initiated_login.mode === 'OKTA' && idp_initiated_login.default_scope.length === 0
      ? fault('default_scope', `is required when 'mode' is 'OKTA'`)
      : undefined;
  },
  // Only at creation: orgs have such apps, and nothing says that Okta refuses to change one.
  ({ app, before }) => {
    const { iOS, web } = object(app.visibility['hide']);
    if (
      before !== undefined ||
      (iOS === true && web === true) ||
      app.settings.oauthClient.initiate_login_uri !== undefined
    )
      return undefined;
    return fault('initiate_login_uri', 'is required for an app that is visible to users');
  },
  ({ app }) => {
    const { application_type: type, participate_slo, frontchannel_logout_uri } = app.settings.oauthClient;
    if (participate_slo !== true) return undefined;
    if (type !== 'web' && type !== 'browser')
      return fault('participate_slo', `must not be true when 'application_type' is '${type}'`);
    if (frontchannel_logout_uri !== undefined) return undefined;
    const cause = `frontchannel_logout_uri: ''frontchannel_logout_uri'' is required when ''participate_slo'' is true.`;
    return invalid('frontchannel_logout_uri', cause);
  },
  ({ body }) => {
    const network = body.settings?.oauthClient?.network;
    if (network === undefined) return undefined;
    if (network.connection === undefined) return invalid('connection', `''connection'' is required`);
    return ['ANYWHERE', 'ZONE'].includes(network.connection) ? undefined : badValue('connection');
  },
  ...LIMITED.map((field): AppRule => ({ app }) => {
    const uri = app.settings.oauthClient[field];
    return typeof uri === 'string' && uri.length > 1024
      ? fault(field, 'must not be longer than 1024 characters')
      : undefined;
  }),
];
