import { reportApp } from '../../../../okta-apps/inventory/report/report-app';
import type { DeclaredApp } from '../../../../okta-apps/run/declared-apps';
import type { EnvironmentRules } from '../../../../okta-apps/shared/environment-rules';
import { inner, object, type JsonObject } from '../../../../okta-apps/shared/json';
import { template } from '../../adopt/support/template-app';

const client = (values: object) => ({
  'settings.oauthClient': {
    ...object(inner(template(), 'settings', 'oauthClient')),
    redirect_uris: ['https://shop.acme.com/cb'],
    post_logout_redirect_uris: [],
    ...values,
  },
});
const reported = (app: JsonObject, rules: EnvironmentRules = {}, declared: readonly Partial<DeclaredApp>[] = []) =>
  reportApp(app, { environment: 'prod', rules, declared: declared as readonly DeclaredApp[] });
const messages = (app: JsonObject, rules: EnvironmentRules = {}) =>
  reported(app, rules).findings.map(({ severity, message }) => `${severity}: ${message}`);

const PKCE = { 'credentials.oauthClient.pkce_required': true };
const WEAK = {
  grant_types: ['authorization_code', 'implicit', 'refresh_token'],
  response_types: ['code', 'id_token', 'token'],
  refresh_token: { rotation_type: 'STATIC', leeway: 0 },
  redirect_uris: ['http://shop.acme.com/cb', 'https://example.com/cb', 'http://localhost:3000/'],
};

test('an app that is as the rules want it has no finding', () => {
  const profile = { 'okta-apps': { owner: 'Payments', criticality: 'high' } };
  expect(reported(template({ ...client({}), ...PKCE, profile }))).toEqual({
    id: '0oa9ht5knq78zN8Ni1d7',
    label: 'Web App Template',
    clientId: '0oa9ht5knq78zN8Ni1d7',
    type: 'web',
    status: 'ACTIVE',
    state: 'adoptable',
    reasons: [],
    ownership: { owner: 'Payments', criticality: 'high' },
    redirectUris: ['https://shop.acme.com/cb'],
    grants: ['refresh_token', 'authorization_code'],
    findings: [],
    waived: 0,
  });
});

test('a web app is looked at by the rules of the synth, errors first', () => {
  const app = template(client(WEAK));
  expect(messages(app)).toEqual([
    'error: redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/cb"; write https [redirect-uri/https]',
    'warning: grantTypes[1] must not be "implicit" where it can be avoided, got "implicit"; use "authorization_code" alone [grant-type/implicit-discouraged]',
    'warning: pkceRequired must be true, got false; remove it once the app sends a code_challenge [pkce/required]',
    'warning: redirectUris[1] must name a host of its own in this environment, got "https://example.com/cb"; replace "example.com" by the host that the app is served from [redirect-uri/placeholder-host]',
    'warning: redirectUris[2] must name a host of its own in this environment, got "http://localhost:3000/"; replace "localhost" by the host that the app is served from [redirect-uri/placeholder-host]',
    'warning: refreshToken.rotationType must be "ROTATE", got "STATIC"; a stolen refresh token keeps working, so let them rotate [report/static-refresh-token]',
  ]);
  expect(messages(app, { forbidPlaceholderHosts: true }).filter((text) => text.startsWith('error'))).toHaveLength(3);
});

test('severities and waivers of the environment count', () => {
  const address = 'okta_app_oauth.shop';
  const declared = [{ path: 'shop-prod/shop', address, clientId: '0oa9ht5knq78zN8Ni1d7' }];
  const rules: EnvironmentRules = {
    severities: { 'pkce/required': 'error' },
    waivers: [{ rule: 'redirect-uri/https', address, reason: 'x', expires: '2027-01-01' }],
  };
  const app = reported(template(client({ redirect_uris: ['http://shop.acme.com/cb'] })), rules, declared);
  expect(app).toMatchObject({ state: 'declared', declaredAs: 'shop-prod/shop', reasons: [], waived: 1 });
  expect(app.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['pkce/required', 'error']]);
});

test('an app that cannot be adopted says why, and is looked at without props', () => {
  const app = template({
    ...client({ ...WEAK, application_type: 'browser' }),
    'credentials.oauthClient.pkce_required': false,
  });
  expect(reported(app)).toMatchObject({
    state: 'not-adoptable',
    reasons: ['settings.oauthClient.application_type is "browser": OidcWebApp declares web apps only'],
  });
  expect(messages(app)).toEqual([
    'error: redirect_uris[0] must use https, got "http://shop.acme.com/cb"; anyone on the network path can read the authorization code [redirect-uri/https]',
    'warning: redirect_uris[1] must name a host of its own, got "https://example.com/cb"; replace it by the host that the app is served from [redirect-uri/placeholder-host]',
    'warning: redirect_uris[2] must name a host of its own, got "http://localhost:3000/"; replace it by the host that the app is served from [redirect-uri/placeholder-host]',
    'warning: grant_types must not hold "implicit" where it can be avoided, got "implicit"; use "authorization_code" alone [grant-type/implicit-discouraged]',
    'warning: pkce_required must be true, got false; a stolen authorization code can be exchanged for tokens [pkce/required]',
    'warning: refresh_token.rotation_type must be "ROTATE", got "STATIC"; a stolen refresh token keeps working, so let them rotate [report/static-refresh-token]',
  ]);
});

test('a native app may send users to their own machine, and a service app has no users', () => {
  const native = client({ application_type: 'native', redirect_uris: ['http://127.0.0.1/cb', 'com.acme.app:/cb'] });
  expect(messages(template({ ...native, 'credentials.oauthClient.pkce_required': true }))).toEqual([]);
  const service = client({ application_type: 'service', grant_types: ['client_credentials'], redirect_uris: [] });
  expect(reported(template(service))).toMatchObject({ assignment: 'not-needed', findings: [] });
});

test.each([
  {},
  { settings: null },
  { id: 7, label: ['x'], settings: { oauthClient: { redirect_uris: 'x', grant_types: { a: 1 } } } },
  { signOnMode: 'OPENID_CONNECT', settings: { oauthClient: { application_type: 'web', redirect_uris: [7, null] } } },
])('an answer that is no app as Okta has them is reported all the same: %j', (app) => {
  expect(reported(app as JsonObject)).toMatchObject({ state: 'not-adoptable' });
});
