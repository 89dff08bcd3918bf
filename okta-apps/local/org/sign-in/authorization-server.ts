import { randomBytes } from 'node:crypto';
import type { default as Provider, Configuration, errors, KoaContextWithOIDC } from 'oidc-provider';
import { field, textField, type JsonObject } from '../../../shared/json';
import type { OrgContext } from '../call';
import type { App, User } from '../records';
import { signAccessTokens, type AccessTokens } from './access-tokens';
import { CLAIMS_OF_SCOPES, FilterError, groupsClaim, idTokenClaims, mayUse, userClaims } from './claims';
import { grantClientCredentials } from './client-credentials';
import { appOf, RESPONSE_TYPES, rotationOf, SECRETS } from './clients';
import { FrontChannelLogouts } from './front-channel-logout';
import { clientAdapter, compareLikeOkta } from './live-clients';
import { keyFetcher, type MayFetchKeys } from '../../../shared/fetch-keys';
import type { SigningKey } from './keys';
import { checkAssertion, isOwn, mayEnd } from './token-policy';
import type { Memory } from './memory';
import { oidcProvider } from './oidc-provider';
import { clientRefused, NOT_ASSIGNED, oktaError, redirectRefused } from './okta-errors';
import { messagePage, PAGE_HEADERS } from './pages';

/** One of the org's authorization servers: the org's own, or the custom one that every org has, `default`. */
export interface AuthorizationServer {
  readonly name: 'org' | 'default';
  readonly provider: Provider;
  /** Answers a request. */
  readonly answer: ReturnType<Provider['callback']>;
  readonly accessTokens: AccessTokens;
  readonly logouts: FrontChannelLogouts;
}

/** What both servers of an org share. */
export interface Shared {
  readonly org: OrgContext;
  readonly key: SigningKey;
  /** Signs cookies. */
  readonly cookieKey: string;
  readonly memory: Memory;
  readonly mayFetchKeys: MayFetchKeys | undefined;
}

/** Seconds. @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#token-lifetime */
const LIFETIMES = { access: 3600, id: 3600, code: 60, refresh: 7 * 86_400, session: 7200, interaction: 600 };

/** Makes the server of an issuer. Its clients are the org's apps as they are at the moment of a request. */
export async function makeAuthorizationServer(
  name: AuthorizationServer['name'],
  { org, key, cookieKey, memory, mayFetchKeys }: Shared,
): Promise<AuthorizationServer> {
  const { Provider, interactionPolicy, errors: known } = await oidcProvider();
  const issuer = name === 'org' ? org.url() : `${org.url()}/oauth2/default`;
  const app = (ctx: KoaContextWithOIDC): App | undefined => appOf(org.state, ctx.oidc.client?.clientId ?? '');
  const userOf = (id: string): User | undefined => {
    const user = org.state.users.get(id);
    return user?.status === 'ACTIVE' ? user : undefined;
  };

  const groupsOf = (...[client, user, scopes]: [App, User, ReadonlySet<string>]) => {
    try {
      return groupsClaim(org, client, user, scopes);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      // The fault is the app's, so its developer is told, and not that the org failed.
      throw new known.CustomOIDCProviderError('invalid_client_metadata', error.message);
    }
  };

  const logouts = new FrontChannelLogouts(org);
  const policy = interactionPolicy.base();
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('not_assigned', NOT_ASSIGNED, 'access_denied', (ctx) => {
      const client = app(ctx);
      const user = userOf(ctx.oidc.session?.accountId ?? '');
      return client !== undefined && user !== undefined && !mayUse(org, client, user);
    }),
  );

  const configuration: Configuration = {
    adapter: (kind: string) => (kind === 'Client' ? clientAdapter(org) : memory.adapter(name, kind)),
    jwks: { keys: [key] },
    routes: routesOf(name),
    cookies: { keys: [cookieKey], names: cookieNames(org) },
    scopes: ['openid', 'profile', 'email', 'address', 'phone', 'groups', 'offline_access'],
    claims: CLAIMS_OF_SCOPES,
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
    responseTypes: RESPONSE_TYPES,
    enabledJWA: {
      clientAuthSigningAlgValues: ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    },
    pkce: { required: (ctx) => app(ctx)?.credentials.oauthClient.pkce_required ?? false },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: isOwn },
      revocation: { enabled: true, allowedPolicy: mayEnd },
      // Okta wants a nonce of its own in each proof for tokens.
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: (ctx) => ctx.path.endsWith('/token') },
      rpInitiatedLogout: {
        enabled: true,
        // Okta asks nothing: `sign-in.ts` answers this form for the browser.
        logoutSource: (ctx, form) => {
          logouts.remember(ctx);
          ctx.body = form;
        },
        postLogoutSuccessSource: (ctx) => {
          showPage(ctx, messagePage('Signed out', 'You are signed out of this org.'));
        },
      },
    },
    ttl: {
      AccessToken: LIFETIMES.access,
      ClientCredentials: LIFETIMES.access,
      AuthorizationCode: LIFETIMES.code,
      IdToken: LIFETIMES.id,
      RefreshToken: LIFETIMES.refresh,
      Session: LIFETIMES.session,
      Grant: LIFETIMES.refresh,
      Interaction: LIFETIMES.interaction,
    },
    interactions: { policy, url: (_ctx, interaction) => `/signin/${name}/${interaction.uid}` },
    issueRefreshToken: (_ctx, client, code) =>
      Promise.resolve(client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access')),
    rotateRefreshToken: (ctx) => {
      const client = app(ctx);
      return client !== undefined && rotationOf(client).rotates;
    },
    loadExistingGrant: async (ctx) => await existingGrant(ctx, app(ctx)),
    findAccount: (ctx, id, token) => {
      const user = userOf(id);
      if (user === undefined) return undefined;
      const client = app(ctx);
      // A user who lost the app after the sign-in gets no new tokens. At `/authorize` the policy refuses them.
      if (client !== undefined && isExchanged(token) && !mayUse(org, client, user)) return undefined;
      const authTime = authTimeOf(ctx, token);
      return {
        accountId: user.id,
        claims: (use, scope) => {
          const scopes = new Set(scope.split(' '));
          const groups = client === undefined ? {} : groupsOf(client, user, scopes);
          const always = use === 'id_token' ? idTokenClaims(org, authTime) : {};
          return Object.assign(userClaims(user, use), { [ALWAYS]: { ...always, ...groups } });
        },
      };
    },
    extraTokenClaims: (ctx, token) => {
      const user = userOf((token as { accountId?: string }).accountId ?? '');
      return {
        ver: 1,
        aud: name === 'org' ? org.url() : 'api://default',
        cid: token.clientId,
        ...(user === undefined ? {} : { uid: user.id, auth_time: authTimeOf(ctx) }),
        scp: [...token.scopes],
        sub: user?.profile.login ?? token.clientId,
      };
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => {
      checkAssertion(known, claims, org.now());
    },
    extraClientMetadata: { properties: [SECRETS] },
    fetch: keyFetcher(mayFetchKeys === undefined ? {} : { may: mayFetchKeys }),
    renderError: (ctx, out, error) => {
      const asked = textField(ctx.oidc.params ?? {}, 'client_id') ?? '';
      const client = appOf(org.state, asked);
      const uri = textField(ctx.oidc.params ?? {}, 'redirect_uri') ?? '';
      if (out.error === 'server_error') {
        showPage(ctx, messagePage('The local org failed', error.stack ?? error.message));
        return;
      }
      const text =
        out.error === 'invalid_redirect_uri' && client !== undefined
          ? redirectRefused(client, uri)
          : out.error === 'invalid_client' && client === undefined
            ? clientRefused(org.state.apps.named(asked))
            : (out.error_description ?? '');
      showPage(ctx, messagePage('The sign-in request is not valid', `${text} (${out.error})`));
    },
  };
  const provider = new Provider(issuer, configuration);
  compareLikeOkta(provider, org);
  grantClientCredentials(provider, name, known);
  const answerLikeOkta = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const answer = oktaError(error, app(ctx), textField(ctx.oidc.params ?? {}, 'grant_type'));
    ctx.body = answer;
    const challenge = ctx.response.headers['www-authenticate'];
    const says = `error_description="${answer.error_description.replace(/["\\]/g, "'")}"`;
    if (typeof challenge === 'string')
      ctx.set('www-authenticate', challenge.replace(/error_description="[^"]*"/, says));
  };
  // A fault of the org itself. It runs on the machine of its user, who may see where.
  provider.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
    ctx.body = { error: 'server_error', error_description: `The local org failed: ${error.stack ?? error.message}` };
  });
  provider.on('grant.error', answerLikeOkta);
  provider.on('introspection.error', answerLikeOkta);
  provider.on('revocation.error', answerLikeOkta);
  provider.on('userinfo.error', answerLikeOkta);
  const accessTokens = await signAccessTokens(provider, key);
  mergeClaims(provider, accessTokens);
  return { name, provider, answer: provider.callback(), accessTokens, logouts };
}

/** When the user signed in, in seconds since 1970. At the token endpoint, what is exchanged knows it. */
function authTimeOf({ oidc }: KoaContextWithOIDC, token: object = {}): number | undefined {
  const { AuthorizationCode, RotatedRefreshToken, RefreshToken } = oidc.entities;
  const sources: readonly (object | undefined)[] = [token, AuthorizationCode, RotatedRefreshToken, RefreshToken];
  const times = sources.map((source) => field((source ?? {}) as JsonObject, 'authTime'));
  return times.find((time) => typeof time === 'number') ?? oidc.session?.loginTs;
}

/** Whether it is a code or a refresh token, for which new tokens are asked. */
function isExchanged(token: object = {}): boolean {
  return ['AuthorizationCode', 'RefreshToken'].includes(textField(token as JsonObject, 'kind') ?? '');
}

/** Claims that no scope asks for; oidc-provider filters claims by scope. */
const ALWAYS = Symbol('claims of every token');

/** With the org in them: browsers give a cookie of one port to all ports of a host. */
function cookieNames({ state }: OrgContext) {
  const { id } = state.identity;
  return { session: `sid-${id}`, interaction: `signin-${id}`, resume: `resume-${id}` };
}

/** @see https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/OrgAS/ */
export function routesOf(name: AuthorizationServer['name']): Record<string, string> {
  // The custom server's issuer has a path, and oidc-provider puts it before these.
  const version = name === 'org' ? '/oauth2/v1' : '/v1';
  return {
    authorization: `${version}/authorize`,
    token: `${version}/token`,
    userinfo: `${version}/userinfo`,
    jwks: `${version}/keys`,
    introspection: `${version}/introspect`,
    revocation: `${version}/revoke`,
    end_session: `${version}/logout`,
    pushed_authorization_request: `${version}/par`,
  };
}

/** Adds the claims that no scope asks for to ID tokens and to userinfo. */
function mergeClaims({ IdToken, Claims }: Provider, accessTokens: AccessTokens): void {
  const idToken = IdToken.prototype as unknown as WithClaims<'payload'>;
  const { payload } = idToken;
  idToken.payload = async function withHash() {
    const made = this.ctx?.oidc.entities.AccessToken;
    // oidc-provider hashes it when it signs. Okta adds the claim whenever it returns both tokens.
    const value = made === undefined ? undefined : accessTokens.valueOf(made);
    return { ...(await payload.call(this)), ...(value !== undefined && { at_hash: value }) };
  };
  const claims = Claims.prototype as unknown as WithClaims<'result'>;
  const { result } = claims;
  claims.result = async function merged() {
    return { ...(await result.call(this)), ...this.available[ALWAYS] };
  };
}

/** A class of oidc-provider that makes claims from those of an account. */
type WithClaims<Method extends string> = {
  [name in Method]: (this: {
    readonly available: { readonly [ALWAYS]?: object };
    readonly ctx?: KoaContextWithOIDC;
  }) => Promise<object>;
};

/** Okta asks for consent only where the app says so; every other app has all that it asks for. */
async function existingGrant(ctx: KoaContextWithOIDC, app: App | undefined) {
  const { client, session, result, provider, account, requestParamScopes } = ctx.oidc;
  if (client === undefined || session === undefined) return undefined;
  const id = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const known = id === undefined ? undefined : await provider.Grant.find(id);
  if (app?.settings.oauthClient['consent_method'] === 'REQUIRED' || account === undefined) return known;
  const grant = known ?? new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope([...requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

function showPage(ctx: KoaContextWithOIDC, html: string): void {
  ctx.set(PAGE_HEADERS as Record<string, string>);
  ctx.body = html;
}
