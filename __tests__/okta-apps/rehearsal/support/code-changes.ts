import { AppOauth } from '@cdktf/provider-okta/lib/app-oauth';
import { OidcWebApp } from '../../../../constructs/oidc-web-app';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { oktaDocument } from '../../../support/okta-document';
import { bareStack, MINIMAL, synthesized } from '../../../support/synth-stack';

/** A change that code can make, from one document to another. */
export interface CodeChange {
  /** Undefined for a stack that is new. */
  readonly base?: JsonObject;
  readonly head: JsonObject;
  /** What the stack was before the base, where the base cannot be made at once. */
  readonly earlier?: JsonObject;
  /** What is in the org and in no code yet; `IMPORTED` in `head` stands for the id of its app. */
  readonly console?: JsonObject;
  /** The way back cannot be tried: okta refuses to apply `head`, or there is nothing to go back to. */
  readonly oneWay?: true;
  /** Terraform makes no plan of it. */
  readonly invalid?: true;
}

export const IMPORTED = '0oaimported000000001';
/** Groups and policies of the org by name, with ids as no rehearsal makes them up. */
export const GROUPS = { Staff: '00gzzzzstaff00000001', Customers: '00gaaaacustomers0001' };
export const POLICIES = { Two: 'rstzzzztwofactors001', One: 'rstaaaaonefactor0001' };

const USUAL = {
  label: 'Storefront',
  client_id: 'storefront-web',
  redirect_uris: ['https://shop.acme.com/cb'],
  post_logout_redirect_uris: ['https://shop.acme.com/'],
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 30,
  pkce_required: true,
  consent_method: 'REQUIRED',
};

const app = (values: object = {}, more: object = {}) => oktaDocument({ web: { ...USUAL, ...values } }, { ...more });
/** A change of one app's values, there and back. */
const values = (before: object, after: object): CodeChange => ({ base: app(before), head: app(after) });
const created = (after: object): CodeChange => ({ head: app(after), oneWay: true });
/** What Okta refuses to apply can be planned all the same. */
const refused = (after: object): CodeChange => ({ base: app(), head: app(after), oneWay: true });

const redirects = (...more: readonly string[]) => ({ redirect_uris: ['https://shop.acme.com/cb', ...more] });
const policy = (id: string) => ({ authentication_policy: id, skip_authentication_policy: undefined });
const key = (kid: string, n: string) => ({ kty: 'RSA', kid, e: 'AQAB', n });
const signed = (...jwks: readonly object[]) => ({ token_endpoint_auth_method: 'private_key_jwt', jwks });

const groupsById = (...ids: readonly string[]) => ({
  resource: {
    okta_app_group_assignments: {
      web: {
        app_id: '${okta_app_oauth.web.id}',
        group: ids.map((id, index) => ({ id, priority: index + 1, profile: '{}' })),
      },
    },
  },
});
const groupsByName = (...names: readonly (keyof typeof GROUPS)[]) => ({
  data: { okta_group: Object.fromEntries(names.map((name) => [name, { name }])) },
  ...groupsById(...names.map((name) => `\${data.okta_group.${name}.id}`)),
});
const oneGroup = (id: string) => ({
  resource: { okta_app_group_assignment: { web: { app_id: '${okta_app_oauth.web.id}', group_id: id } } },
});
const origin = (attributes: object) => ({
  resource: { okta_trusted_origin: { site: { name: 'shop', origin: 'https://shop.acme.com', ...attributes } } },
});

/** What the construct of this project and the binding of the provider synthesize to, in one stack. */
function synthesizedApps(label: string, redirectUri: string, pkceRequired: boolean): JsonObject {
  const stack = bareStack();
  const assignTo = { groups: ['Staff'] };
  new OidcWebApp(stack, 'billing', {
    ...MINIMAL,
    label,
    redirectUris: [...MINIMAL.redirectUris, redirectUri],
    assignTo,
  });
  new AppOauth(stack, 'raw', {
    label: `Raw ${label}`,
    type: 'web',
    grantTypes: ['authorization_code'],
    responseTypes: ['code'],
    redirectUris: [redirectUri],
    pkceRequired,
  });
  return synthesized(stack) as JsonObject;
}

const both = { scopes: ['CORS', 'REDIRECT'] };
const kept = { lifecycle: { prevent_destroy: true } };

/** Changes of apps, of what belongs to them, and of what stands beside them. */
export const CODE_CHANGES: Readonly<Record<string, CodeChange>> = {
  'nothing changes': values({}, {}),
  'another label': values({}, { label: 'Shop' }),
  'client id: the app is replaced': values({}, { client_id: 'storefront-web-2' }),
  'client id of an app with a policy': values(policy(POLICIES.Two), {
    ...policy(POLICIES.Two),
    client_id: 'storefront-web-2',
  }),
  'client id of an app with groups': {
    base: app({}, groupsById(GROUPS.Staff)),
    head: app({ client_id: 'storefront-web-2' }, groupsById(GROUPS.Staff)),
  },
  omit_secret: values({ omit_secret: true }, { omit_secret: false }),
  'app deleted, app new': { base: oktaDocument({ web: USUAL, desk: { label: 'Desk' } }), head: app() },
  'inactive and active': values({}, { status: 'INACTIVE' }),
  'new app, plain': created({}),
  'new app with keys': created(signed(key('k1', 'AQAB'))),
  'new app with groups': { head: app({}, groupsByName('Staff', 'Customers')), oneWay: true },
  'new app on localhost': created({ redirect_uris: ['http://localhost:3000/cb'] }),
  'new app with a fragment': created(redirects('https://shop.acme.com/#cb')),
  'new app with a wildcard': created({ ...redirects('https://*.acme.com/cb'), wildcard_redirect: 'SUBDOMAIN' }),
  'new app with the password grant': created({ grant_types: ['authorization_code', 'password'] }),
  'new app with the secret in the state': created({ omit_secret: undefined }),
  'redirect URI on another host': values({}, redirects('https://pay.acme.com/cb')),
  'redirect URI on another domain': values({}, redirects('https://acme-login.net/cb')),
  'redirect URI without TLS': values({}, redirects('http://shop.acme.com/cb')),
  'redirect URI on this machine': values({}, redirects('http://localhost:8080/cb', 'http://127.0.0.1/cb')),
  'redirect URI of an own scheme': values({}, redirects('com.acme.shop:/cb')),
  'redirect URI with a wildcard': values({}, { ...redirects('https://*.acme.com/cb'), wildcard_redirect: 'SUBDOMAIN' }),
  'redirect URI with a fragment': refused(redirects('https://shop.acme.com/#cb')),
  'redirect URIs in another order': values(redirects('https://shop.acme.com/b'), {
    redirect_uris: ['https://shop.acme.com/b', 'https://shop.acme.com/cb'],
  }),
  'logout URI on another domain': values({}, { post_logout_redirect_uris: ['https://bye.example/'] }),
  'initiate login on another host': values(
    { login_mode: 'SPEC', login_uri: 'https://shop.acme.com/login' },
    { login_mode: 'SPEC', login_uri: 'http://go.acme.net/login' },
  ),
  'front-channel logout': values({}, { frontchannel_logout_uri: 'https://other.example/out' }),
  'implicit and token': values(
    {},
    { grant_types: ['authorization_code', 'implicit', 'refresh_token'], response_types: ['code', 'token'] },
  ),
  'client credentials': values({}, { grant_types: ['authorization_code', 'client_credentials', 'refresh_token'] }),
  'no refresh tokens': values(
    {},
    { grant_types: ['authorization_code'], refresh_token_rotation: undefined, refresh_token_leeway: undefined },
  ),
  'a grant that no web app may have': refused({ grant_types: ['authorization_code', 'password'] }),
  'authentication method between secrets': values({}, { token_endpoint_auth_method: 'client_secret_post' }),
  'keys or a secret': values(signed(key('k1', 'AQAB')), {}),
  'no authentication': refused({ token_endpoint_auth_method: 'none', pkce_required: false }),
  'PKCE off and on': values({}, { pkce_required: false }),
  'refresh tokens that stay the same': values({}, { refresh_token_rotation: 'STATIC', refresh_token_leeway: 0 }),
  'grace period': values({}, { refresh_token_leeway: 60 }),
  'policy set on a skipping app': values({}, policy(POLICIES.Two)),
  'policy set by name': {
    base: app(policy(POLICIES.Two)),
    head: app(policy('${data.okta_policy.one.id}'), {
      data: { okta_policy: { one: { name: 'One', type: 'ACCESS_POLICY' } } },
    }),
  },
  'another policy': values(policy(POLICIES.Two), policy(POLICIES.One)),
  'policy taken out of the code': values(policy(POLICIES.Two), { skip_authentication_policy: undefined }),
  'policy left to Okta for good': values(policy(POLICIES.Two), { skip_authentication_policy: true }),
  consent: values({}, { consent_method: 'TRUSTED' }),
  'implicit assignment': values({}, { implicit_assignment: true }),
  'issuer mode': values({ issuer_mode: 'ORG_URL' }, { issuer_mode: 'CUSTOM_URL' }),
  'user names': values({}, { user_name_template: '$${user.email}', user_name_template_type: 'CUSTOM' }),
  networks: values({}, { network: [{ connection: 'ZONE', include: ['nzo1prodoffice000000'] }] }),
  'a key with another content': values(signed(key('k1', 'AQAB')), signed(key('k1', 'AQAC'))),
  'a further key': values(signed(key('k1', 'AQAB')), signed(key('k1', 'AQAB'), key('k2', 'AQAC'))),
  'keys by address': values(signed(key('k1', 'AQAB')), {
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: 'https://keys.example/jwks.json',
  }),
  'a secret of its own, and another': values(
    { client_basic_secret_wo: 'a-secret-of-0123456789', client_basic_secret_wo_version: 1 },
    { client_basic_secret_wo: 'a-secret-of-9876543210', client_basic_secret_wo_version: 2 },
  ),
  'groups by id': {
    base: app({}, groupsById(GROUPS.Staff)),
    head: app({}, groupsById(GROUPS.Staff, GROUPS.Customers)),
  },
  'groups by name': { base: app({}, groupsByName('Staff')), head: app({}, groupsByName('Staff', 'Customers')) },
  'one group for another': { base: app({}, oneGroup(GROUPS.Staff)), head: app({}, oneGroup(GROUPS.Customers)) },
  'no groups': { base: app({}, groupsById(GROUPS.Staff)), head: app() },
  'trusted origin new and deleted': { base: app(), head: app({}, origin(both)) },
  'trusted origin with less': { base: app({}, origin(both)), head: app({}, origin({ scopes: ['CORS'] })) },
  'trusted origin made inactive': {
    base: app({}, origin(both)),
    head: app({}, origin({ ...both, active: false })),
    oneWay: true,
  },
  'trusted origin made active': {
    earlier: app({}, origin(both)),
    base: app({}, origin({ ...both, active: false })),
    head: app({}, origin(both)),
    oneWay: true,
  },
  'trusted origin elsewhere': {
    base: app({}, origin(both)),
    head: app({}, origin({ ...both, origin: 'http://localhost:3000' })),
  },
  moved: {
    base: oktaDocument({ shop: USUAL }),
    head: app({}, { moved: [{ from: 'okta_app_oauth.shop', to: 'okta_app_oauth.web' }] }),
  },
  forgotten: {
    base: oktaDocument({ web: USUAL, desk: { label: 'Desk' } }),
    head: app({}, { removed: [{ from: 'okta_app_oauth.desk', lifecycle: [{ destroy: false }] }] }),
  },
  imported: {
    base: oktaDocument({ desk: { label: 'Desk' } }),
    head: oktaDocument(
      { desk: { label: 'Desk' }, web: USUAL },
      { import: [{ to: 'okta_app_oauth.web', id: IMPORTED }] },
    ),
    console: app(),
    oneWay: true,
  },
  'prevented from being destroyed': { base: app(kept), head: app({ ...kept, client_id: 'storefront-web-2' }) },
  'prevent_destroy taken off': values(kept, {}),
  'changes ignored': values({}, { lifecycle: { ignore_changes: ['label'] } }),
  'a sensitive value': {
    base: app(),
    head: app(
      { redirect_uris: ['${var.where}'] },
      { variable: { where: { type: 'string', sensitive: true, default: 'https://pay.acme.com/cb' } } },
    ),
  },
  'an output': { base: app(), head: app({}, { output: { id: { value: '${okta_app_oauth.web.client_id}' } } }) },
  'OidcWebApp beside a raw AppOauth': {
    base: synthesizedApps('Billing', 'https://billing.acme.dev/other', true),
    head: synthesizedApps('Bills', 'https://billing.elsewhere.org/callback', false),
  },
  'code that is no configuration': {
    base: app(),
    head: app({ client_basic_secret: 'a-secret-0123456789', client_basic_secret_wo: 'a-secret-0123456789' }),
    oneWay: true,
    invalid: true,
  },
};
