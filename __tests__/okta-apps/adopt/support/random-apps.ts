import fc from 'fast-check';
import type { SourceApp } from '../../../../okta-apps/adopt/sources/source';
import type { JsonObject } from '../../../../okta-apps/shared/json';

/** A setting that an app has besides, and which adopting it would lose. */
export interface Extra {
  /** Its place in the app's JSON. */
  readonly path: string;
  readonly value: unknown;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const uri = fc
  .tuple(name, fc.constantFrom('/cb', '/a/b?x=1', '/%7Eme', ''))
  .map(([host, path]) => `https://${host}.acme.example${path}`);
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ minLength: 1, maxLength, unit: 'grapheme' }).map((value) => value.normalize('NFC'));
const label = text(30).map((value) => `App ${value}!`);
const flag = fc.boolean();
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const GRANTS = [
  'refresh_token',
  'implicit',
  'client_credentials',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:device_code',
];

const grants = fc.shuffledSubarray(GRANTS).map((others) => {
  const at = others.length >> 1;
  return [...others.slice(0, at), 'authorization_code', ...others.slice(at)];
});

const responses = fc.shuffledSubarray(['token', 'id_token']).map((others) => [...others, 'code']);

const rotation = fc.oneof(
  fc.constant({ rotation_type: 'STATIC' }),
  fc.record({ rotation_type: fc.constant('ROTATE'), leeway: fc.integer({ min: 0, max: 60 }) }),
);

const TIME = '2023-08-15T06:11:46.000Z';
const key = fc.nat(1_000_000).map((n) => ({
  id: `pks${n}`,
  kid: `key-${n}`,
  kty: 'RSA',
  e: 'AQAB',
  n: `modulus${n}`,
  status: 'ACTIVE',
  created: TIME,
  lastUpdated: TIME,
  use: null,
}));

const login = fc.oneof(
  fc.constant({}),
  fc.record({ uri, mode: fc.constant('SPEC'), scopes: fc.constant([] as string[]) }),
  fc.record({
    uri,
    mode: fc.constant('OKTA'),
    scopes: fc.shuffledSubarray(['openid', 'email', 'profile'], { minLength: 1 }),
  }),
);

const parts = fc.record({
  label,
  login,
  grants,
  responses,
  rotation,
  clientId: maybe(name.map((value) => `client-${value}`)),
  method: fc.constantFrom('client_secret_basic', 'client_secret_post', 'private_key_jwt'),
  keys: fc.uniqueArray(key, { minLength: 1, maxLength: 2, selector: ({ kid }) => kid }),
  jwksUri: maybe(uri),
  pkce: flag,
  redirects: fc.uniqueArray(uri, { minLength: 1, maxLength: 4 }),
  logouts: fc.uniqueArray(uri, { maxLength: 3 }),
  uris: fc.record({ client_uri: orNull(uri), logo_uri: orNull(uri), tos_uri: maybe(uri), policy_uri: maybe(uri) }),
  words: fc.record({
    consent_method: fc.constantFrom('REQUIRED', 'TRUSTED'),
    issuer_mode: fc.constantFrom('ORG_URL', 'CUSTOM_URL', 'DYNAMIC'),
    wildcard_redirect: fc.constantFrom('DISABLED', 'SUBDOMAIN'),
  }),
  slo: maybe(fc.record({ frontchannel_logout_uri: uri, frontchannel_logout_session_required: flag })),
  network: maybe(
    fc.oneof(
      fc.constant({ connection: 'ANYWHERE' }),
      fc.record({ connection: fc.constant('ZONE'), include: fc.constant(['nzo2', 'nzo1']) }),
    ),
  ),
  hide: fc.record({ iOS: flag, web: flag }),
  toolbar: flag,
  implicitAssignment: flag,
  notes: fc.record({ admin: orNull(text(40)), enduser: orNull(text(40)) }),
  profile: maybe(fc.dictionary(name, fc.oneof(text(8), flag, fc.integer()), { minKeys: 1, maxKeys: 3 })),
  template: fc.constantFrom(
    { template: '${source.login}', type: 'BUILT_IN' },
    { template: 'String.toUpperCase(user.email)', type: 'CUSTOM', pushStatus: 'DONT_PUSH' },
  ),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE'),
  policy: fc.constantFrom('rst1aaaaaaaaaaaaaaaa', 'rst2aaaaaaaaaaaaaaaa'),
  groups: fc.shuffledSubarray(['Buyers', 'Sellers', 'Ops ${x}']),
  claim: maybe(
    fc.oneof(
      fc.record({
        name: fc.constant('groups'),
        filter: fc.constantFrom('STARTS_WITH', 'REGEX'),
        value: fc.constant('.*'),
      }),
      fc.record({ name: fc.constant('groups'), value: fc.constant('user.login') }),
    ),
  ),
});

type Parts = typeof parts extends fc.Arbitrary<infer P> ? P : never;

/** A valid web app as Okta answers it, of what the provider carries and `OidcWebApp` has props for. */
export function randomApp(id: string): fc.Arbitrary<SourceApp> {
  return parts.map((made) => ({
    app: appOf(id, made),
    groups: made.status === 'ACTIVE' ? made.groups : [],
    ...(made.claim !== undefined && { groupsClaim: made.claim }),
    flags: [],
    obstacles: [],
  }));
}

function appOf(id: string, made: Parts): JsonObject {
  const { login: start } = made;
  const isVisible = 'uri' in start;
  const jwks = made.jwksUri === undefined ? { jwks: { keys: made.keys } } : { jwks_uri: made.jwksUri };
  const app = {
    id,
    orn: `orn:okta:idp:00o1:apps:oidc_client:${id}`,
    name: 'oidc_client',
    label: made.label,
    status: made.status,
    lastUpdated: TIME,
    created: TIME,
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: made.toolbar,
      hide: isVisible ? made.hide : { iOS: true, web: true },
      appLinks: { oidc_client_link: true },
    },
    features: [],
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      userNameTemplate: made.template,
      signing: { kid: 'kid-of-okta' },
      oauthClient: {
        autoKeyRotation: true,
        client_id: made.clientId === undefined ? id : `${made.clientId}-${id}`,
        token_endpoint_auth_method: made.method,
        pkce_required: made.pkce,
      },
    },
    settings: {
      app: {},
      notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: made.implicitAssignment,
      notes: made.notes,
      oauthClient: {
        ...made.uris,
        ...made.words,
        redirect_uris: made.redirects,
        ...(made.logouts.length > 0 && { post_logout_redirect_uris: made.logouts }),
        // "App Only": a URI, and only the app starts sign-ins.
        ...(made.label.length % 2 === 0 && { initiate_login_uri: 'https://start.acme.com/login' }),
        ...(isVisible && { initiate_login_uri: start.uri }),
        idp_initiated_login: isVisible
          ? { mode: start.mode, default_scope: start.scopes }
          : { mode: 'DISABLED', default_scope: [] },
        grant_types: made.grants,
        response_types:
          made.grants.includes('implicit') && made.responses.length === 1 ? ['id_token', 'code'] : made.responses,
        application_type: 'web',
        ...(made.grants.includes('refresh_token') && { refresh_token: made.rotation }),
        ...(made.method === 'private_key_jwt' && jwks),
        ...(made.slo !== undefined && { participate_slo: true, ...made.slo }),
        ...(made.network !== undefined && { network: made.network }),
        dpop_bound_access_tokens: false,
      },
    },
    ...(made.profile !== undefined && { profile: made.profile }),
    _links: { accessPolicy: { href: `https://acme.okta.com/api/v1/policies/${made.policy}` } },
  };
  return JSON.parse(JSON.stringify(app)) as JsonObject;
}

/** What the provider cannot carry, or `OidcWebApp` has no prop for, or no list knows. */
export const EXTRAS: readonly Extra[] = [
  { path: 'settings.oauthClient.subject_type', value: 'pairwise' },
  { path: 'settings.oauthClient.sector_identifier_uri', value: 'https://acme.example/sector.json' },
  { path: 'settings.oauthClient.id_token_encrypted_response_alg', value: 'RSA-OAEP-256' },
  { path: 'settings.oauthClient.request_object_signing_alg', value: 'RS256' },
  { path: 'settings.oauthClient.dpop_bound_access_tokens', value: true },
  { path: 'settings.oauthClient.field_of_2030', value: 'on' },
  { path: 'settings.inlineHookId', value: 'cal00000000000000001' },
  { path: 'settings.identityStoreId', value: 'ids00000000000000001' },
  { path: 'settings.notifications.vpn.network.connection', value: 'ANYWHERE' },
  { path: 'settings.notifications.vpn.message', value: 'Connect first' },
  { path: 'visibility.autoLaunch', value: true },
  { path: 'visibility.appLinks.oidc_client_link', value: false },
  { path: 'accessibility.selfService', value: true },
  { path: 'accessibility.errorRedirectUrl', value: 'https://acme.example/error' },
  { path: 'credentials.oauthClient.autoKeyRotation', value: false },
  { path: 'fieldOf2030', value: 'on' },
];

/** The app with a setting more. */
export function withExtra(one: SourceApp, extra: Extra | undefined): SourceApp {
  if (extra === undefined) return one;
  const { path, value } = extra;
  const app = JSON.parse(JSON.stringify(one.app)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce((at, key) => (at[key] ??= {}) as Record<string, unknown>, app);
  owner[last] = value;
  return { ...one, app };
}

/** So many different apps. */
export function randomApps(count: number): fc.Arbitrary<readonly SourceApp[]> {
  const ids = Array.from({ length: count }, (_, n) => `0oa1round${String(n).padStart(11, '0')}`);
  return fc.tuple(...ids.map(randomApp));
}
