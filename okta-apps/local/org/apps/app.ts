import { param, timestamp, type Call, type OrgContext } from '../call';
import { notFound } from '../errors';
import { DEFAULT_POLICY, newId, newKeyId, PROFILE_ENROLLMENT_POLICY } from '../ids';
import type { App, OAuthSettings } from '../records';
import { withBeyond } from './beyond';
import type { Described } from './body';
import { newestSecret, SECRET_METHODS, secretsAfter } from './secrets';

/** Okta serves logos from a host of its own, so the link does not change with the port of this org. */
const LOGO = 'https://logos.okta.test/assets/img/logos/default.png';

/** The app that a path names. @throws OktaError 404 */
export function findApp(call: Call): App {
  const id = param(call, 'appId');
  const app = call.org.state.apps.get(id);
  if (app === undefined) throw notFound(id, 'AppInstance');
  return app;
}

/** A new app, not yet in the org. `secret` is its client secret; without one Okta makes one, when it needs one. */
export function newApp(org: OrgContext, id: string, app: Described, status: App['status'], secret?: string): App {
  const now = timestamp(org);
  return {
    id,
    status,
    created: now,
    lastUpdated: now,
    ...app,
    credentials: { ...app.credentials, signing: { kid: newKeyId() } },
    settings: { ...app.settings, oauthClient: withKeyIds(org, app.settings.oauthClient) },
    policyId: DEFAULT_POLICY,
    appLinkId: newId('aln'),
    idToken: { issuerMode: app.settings.oauthClient.issuer_mode },
    secrets: secretsAfter(org, [], app.credentials.oauthClient.token_endpoint_auth_method, secret),
    groups: [],
    users: [],
    grants: [],
    roles: [],
  };
}

type Key = Readonly<Record<string, unknown>>;

/** What makes a key the same one: its material and its name. */
function fingerprint({ kty, kid, e, n, crv, x, y, use }: Key): string {
  return JSON.stringify([kty, kid, e, n, crv, x, y, use]);
}

/** The settings with what Okta adds to each public key: id, status and times. A key that was there keeps its own. */
export function withKeyIds(org: OrgContext, settings: OAuthSettings, before?: App): OAuthSettings {
  if (settings.jwks === undefined) return settings;
  const known = new Map(before?.settings.oauthClient.jwks?.keys.map((key) => [fingerprint(key), key]));
  const now = timestamp(org);
  const keys = settings.jwks.keys.map((key): Key => {
    const { id = newId('pks'), created = now, lastUpdated = now } = known.get(fingerprint(key)) ?? {};
    return { id, ...key, status: key['status'] ?? 'ACTIVE', created, lastUpdated };
  });
  return { ...settings, jwks: { keys } };
}

/** An app as Okta returns it. With `secret`, as create and replace do, its newest client secret is in it. */
export function renderApp(org: OrgContext, app: App, { secret = false } = {}): Record<string, unknown> {
  const { oauthClient, ...otherSettings } = app.settings;
  const { userNameTemplate, signing, oauthClient: client } = app.credentials;
  const answer = {
    id: app.id,
    orn: `orn:okta:idp:${org.state.identity.id}:apps:oidc_client:${app.id}`,
    name: 'oidc_client',
    label: app.label,
    status: app.status,
    lastUpdated: app.lastUpdated,
    created: app.created,
    accessibility: app.accessibility,
    visibility: app.visibility,
    features: [],
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      userNameTemplate,
      signing,
      oauthClient: { ...client, ...(secret ? shownSecret(app) : {}) },
    },
    universalLogout: null,
    settings: { ...otherSettings, oauthClient: renderOAuth(oauthClient) },
    ...(app.profile === undefined ? {} : { profile: app.profile }),
    _links: links(org, app),
  };
  return withBeyond(answer, app.beyond);
}

function shownSecret(app: App): { client_secret?: string } {
  const newest = newestSecret(app);
  const needed = SECRET_METHODS.includes(app.credentials.oauthClient.token_endpoint_auth_method);
  return newest === undefined || !needed ? {} : { client_secret: newest.secret };
}

function renderOAuth({ refresh_token: refresh, jwks, ...others }: OAuthSettings): Record<string, unknown> {
  const settings = jwks === undefined ? others : { ...others, jwks: { keys: jwks.keys.map(renderKey) } };
  if (refresh === undefined || !others.grant_types.includes('refresh_token')) return settings;
  const { rotation_type, leeway } = refresh;
  return { ...settings, refresh_token: rotation_type === 'STATIC' ? { rotation_type } : { rotation_type, leeway } };
}

/** Okta answers null for what a key was sent without: `use`, and `crv` where the key is of the kind that has one. */
function renderKey(key: Key): Key {
  const { use = null, crv = null } = key;
  return { ...key, use, ...(key['kty'] === 'EC' ? { crv } : {}) };
}

function links(org: OrgContext, app: App): Record<string, unknown> {
  const self = `${org.url()}/api/v1/apps/${app.id}`;
  const policies = `${org.url()}/api/v1/policies`;
  const next = app.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    uploadLogo: { href: `${self}/logo`, hints: { allow: ['POST'] } },
    appLinks: [
      {
        name: 'oidc_client_link',
        href: `${org.url()}/home/oidc_client/${app.id}/${app.appLinkId}`,
        type: 'text/html',
      },
    ],
    profileEnrollment: { href: `${policies}/${PROFILE_ENROLLMENT_POLICY}` },
    policies: { href: `${self}/policies`, hints: { allow: ['PUT'] } },
    groups: { href: `${self}/groups` },
    logo: [{ name: 'medium', href: LOGO, type: app.logo ?? 'image/png' }],
    clientCredentials: [{ name: 'secrets', href: `${self}/credentials/secrets` }],
    ...(app.settings.oauthClient.application_type === 'service'
      ? {}
      : { accessPolicy: { href: `${policies}/${app.policyId}` } }),
    users: { href: `${self}/users` },
    [next]: { href: `${self}/lifecycle/${next}` },
  };
}
