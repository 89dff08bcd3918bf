import { badValue, fault, type AppRule } from './validate';

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
    may: ['authorization_code', 'client_credentials', 'urn:openid:params:grant-type:ciba', ...COMMON],
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
export const GRANT_RULES: readonly AppRule[] = [
  ({ body, before }) => {
    const missing = body.settings?.oauthClient?.grant_types === undefined;
    const kept = before !== undefined && body.settings === undefined;
    return missing && !kept
      ? { field: 'grant_types', cause: 'grant_types: The field cannot be left blank' }
      : undefined;
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
    if (refresh.rotation_type === undefined) return { field: 'rotation_type', cause: `''rotation_type'' is required` };
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
