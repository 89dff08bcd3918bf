import type { default as Provider } from 'oidc-provider';
import type { OrgContext } from '../call';
import type { App } from '../records';
import { activeSecrets, appOf, clientMetadata, isLogoutUriOf, isRedirectUriOf, isSecretOf } from './clients';

/** Where a server finds its clients: the apps as they are at the moment. */
export function clientAdapter(org: OrgContext) {
  const none = () => Promise.resolve(undefined);
  return {
    upsert: none,
    find: (id: string) => {
      const app = appOf(org.state, id);
      return Promise.resolve(app === undefined ? undefined : clientMetadata(app));
    },
    findByUid: none,
    findByUserCode: none,
    consume: none,
    destroy: none,
    revokeByGrantId: none,
  };
}

/** Makes a server compare URIs by Okta's rules, and accept every active secret of an app. */
export function compareLikeOkta(provider: Provider, org: OrgContext): void {
  const methods = provider.Client.prototype;
  const of = (clientId: string, holds: (app: App) => boolean) => {
    const app = appOf(org.state, clientId);
    return app !== undefined && holds(app);
  };
  methods.redirectUriAllowed = function redirectUriAllowed(uri) {
    return of(this.clientId, (app) => isRedirectUriOf(app, uri));
  };
  methods.postLogoutRedirectUriAllowed = function postLogoutRedirectUriAllowed(uri) {
    return of(this.clientId, (app) => isLogoutUriOf(app, uri));
  };
  // oidc-provider knows sessions of back-channel logout only.
  (methods as unknown as { includeSid: (this: { clientId: string }) => boolean }).includeSid = function includeSid() {
    return of(this.clientId, ({ settings }) => settings.oauthClient['frontchannel_logout_session_required'] === true);
  };
  methods.compareClientSecret = function compareClientSecret(secret) {
    return of(this.clientId, (app) => isSecretOf(app, secret));
  };
  // A record is replaced when its app changes. oidc-provider would compare all of a client's metadata each time.
  const known = new WeakMap<App, ClientWithKeys>();
  const complete = new WeakSet<ClientWithKeys>();
  const find = provider.Client.find.bind(provider.Client);
  provider.Client.find = async (id) => {
    const app = appOf(org.state, id);
    if (app === undefined) return undefined;
    const before = known.get(app);
    if (before !== undefined) return before;
    const client = (await find(id)) as ClientWithKeys | undefined;
    if (client === undefined) return undefined;
    known.set(app, client);
    // Another change of the app leaves the client as it is.
    if (complete.has(client)) return client;
    complete.add(client);
    // oidc-provider knows one, that of the client's metadata.
    for (const secret of activeSecrets(app).slice(1))
      for (const alg of ['HS256', 'HS384', 'HS512'])
        client.symmetricKeyStore.add({ kty: 'oct', use: 'sig', alg, k: Buffer.from(secret).toString('base64url') });
    return client;
  };
}

type ClientWithKeys = NonNullable<Awaited<ReturnType<Provider['Client']['find']>>> & {
  readonly symmetricKeyStore: { add(key: object): void };
};
