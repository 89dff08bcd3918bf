import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from 'openid-client';
import { picture, startChromium, type BrowserPage, type WindowBrowser } from '../../../../support/chromium';
import { ask } from '../support/client';
import { faultsOf, focusable, tabbed } from './support/looks';
import { makeApp, partyOf, peopleOrg, refused, type Made } from './support/relying-party';

/** Users in a real browser, in front of an app on another port. */

const org = peopleOrg();
const NO_LOGIN = { error: 'access_denied', error_description: 'User is not assigned to the client application.' };

let chromium: WindowBrowser | string = 'not started';
let server: Server;
let appUrl = '';
/** Paths that the browser asked the app for. */
const asked: string[] = [];

beforeAll(async () => {
  chromium = await startChromium();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>App</title><h1>The app</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  appUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  if (typeof chromium === 'string')
    process.stderr.write(`Chromium does not start here, so no page is looked at in a browser: ${chromium}\n`);
}, 90_000);

afterAll(async () => {
  if (typeof chromium !== 'string') await chromium.close();
  server.closeAllConnections();
  server.close();
});

/** A test in a new browser window; passed over where there is no browser. */
function inBrowser(name: string, work: (page: BrowserPage) => Promise<void>, javaScriptEnabled = true): void {
  test(
    name,
    async () => {
      expect(chromium).toBeDefined();
      if (typeof chromium === 'string') return;
      const page = await chromium.newPage({ javaScriptEnabled });
      try {
        await work(page);
      } finally {
        await page.close();
      }
    },
    60_000,
  );
}

/** An app whose redirect URI is the server of this test. */
async function appOf(oauth: object = {}, group?: string): Promise<Made> {
  return await makeApp(org, { redirect_uris: [`${appUrl}/callback`], ...oauth }, {}, group);
}

interface Asked {
  readonly party: oidc.Configuration;
  readonly verifier: string;
  readonly url: string;
}

async function requestOf(app: Made, more: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const party = await partyOf(org, app);
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(party, {
    redirect_uri: `${appUrl}/callback`,
    scope: 'openid profile email offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { party, verifier, url: url.href };
}

async function fillIn(page: BrowserPage, login = 'ada@local.test', password = 'any'): Promise<void> {
  await page.fill('#identifier', login);
  await page.fill('#password', password);
  await page.press('#password', 'Enter');
}

/** Signs in and gives the app its tokens. */
async function signedIn(page: BrowserPage, { party, verifier, url }: Asked) {
  await page.goto(url);
  await fillIn(page);
  await page.waitForURL(/\/callback\?/);
  return await oidc.authorizationCodeGrant(party, new URL(page.url()), { pkceCodeVerifier: verifier });
}

/** A page gives the focus to its first field a moment after it was loaded; reading a text waits for its element. */
async function untilFocused(page: BrowserPage): Promise<void> {
  await page.textContent('#identifier:focus');
}

/** Looks at a page in light and dark, wide and narrow, and takes a picture of it. */
async function look(page: BrowserPage, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1000, 'light'],
    [320, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 640 });
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${width}-${colorScheme}`);
    expect([name, width, colorScheme, await faultsOf(page)]).toEqual([name, width, colorScheme, []]);
  }
}

inBrowser(
  'a user signs in without scripts, and is shown what was wrong first',
  async (page) => {
    const request = await requestOf(await appOf());
    await page.goto(request.url);
    await fillIn(page, 'ada@local.test', 'wrong');
    expect(await page.textContent('[role=alert]')).toBe('Unable to sign in');
    const tokens = await signedIn(page, request);
    expect(tokens.claims()).toMatchObject({ preferred_username: 'ada@local.test' });
    expect(await page.textContent('h1')).toBe('The app');
  },
  false,
);

inBrowser('the pages of a sign-in look right', async (page) => {
  await page.goto((await requestOf(await appOf())).url);
  await look(page, 'sign-in');
  await fillIn(page, 'ada@local.test', 'wrong');
  await look(page, 'sign-in-wrong');
  await page.goto((await requestOf(await appOf({ consent_method: 'REQUIRED' }))).url);
  await fillIn(page);
  await page.waitForURL(/\/signin\//);
  await look(page, 'consent');
});

inBrowser('a sign-in needs the keyboard only, and the focus can be seen', async (page) => {
  await page.goto((await requestOf(await appOf())).url);
  await untilFocused(page);
  const length = await focusable(page);
  expect(length).toBeGreaterThan(2);
  // The first field has the focus from the beginning, and the window has it in between.
  const places = await tabbed(page, length + 1);
  expect(places.filter((place) => place.endsWith('(not seen)'))).toEqual([]);
  expect(places).toEqual(expect.arrayContaining(['identifier', 'password', 'Sign in']));
  await page.goto(page.url());
  await untilFocused(page);
  await page.keyboard.type('ada@local.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type('any');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/callback\?.*code=/);
});

inBrowser('refresh tokens: within the grace period, after it, and reuse', async (page) => {
  const rotating = {
    grant_types: ['authorization_code', 'refresh_token'],
    refresh_token: { rotation_type: 'ROTATE', leeway: 1 },
  };
  const request = await requestOf(await appOf(rotating));
  const { party } = request;
  const first = await signedIn(page, request);
  const second = await oidc.refreshTokenGrant(party, first.refresh_token ?? '');
  const within = await oidc.refreshTokenGrant(party, first.refresh_token ?? '');
  expect(within.refresh_token).not.toBe(second.refresh_token);
  await sleep(2100);
  expect((await oidc.tokenIntrospection(party, second.access_token)).active).toBe(true);
  const invalid = [400, 'invalid_grant', 'The refresh token is invalid or expired.'];
  expect(await refused(oidc.refreshTokenGrant(party, first.refresh_token ?? ''))).toEqual(invalid);
  for (const { access_token, refresh_token } of [first, second, within]) {
    expect((await oidc.tokenIntrospection(party, access_token)).active).toBe(false);
    expect(await refused(oidc.refreshTokenGrant(party, refresh_token ?? ''))).toEqual(invalid);
  }
});

inBrowser('a logout ends the session, tells the other app, and goes back to the app', async (page) => {
  const other = await appOf({ participate_slo: true, frontchannel_logout_uri: `${appUrl}/other-app-out` });
  const request = await requestOf(await appOf({ post_logout_redirect_uris: [`${appUrl}/bye`] }));
  const { id_token = '' } = await signedIn(page, request);
  await page.goto((await requestOf(other)).url);
  await page.waitForURL(/\/callback\?/);
  const after = { id_token_hint: id_token, post_logout_redirect_uri: `${appUrl}/bye` };
  await page.goto(oidc.buildEndSessionUrl(request.party, after).href);
  await look(page, 'signed-out');
  await page.waitForURL(/\/bye$/);
  expect(asked).toContain('/other-app-out');
  await page.goto(request.url);
  expect(await page.textContent('h1')).toMatch(/^Sign in to /);
});

inBrowser('a wrong redirect URI and an inactive app stop on a page of the org', async (page) => {
  const app = await appOf();
  await page.goto((await requestOf(app, { redirect_uri: 'https://evil.example.com/callback' })).url);
  expect(await page.textContent('main p')).toContain(
    `${app.label} (client id ${app.clientId}) does not have https://evil`,
  );
  await look(page, 'wrong-redirect-uri');
  const { url } = await requestOf(app);
  await ask(org, 'POST', `/api/v1/apps/${app.id}/lifecycle/deactivate`);
  await page.goto(url);
  expect(await page.textContent('main p')).toContain(
    `Invalid value for 'client_id' parameter. The app ${app.label} is not active. (invalid_client)`,
  );
  await look(page, 'inactive-app');
});

inBrowser('a user without the app is sent back to it with access_denied', async (page) => {
  await page.goto((await requestOf(await appOf({}, 'shop-admins'))).url);
  await fillIn(page, 'bob@local.test');
  await page.waitForURL(/\/callback\?/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject(NO_LOGIN);
});

inBrowser('Okta starts a sign-in: the app is asked, and asks the org', async (page) => {
  const app = await appOf({
    initiate_login_uri: `${appUrl}/start`,
    idp_initiated_login: { mode: 'SPEC', default_scope: [] },
  });
  await page.goto(`${org.url}/apps/${app.id}`);
  await page.click('text=Start at Okta');
  await page.waitForURL(/\/start\?/);
  expect(new URL(page.url()).searchParams.get('iss')).toBe(org.url);
  const tokens = await signedIn(page, await requestOf(app));
  expect(tokens.id_token).toBeDefined();
});

inBrowser('the pages of the org look right: home, an app, and a sign-in from there', async (page) => {
  const app = await appOf({
    initiate_login_uri: `${appUrl}/start`,
    idp_initiated_login: { mode: 'SPEC', default_scope: [] },
  });
  await page.goto((await requestOf(app, { response_type: 'id_token' })).url);
  await page.goto(`${org.url}/`);
  await look(page, 'home');
  const places = await tabbed(page, 3);
  expect(places.filter((place) => place.endsWith('(not seen)'))).toEqual([]);
  await page.goto(`${org.url}/apps/${app.id}`);
  await look(page, 'app');
  await page.click('text=Sign in');
  await page.waitForURL(/\/signin\//);
  await fillIn(page);
  await page.waitForURL(/\/sign-in\/[0-9a-f]+$/);
  expect(await page.textContent('h1')).toBe(`Signed in to ${app.label}`);
  await look(page, 'signed-in');
});
