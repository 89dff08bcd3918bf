import { ProviderError } from '../diagnostics';
import type { ResourceData } from '../sdk/resource-data';

interface GrantsOfType {
  readonly required?: readonly string[];
  readonly allowed: readonly string[];
}

const GRANTS = {
  saml2: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
  jwtBearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  ciba: 'urn:openid:params:grant-type:ciba',
};

/** The grants that every type may have, in the order in which okta/okta lists them. */
const DEVICE_AND_DIRECT = [
  GRANTS.device,
  'interaction_code',
  'urn:okta:params:oauth:grant-type:oob',
  'urn:okta:params:oauth:grant-type:otp',
  'http://auth0.com/oauth/grant-type/mfa-oob',
  'http://auth0.com/oauth/grant-type/mfa-otp',
];

/** The grants that okta/okta lets an app of each type have, and the ones it must have. */
export const GRANTS_BY_TYPE: Readonly<Record<string, GrantsOfType>> = {
  web: {
    required: ['authorization_code'],
    allowed: [
      'authorization_code',
      'implicit',
      'refresh_token',
      'client_credentials',
      GRANTS.saml2,
      GRANTS.exchange,
      ...DEVICE_AND_DIRECT,
      GRANTS.ciba,
    ],
  },
  native: {
    required: ['authorization_code'],
    allowed: [
      'authorization_code',
      'implicit',
      'refresh_token',
      'password',
      GRANTS.saml2,
      GRANTS.jwtBearer,
      GRANTS.exchange,
      ...DEVICE_AND_DIRECT,
    ],
  },
  browser: {
    allowed: ['implicit', 'authorization_code', 'refresh_token', GRANTS.saml2, GRANTS.exchange, ...DEVICE_AND_DIRECT],
  },
  service: {
    required: ['client_credentials'],
    allowed: ['client_credentials', 'implicit', GRANTS.saml2, GRANTS.exchange, ...DEVICE_AND_DIRECT],
  },
};

/**
 * What okta/okta refuses itself, but only when it applies, before any request.
 * @param usesOAuth okta/okta then ignores `groups_claim`
 * @throws ProviderError the first thing that is wrong
 */
export function checkApp(data: ResourceData, usesOAuth: boolean): void {
  const problem = grantProblem(data) ?? (usesOAuth ? undefined : groupsClaimProblem(data)) ?? settingsProblem(data);
  if (problem !== undefined) throw new ProviderError(problem);
}

function grantProblem(data: ResourceData): string | undefined {
  const type = data.string('type');
  const grants = data.strings('grant_types');
  const rules = GRANTS_BY_TYPE[type];
  if (grants.length === 0 || rules === undefined) return undefined;
  const required = rules.required ?? [];
  if (required.every((grant) => grants.includes(grant)) && grants.every((grant) => rules.allowed.includes(grant))) {
    return undefined;
  }
  const must = required.length === 0 ? '' : ` and must contain ${required.join(', ')}`;
  return (
    `failed conditional validation for field "grant_types" of type "${type}", ` +
    `it can contain ${rules.allowed.join(', ')}${must}, received ${grants.join(', ')}`
  );
}

function groupsClaimProblem(data: ResourceData): string | undefined {
  const [claim] = data.blocks('groups_claim');
  if (claim === undefined) return undefined;
  if (claim['type'] === 'EXPRESSION' && claim['filter_type'] !== '') {
    return "'filter_type' in 'groups_claim' can only be set when 'type' is set to 'FILTER'";
  }
  if (claim['type'] === 'FILTER' && claim['filter_type'] === '') {
    return "'filter_type' in 'groups_claim' is required when 'type' is set to 'FILTER'";
  }
  return claim['name'] === '' || claim['value'] === ''
    ? "'name' 'value' and in 'groups_claim' should not be empty"
    : undefined;
}

function settingsProblem(data: ResourceData): string | undefined {
  const hasKeys = data.blocks('jwks').length > 0 || data.string('jwks_uri') !== '';
  if (!hasKeys && data.string('token_endpoint_auth_method') === 'private_key_jwt') {
    return "'jwks' or 'jwks_uri' is required when 'token_endpoint_auth_method' is 'private_key_jwt'";
  }
  const loginMode = data.string('login_mode');
  if (loginMode !== 'DISABLED' && data.string('login_uri') === '') {
    return "you have to set up 'login_uri' to configure any 'login_mode' besides 'DISABLED'";
  }
  if (loginMode === 'OKTA' && data.strings('login_scopes').length === 0) {
    return "you have to set up non-empty 'login_scopes' when 'login_mode' is 'OKTA'";
  }
  const returnsTokens = data.strings('response_types').some((type) => type === 'token' || type === 'id_token');
  return data.strings('grant_types').includes('implicit') && !returnsTokens
    ? "'response_types' must contain at least one of ['token', 'id_token'] when 'grant_types' contains 'implicit'"
    : undefined;
}
