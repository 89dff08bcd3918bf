import { Browser } from '../../../../../okta-apps/local/party/browser';
import { ask } from '../support/client';
import { makeApp, partyOf, peopleOrg, signIn, type Made } from '../sign-in/support/relying-party';
import { openPage, textOf } from './support/page';

const org = peopleOrg();

const URI = 'https://app.example.com/start?tenant=1';
const SPEC = { initiate_login_uri: URI, idp_initiated_login: { mode: 'SPEC', default_scope: [] } };

/** Where Okta says that its dashboard leads to. */
async function linkOf(app: Made): Promise<string> {
  const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}`);
  return (body as { _links: { appLinks: { href: string }[] } })._links.appLinks[0]?.href ?? '';
}

test('the app is asked to start, with the issuer; the page of the app links there', async () => {
  const app = await makeApp(org, SPEC);
  const link = await linkOf(app);
  expect(await openPage(`${org.url}/apps/${app.id}`)).toContain(`href="${link.replace(org.url, '')}"`);
  const { url } = await new Browser(org.url).open(link);
  expect(url).toBe(`${URI}&iss=${encodeURIComponent(org.url)}`);
});

test('a target_link_uri of the app is handed on', async () => {
  const target = 'https://app.example.com/orders?id=1';
  const link = `${await linkOf(await makeApp(org, SPEC))}?target_link_uri=${encodeURIComponent(target)}`;
  const { url } = await new Browser(org.url).open(link);
  expect(new URL(url).searchParams.get('target_link_uri')).toBe(target);
});

test.each([
  'https://evil.example.com/',
  'https://app.example.com@evil.example.com/',
  'http://app.example.com/',
  '//evil.example.com/',
  'javascript:alert(1)',
  'https://app.example.com/&target_link_uri=https://evil.example.com/',
])('a target_link_uri of %s is refused', async (target) => {
  const link = `${await linkOf(await makeApp(org, SPEC))}?target_link_uri=${target}`;
  const page = await openPage(link, 400);
  expect(textOf(page)).toContain('target_link_uri must be one address of https://app.example.com, got ');
  expect(page).not.toContain('href');
});

test('an app that wants its tokens at once gets them in a form', async () => {
  const app = await makeApp(org, {
    initiate_login_uri: URI,
    idp_initiated_login: { mode: 'OKTA', default_scope: ['email'] },
    grant_types: ['authorization_code', 'implicit'],
    response_types: ['code', 'id_token'],
  });
  const { browser } = await signIn(await partyOf(org, app));
  const { text } = await browser.open(await linkOf(app));
  expect(text).toContain('<form method="post" action="https://app.example.com/callback">');
  const claims = JSON.parse(
    Buffer.from(/name="id_token" value="[^.]+\.([^.]+)\./.exec(text)?.[1] ?? '', 'base64url').toString(),
  ) as object;
  expect(claims).toMatchObject({ aud: app.clientId, email: 'ada@local.test' });
});

test.each([
  [{}, 'Only the app starts its sign-ins: it has no initiate login URI, or login_mode is DISABLED.'],
  [{ ...SPEC, initiate_login_uri: 'javascript:alert(1)' }, 'The initiate login URI of the app is not a web address.'],
  [
    { initiate_login_uri: URI, idp_initiated_login: { mode: 'OKTA', default_scope: ['openid'] } },
    'Okta sends tokens to the app at once with the implicit flow only, which the app does not have.',
  ],
])('an app with %j is not started, and the page says why', async (oauth, why) => {
  const app = await makeApp(org, oauth);
  expect(textOf(await openPage(await linkOf(app), 403))).toBe(
    `No sign-in to ${app.label} from Okta No sign-in to ${app.label} from Okta ${why}`,
  );
  expect(await openPage(`${org.url}/apps/${app.id}`)).not.toContain('Start at Okta');
});

test('an inactive app is not started, nor one that is not there', async () => {
  const app = await makeApp(org, SPEC);
  const link = await linkOf(app);
  await ask(org, 'POST', `/api/v1/apps/${app.id}/lifecycle/deactivate`);
  expect(textOf(await openPage(link, 403))).toContain('The app is not active.');
  expect(textOf(await openPage(`${link}x`, 404))).toContain('This org has no app at this address.');
});

test('a user without the app does not get there, unless the app leaves assignments to itself', async () => {
  const closed = await makeApp(org, SPEC, {}, 'shop-admins');
  const { browser } = await signIn(await partyOf(org, await makeApp(org)), 'bob@local.test');
  const page = await browser.open(await linkOf(closed));
  expect([page.status, textOf(page.text)]).toEqual([
    403,
    expect.stringContaining('User is not assigned to the client application.') as unknown,
  ]);
  const { body } = await ask(org, 'GET', `/api/v1/apps/${closed.id}`);
  const { settings } = body as { settings: object };
  await ask(org, 'PUT', `/api/v1/apps/${closed.id}`, {
    ...(body as object),
    settings: { ...settings, implicitAssignment: true },
  });
  expect((await browser.open(await linkOf(closed))).url).toContain('https://app.example.com/start');
});
