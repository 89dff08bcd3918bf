import { CRITICALITIES } from './ownership';

/**
 * Props of `OidcWebApp` that are one of a few words, or a list of them, by their names: what the rules accept, and what
 * compiles. `rotatedBy` has its own, `ROTATORS`.
 */
export const PROP_WORDS = {
  grantTypes: [
    'authorization_code',
    'implicit',
    'refresh_token',
    'client_credentials',
    'interaction_code',
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:okta:params:oauth:grant-type:otp',
    'urn:okta:params:oauth:grant-type:oob',
    'http://auth0.com/oauth/grant-type/mfa-otp',
    'http://auth0.com/oauth/grant-type/mfa-oob',
    'urn:openid:params:grant-type:ciba',
  ],
  responseTypes: ['code', 'token', 'id_token'],
  tokenEndpointAuthMethod: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  'refreshToken.rotationType': ['ROTATE', 'STATIC'],
  'initiateLogin.mode': ['SPEC', 'OKTA', 'DISABLED'],
  wildcardRedirect: ['DISABLED', 'SUBDOMAIN'],
  consentMethod: ['TRUSTED', 'REQUIRED'],
  issuerMode: ['ORG_URL', 'CUSTOM_URL', 'DYNAMIC'],
  'network.connection': ['ANYWHERE', 'ZONE'],
  criticality: CRITICALITIES,
  status: ['ACTIVE', 'INACTIVE'],
  'groupsClaim.filter': ['EQUALS', 'STARTS_WITH', 'CONTAINS', 'REGEX'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
