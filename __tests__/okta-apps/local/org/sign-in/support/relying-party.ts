import * as oidc from 'openid-client';
import { startOrg, type LocalOrg } from '../../../../../../okta-apps/local/org/server';
import type { Seed } from '../../../../../../okta-apps/local/org/seed';
import { ask, idOf, webApp } from '../../support/client';
import { Browser, type Page } from '../../../../../../okta-apps/local/party/browser';
import { discovered } from '../../../../../../okta-apps/local/party/sign-in';

export const CALLBACK = 'https://app.example.com/callback';

/** An org with users who can sign in. */
export const PEOPLE: Seed = {
  groups: [{ name: 'shop-admins' }, { name: 'shop-buyers' }, { name: 'other' }],
  users: [
    { login: 'ada@local.test', firstName: 'Ada', lastName: 'Lovelace', groups: ['shop-admins', 'other'] },
    { login: 'bob@local.test', firstName: 'Bob', lastName: 'Builder', groups: [] },
  ],
};

/** Where an org is, and the token of its administrator. */
export type OrgAddress = Pick<LocalOrg, 'url' | 'token'>;

/** An org of these people, for the tests of one file. It is closed after the last of them. */
export function peopleOrg(): OrgAddress {
  let org: LocalOrg | undefined;
  beforeAll(async () => {
    org = await startOrg({ seed: PEOPLE });
  });
  afterAll(() => org?.close());
  const started = (): LocalOrg => {
    if (org === undefined) throw new Error('the org starts before the first test');
    return org;
  };
  return {
    get url() {
      return started().url;
    },
    get token() {
      return started().token;
    },
  };
}

/** Settings of an app whose refresh tokens rotate. */
export const ROTATE = {
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token: { rotation_type: 'ROTATE', leeway: 30 },
};

/** An app that was made in the org. */
export interface Made {
  readonly id: string;
  readonly label: string;
  readonly clientId: string;
  readonly secret: string;
}

let count = 0;

/** Makes an app in the org. @param group who may use it */
export async function makeApp(
  org: OrgAddress,
  oauth: object = {},
  client: object = {},
  group = 'Everyone',
): Promise<Made> {
  count += 1;
  const label = `App ${count}`;
  const answer = await ask(org, 'POST', '/api/v1/apps', webApp(label, oauth, client));
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const id = idOf(answer);
  const { body } = await ask(org, 'GET', `/api/v1/groups?q=${group}`);
  await ask(org, 'PUT', `/api/v1/apps/${id}/groups/${(body as { id: string }[])[0]?.id ?? ''}`);
  const { credentials } = answer.body as {
    credentials: { oauthClient: { client_id: string; client_secret?: string } };
  };
  const { client_id, client_secret = '' } = credentials.oauthClient;
  return { id, label, clientId: client_id, secret: client_secret };
}

/** The app as a relying party that has read the org's discovery document. @param issuer the org's own, by default */
export async function partyOf(
  org: OrgAddress,
  app: Made,
  auth = oidc.ClientSecretPost(app.secret),
  issuer = org.url,
): Promise<oidc.Configuration> {
  return await discovered(oidc, { issuer, clientId: app.clientId, auth });
}

/** A sign-in whose page is open. */
export interface Started {
  readonly page: Page;
  readonly browser: Browser;
  readonly verifier: string;
}

/** Opens the sign-in page of an app. @param more parameters of the request; an empty one is left out */
export async function startSignIn(
  party: oidc.Configuration,
  more: Readonly<Record<string, string>> = {},
  browser = new Browser(new URL(party.serverMetadata().issuer).origin),
): Promise<Started> {
  const verifier = oidc.randomPKCECodeVerifier();
  const parameters = {
    redirect_uri: CALLBACK,
    scope: 'openid profile email offline_access groups',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'some-state',
    nonce: 'some-nonce',
    ...more,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  const url = oidc.buildAuthorizationUrl(party, Object.fromEntries(given));
  return { page: await browser.open(url.href), browser, verifier };
}

/** Signs in, up to the redirect to the app. */
export async function signIn(party: oidc.Configuration, login = 'ada@local.test'): Promise<Started> {
  const { page, browser, verifier } = await startSignIn(party);
  return { page: await browser.submit(page, { identifier: login, password: 'anything' }), browser, verifier };
}

/** Signs in and exchanges the code. */
export async function tokensOf(party: oidc.Configuration, login?: string) {
  const { page, verifier, browser } = await signIn(party, login);
  const tokens = await oidc.authorizationCodeGrant(party, new URL(page.url), {
    pkceCodeVerifier: verifier,
    expectedState: 'some-state',
    expectedNonce: 'some-nonce',
  });
  return { tokens, browser };
}

/** What the org answers to a refused request: status, error and description. */
export async function refused(work: Promise<unknown>): Promise<readonly unknown[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof oidc.WWWAuthenticateChallengeError) {
    const { error: code, error_description } = error.cause[0]?.parameters ?? {};
    return [error.status, code, error_description];
  }
  if (!(error instanceof oidc.ResponseBodyError)) throw error instanceof Error ? error : new Error('was not refused');
  return [error.status, error.error, error.error_description];
}
