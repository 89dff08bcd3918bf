import { Browser, type Page } from '../../../../../okta-apps/local/party/browser';
import { ask } from '../support/client';
import { makeApp, peopleOrg, ROTATE, type Made } from '../sign-in/support/relying-party';
import { openPage, textOf } from './support/page';

const org = peopleOrg();

/** Signs in from the page of an app. */
async function tryOut(
  app: Made,
  login = 'ada@local.test',
): Promise<{ readonly page: Page; readonly browser: Browser }> {
  const browser = new Browser(org.url);
  const form = await browser.open(`${org.url}/apps/${app.id}/sign-in`);
  return { page: await browser.submit(form, { identifier: login, password: 'any' }), browser };
}

test.each([
  ['client_secret_basic', {}, 'https://app.example.com/callback'],
  ['client_secret_post', {}, 'http://localhost:3000'],
  ['client_secret_jwt', {}, 'https://app.example.com/callback?from=okta'],
  ['client_secret_basic', { dpop_bound_access_tokens: true }, 'com.example.app:/callback'],
])('an app with %s, %j and %s is signed in to, and each claim says where it comes from', async (method, oauth, uri) => {
  const app = await makeApp(org, { ...ROTATE, ...oauth, redirect_uris: [uri] }, { token_endpoint_auth_method: method });
  await ask(org, 'POST', `/api/v1/internal/apps/${app.id}/settings/oauth/idToken`, {
    valueType: 'GROUPS',
    groupFilterType: 'STARTS_WITH',
    name: 'shop_groups',
    value: 'shop-',
  });
  const { page } = await tryOut(app);
  expect(page.url).toMatch(new RegExp(`^${org.url}/apps/${app.id}/sign-in/[0-9a-f]{32}$`));
  const text = textOf(page.text);
  expect(text).toContain(`Signed in to ${app.label} The org took the place of the app.`);
  expect(text).toContain(`would have sent the browser to ${uri} , which was not opened`);
  expect(text).toContain(`exchanged with ${method}. The signature, state and nonce were checked.`);
  expect(text).toContain('The access token is valid for 3600 seconds.');
  expect(text).toContain('preferred_username ada@local.test login of the user; scope profile');
  expect(text).toContain(
    'shop_groups ["shop-admins"] groups claim of the app: groups of the user by STARTS_WITH shop-',
  );
  expect(text.includes('the key of the DPoP proof')).toBe('dpop_bound_access_tokens' in oauth);
  expect(text).not.toContain('not described here');
  // No token, no code and no secret.
  expect(page.text).not.toMatch(/eyJ|[?&]code=/);
  expect(page.text).not.toContain(app.secret);
});

test('a user without the app sees what the app would be told', async () => {
  const app = await makeApp(org, {}, {}, 'shop-admins');
  const { page } = await tryOut(app, 'bob@local.test');
  expect(textOf(page.text)).toContain(
    `Not signed in to ${app.label} access_denied: User is not assigned to the client application.`,
  );
});

test('only the browser that started a sign-in sees what it came to', async () => {
  const { page } = await tryOut(await makeApp(org));
  expect(textOf(await openPage(page.url, 404))).toContain('No such sign-in');
});

test.each([
  [
    'private_key_jwt',
    { jwks_uri: 'http://localhost:3000/keys' },
    'the app authenticates with private_key_jwt, and only the app has its private key.',
  ],
  [
    'client_secret_basic',
    { redirect_uris: ['javascript:alert(1)'] },
    'the app has no redirect URI that a browser may be sent to.',
  ],
  [
    'client_secret_basic',
    { grant_types: ['authorization_code', 'implicit'], response_types: ['id_token'] },
    'the app does not use the authorization code flow.',
  ],
])('an app with %s and %j is not signed in to, and the page says why', async (method, oauth, why) => {
  const app = await makeApp(org, oauth, { token_endpoint_auth_method: method });
  expect(textOf(await openPage(`${org.url}/apps/${app.id}/sign-in`, 400))).toContain(why);
  const page = await openPage(`${org.url}/apps/${app.id}`);
  expect(textOf(page)).toContain(`No sign-in from here: ${why}`);
  expect(page).not.toMatch(/href="(?!\/)/);
});

test('an inactive app is not signed in to', async () => {
  const app = await makeApp(org);
  await ask(org, 'POST', `/api/v1/apps/${app.id}/lifecycle/deactivate`);
  expect(textOf(await openPage(`${org.url}/apps/${app.id}/sign-in`, 400))).toContain('the app is not active.');
});

test('there is no page of an app that the org does not have', async () => {
  expect(textOf(await openPage(`${org.url}/apps/<b>`, 404))).toContain('No such app');
});
