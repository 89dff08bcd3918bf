import { inner, isObject, itemsOf, type JsonObject } from '../shared/json';
import { CRITICALITIES } from '../shared/ownership';

/** Props that are one of a few words, or a list of them: other words do not compile. */
export const PROP_WORDS: Readonly<Record<string, readonly string[]>> = {
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
};

/** The words of the props that `OidcWebApp` does not have, and which it has. */
export function unknownWords(
  props: JsonObject,
): readonly { readonly prop: string; readonly word: unknown; readonly known: readonly string[] }[] {
  return Object.entries(PROP_WORDS).flatMap(([prop, known]) => {
    const value = inner(props, ...prop.split('.'));
    if (value === undefined || isObject(value)) return [];
    const strange = itemsOf(value).filter((word) => !known.some((one) => one === word));
    return strange.map((word) => ({ prop, word, known }));
  });
}
