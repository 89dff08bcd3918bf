import * as oidc from 'openid-client';
import type { Browser } from '../../../../../okta-apps/local/party/browser';
import { CALLBACK, makeApp, partyOf, peopleOrg, tokensOf, type Made } from './support/relying-party';

const org = peopleOrg();

const AFTER = 'https://app.example.com/bye?from=okta&to=app';

/** Settings of an app that takes part. */
function participant(uri: string, session = true): object {
  return { participate_slo: true, frontchannel_logout_uri: uri, frontchannel_logout_session_required: session };
}

/** Signs in to a further app with the same browser. @returns its ID token's claims */
async function alsoSignIn(app: Made, browser: Browser): Promise<oidc.IDToken | undefined> {
  const party = await partyOf(org, app);
  const url = oidc.buildAuthorizationUrl(party, { redirect_uri: CALLBACK, scope: 'openid' });
  const { url: back } = await browser.open(url.href);
  return (await oidc.authorizationCodeGrant(party, new URL(back), { idTokenExpected: true })).claims();
}

test('a logout opens the front-channel logout URI of the other apps of the session, and of no other app', async () => {
  const first = await makeApp(org, {
    ...participant('https://first.example.com/out'),
    post_logout_redirect_uris: [AFTER],
  });
  const { tokens, browser } = await tokensOf(await partyOf(org, first));
  const claims = await alsoSignIn(await makeApp(org, participant('https://second.example.com/out?a="b')), browser);
  await alsoSignIn(await makeApp(org, participant('http://localhost:3000/out', false)), browser);
  await alsoSignIn(await makeApp(org, { frontchannel_logout_uri: 'https://not-taking-part.example.com/' }), browser);
  await alsoSignIn(await makeApp(org, participant('javascript:alert(1)')), browser);
  await makeApp(org, participant('https://not-signed-in.example.com/out'));
  const query = new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: AFTER });
  const { text, status } = await browser.open(`${org.url}/oauth2/v1/logout?${query.toString()}`);
  expect(status).toBe(200);
  const sid = claims?.['sid'] as string;
  expect(sid).toMatch(/^[\w-]{20,}$/);
  expect([...text.matchAll(/<iframe [^>]*src="([^"]*)"/g)].map(([, uri]) => uri)).toEqual([
    `https://second.example.com/out?a=%22b&#38;iss=${encodeURIComponent(org.url)}&#38;sid=${sid}`,
    'http://localhost:3000/out',
  ]);
  expect(text).toContain(
    '<meta http-equiv="refresh" content="1;url=https://app.example.com/bye?from=okta&#38;to=app">',
  );
  expect(text).not.toMatch(/<script|javascript:/);
  // The session is over.
  const again = oidc.buildAuthorizationUrl(await partyOf(org, first), { redirect_uri: CALLBACK, scope: 'openid' });
  expect((await browser.open(again.href)).text).toContain('<h1>Sign in to ');
});

test('the page of such a logout lets the browser open those addresses only', async () => {
  const first = await makeApp(org);
  const { tokens, browser } = await tokensOf(await partyOf(org, first));
  await alsoSignIn(await makeApp(org, participant('https://second.example.com/out')), browser);
  const answers: Response[] = [];
  const ask = jest.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
    ask.mockRestore();
    const answer = await fetch(...asked);
    answers.push(answer.clone());
    return answer;
  });
  await browser.open(`${org.url}/oauth2/v1/logout?id_token_hint=${tokens.id_token ?? ''}`);
  expect(answers[0]?.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; frame-src https://second.example.com",
  );
  expect(await answers[0]?.text()).not.toContain('http-equiv="refresh"');
});

test('an ID token has a sid only for an app that wants it', async () => {
  const { tokens } = await tokensOf(
    await partyOf(org, await makeApp(org, participant('https://a.example.com/', false))),
  );
  expect(tokens.claims()).not.toHaveProperty('sid');
});

test.each(['javascript:alert(1)', 'https://evil.example.com/'])('a logout does not go to %s', async (uri) => {
  const app = await makeApp(org, { post_logout_redirect_uris: [AFTER, 'javascript:alert(1)'] });
  const { tokens, browser } = await tokensOf(await partyOf(org, app));
  await alsoSignIn(await makeApp(org, participant('https://second.example.com/out')), browser);
  const query = new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: uri });
  const page = await browser.open(`${org.url}/oauth2/v1/logout?${query.toString()}`);
  expect([page.status, page.url.startsWith(org.url)]).toEqual([400, true]);
  expect(page.text).toContain('post_logout_redirect_uri not registered');
});
