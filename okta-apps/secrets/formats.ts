/** What a relying party is configured with. */
export interface ClientConfiguration {
  readonly issuer: string;
  readonly clientId: string;
  /** Masked, unless it is revealed. */
  readonly clientSecret: string | undefined;
  readonly method: string;
  readonly redirectUris: readonly string[];
}

/** The forms in which frameworks read their configuration. */
export const FORMATS = ['env', 'json', 'yaml', 'dotnet', 'spring', 'next-auth'] as const;

export type Format = (typeof FORMATS)[number];

/** The configuration with the names that the framework reads. */
export function configurationText(format: Format, configuration: ClientConfiguration): string {
  return WRITERS[format](configuration);
}

const WRITERS: Readonly<Record<Format, (configuration: ClientConfiguration) => string>> = {
  // As in `.okta.env` of Okta's samples, which its Spring Boot starter reads too. See https://github.com/okta/okta-spring-boot
  env: ({ issuer, clientId, clientSecret }) =>
    variables([
      ['OKTA_OAUTH2_ISSUER', issuer],
      ['OKTA_OAUTH2_CLIENT_ID', clientId],
      ['OKTA_OAUTH2_CLIENT_SECRET', clientSecret],
    ]),
  json: (configuration) => `${JSON.stringify(clientMetadata(configuration), null, 2)}\n`,
  yaml: (configuration) => yaml(clientMetadata(configuration), ''),
  // ASP.NET Core binds OpenIdConnectOptions to this section.
  // See https://learn.microsoft.com/aspnet/core/security/authentication/configure-oidc-web-authentication
  dotnet: ({ issuer, clientId, clientSecret }) => {
    const options = { Authority: issuer, ClientId: clientId, ...(clientSecret && { ClientSecret: clientSecret }) };
    return `${JSON.stringify({ Authentication: { Schemes: { OpenIdConnect: options } } }, null, 2)}\n`;
  },
  // See https://docs.spring.io/spring-boot/reference/security/oauth2.html
  spring: ({ issuer, clientId, clientSecret, method }) => {
    const registration = {
      'client-id': clientId,
      ...(clientSecret && { 'client-secret': clientSecret }),
      'client-authentication-method': method,
      scope: ['openid', 'profile', 'email'],
    };
    const client = { registration: { okta: registration }, provider: { okta: { 'issuer-uri': issuer } } };
    return yaml({ spring: { security: { oauth2: { client } } } }, '');
  },
  // See https://authjs.dev/getting-started/providers/okta
  'next-auth': ({ issuer, clientId, clientSecret }) =>
    variables([
      ['AUTH_OKTA_ISSUER', issuer],
      ['AUTH_OKTA_ID', clientId],
      ['AUTH_OKTA_SECRET', clientSecret],
    ]),
};

/** With the names of client metadata. @see https://www.rfc-editor.org/rfc/rfc7591#section-2 */
function clientMetadata({ issuer, clientId, clientSecret, method, redirectUris }: ClientConfiguration) {
  return {
    issuer,
    client_id: clientId,
    ...(clientSecret && { client_secret: clientSecret }),
    token_endpoint_auth_method: method,
    redirect_uris: redirectUris,
  };
}

function variables(values: readonly (readonly [name: string, value: string | undefined])[]): string {
  return values.map(([name, value]) => (value === undefined ? '' : `${name}=${quoted(value)}\n`)).join('');
}

/** So that a shell and a dotenv file read the same. */
function quoted(value: string): string {
  return /^[\w.~:/+-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

type Yaml = string | readonly string[] | { readonly [key: string]: Yaml };

/** Each text is in quotes: in YAML 1.2 a text of JSON is one of YAML. @see https://yaml.org/spec/1.2.2/#12-yaml-history */
function yaml(value: { readonly [key: string]: Yaml }, indent: string): string {
  return Object.entries(value)
    .map(([key, its]) => {
      if (typeof its === 'string') return `${indent}${key}: ${JSON.stringify(its)}\n`;
      if (!isList(its)) return `${indent}${key}:\n${yaml(its, `${indent}  `)}`;
      return `${indent}${key}:\n${its.map((one) => `${indent}  - ${JSON.stringify(one)}\n`).join('')}`;
    })
    .join('');
}

function isList(value: Yaml): value is readonly string[] {
  return Array.isArray(value);
}
