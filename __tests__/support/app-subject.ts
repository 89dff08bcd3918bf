import type { AppSubject, EnvironmentSubject, Jwk } from '../../rules/app';
import type { EnvironmentRules } from '../../okta-apps/shared/environment-rules';

/** A valid app, as `constructs/` would hand it over: every default filled in. */
const VALID: AppSubject['props'] = {
  label: 'Storefront',
  redirectUris: ['https://shop.acme.com/callback'],
  clientId: 'storefront-web-dev',
  clientSecret: { kind: 'okta' },
  grantTypes: ['authorization_code'],
  responseTypes: ['code'],
  tokenEndpointAuthMethod: 'client_secret_basic',
  pkceRequired: true,
  wildcardRedirect: 'DISABLED',
  consentMethod: 'TRUSTED',
  issuerMode: 'ORG_URL',
  userNameTemplate: '${source.login}',
  visibility: { web: false, ios: false, autoSubmitToolbar: false },
  implicitAssignment: false,
  status: 'ACTIVE',
  preventDestroy: false,
};

/** The valid app with other props; what a cast could bring is allowed, `undefined` leaves a prop out. */
export function appSubject(
  props: Readonly<Record<string, unknown>> = {},
  rules: EnvironmentRules = {},
  name = 'storefront-web',
): AppSubject {
  return {
    path: `storefront-dev/${name}`,
    address: `okta_app_oauth.${name}`,
    props: { ...VALID, ...props },
    rules,
  };
}

/** A valid environment without apps, with other values. */
export function environmentSubject(values: Partial<EnvironmentSubject> = {}): EnvironmentSubject {
  const name = values.name ?? 'dev';
  return {
    name,
    production: false,
    local: false,
    orgUrl: `https://acme-${name}.okta.com`,
    states: [{ stack: `storefront-${name}`, state: `s3://terraform/${name}/storefront` }],
    origins: [`https://shop.${name}.acme.com`],
    rules: {},
    apps: [],
    resources: [],
    ...values,
  };
}

/** A public RSA key with a modulus of so many bits. */
export function rsaKey(values: Readonly<Record<string, unknown>> = {}, bits = 2048): Jwk {
  const modulus = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  modulus[0] = 0xff >> (modulus.length * 8 - bits);
  return { kty: 'RSA', kid: 'key-1', e: 'AQAB', n: modulus.toString('base64url'), ...values };
}

/** A public EC key; the coordinates have so many bytes. */
export function ecKey(values: Readonly<Record<string, unknown>> = {}, bytes = 32): Jwk {
  const coordinate = Buffer.alloc(bytes, 7).toString('base64url');
  return { kty: 'EC', kid: 'key-1', crv: 'P-256', x: coordinate, y: coordinate, ...values };
}
