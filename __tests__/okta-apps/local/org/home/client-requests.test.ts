import * as oidc from 'openid-client';
import { ask } from '../support/client';
import {
  CALLBACK,
  makeApp,
  partyOf,
  peopleOrg,
  ROTATE,
  signIn,
  startSignIn,
  tokensOf,
  type Made,
} from '../sign-in/support/relying-party';
import { openPage, textOf } from './support/page';

const org = peopleOrg();

/** What the page of an app says of its requests, newest first; each without its time. */
async function requestsOf(app: Made): Promise<readonly string[]> {
  const [, requests = ''] = /newest first<\/caption>.*?<tbody>(.*?)<\/tbody>/s.exec(await pageOf(app)) ?? [];
  return requests.split('\n').map((row) => textOf(row).replace(/ \d\d:\d\d:\d\d UTC/, ''));
}

async function pageOf(app: Made): Promise<string> {
  return await openPage(`${org.url}/apps/${app.id}`);
}

async function send(app: Made, form: Readonly<Record<string, string>>, secret = app.secret): Promise<number> {
  const answer = await fetch(`${org.url}/oauth2/v1/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${app.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  return answer.status;
}

test('the page of an app has what its clients asked for, once, newest first', async () => {
  const app = await makeApp(org, ROTATE);
  const party = await partyOf(org, app);
  const { tokens } = await tokensOf(party);
  await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
  await oidc.fetchUserInfo(party, tokens.access_token, tokens.claims()?.sub ?? '');
  await oidc.tokenIntrospection(party, tokens.access_token);
  await oidc.tokenRevocation(party, tokens.access_token);
  const scope = 'scope = openid profile email offline_access groups';
  expect(await requestsOf(app)).toEqual([
    'revocation request answered',
    'introspection request answered',
    'userinfo request answered',
    'token request grant_type = refresh_token answered',
    `token request grant_type = authorization_code redirect_uri = ${CALLBACK} answered`,
    `authorization request response_type = code ${scope} code_challenge_method = S256 redirect_uri = ${CALLBACK} code sent to ${CALLBACK}`,
  ]);
});

test('an open sign-in, one with a wrong password, and one of a user without the app', async () => {
  const app = await makeApp(org, {}, {}, 'shop-admins');
  const { page, browser } = await startSignIn(await partyOf(org, app));
  expect((await requestsOf(app))[0]).toContain('The user has not answered the page of the org yet.');
  const again = await browser.submit(page, { identifier: 'bob@local.test', password: 'wrong' });
  expect((await requestsOf(app))[0]).toBe(
    'sign-in form Refused (401): not signed in: Unable to sign in There is no such active user, or the password was "wrong".',
  );
  await browser.submit(again, { identifier: 'bob@local.test', password: 'any' });
  const [, request] = await requestsOf(app);
  expect(request).toContain(
    'Refused (303): access_denied: User is not assigned to the client application. The user is in no group that the app is ' +
      'assigned to. Add the user to one, or add a group of the user to assignTo.',
  );
});

test('only the last twenty are kept', async () => {
  const app = await makeApp(org);
  for (let n = 0; n < 21; n += 1) await send(app, { grant_type: `grant-${n}` });
  const requests = await requestsOf(app);
  expect(requests).toHaveLength(20);
  expect(requests[0]).toContain('grant_type = grant-20');
  expect(requests.join()).not.toContain('grant_type = grant-0 ');
});

test("a redirect URI that the app does not have is said in Okta's words and in ours", async () => {
  const app = await makeApp(org);
  await startSignIn(await partyOf(org, app), { redirect_uri: 'https://evil.example.com/<script>' });
  const page = await pageOf(app);
  expect(textOf(page)).toContain(
    "Refused (400): invalid_redirect_uri: The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: " +
      `${app.label} (client id ${app.clientId}) does not have https://evil.example.com/<script>. ` +
      `The redirect URI of the request must be one of the app's, character by character: ${CALLBACK}.`,
  );
  expect(page).not.toMatch(/<script|href="(?!\/)/);
});

test('a form that the browser sends to the app says what is in it', async () => {
  const app = await makeApp(org, {}, {}, 'shop-admins');
  const { page, browser } = await startSignIn(await partyOf(org, app), { response_mode: 'form_post' });
  await browser.submit(page, { identifier: 'bob@local.test', password: 'any' });
  expect((await requestsOf(app))[0]).toContain('access_denied: User is not assigned to the client application.');
});

test('a request that names no app of the org is on the home page', async () => {
  const answer = await fetch(`${org.url}/oauth2/v1/authorize?client_id=no-app&response_type=code&scope=openid`);
  expect(answer.status).toBe(400);
  expect(textOf(await openPage(`${org.url}/`))).toMatch(
    /Requests that name no app of this org .* authorization request .* Refused \(400\): invalid_client: Invalid value for 'client_id' parameter\. No app of this org has it\. .* An app is known after its stack is applied\./,
  );
});

test('no code, token, secret or password is on the page, wherever a client put it', async () => {
  const app = await makeApp(org, ROTATE);
  const canary = 'canary-4f9b1c';
  const party = await partyOf(org, app);
  const { page, browser } = await startSignIn(party, { state: canary, nonce: canary, claims_locales: canary });
  await browser.submit(page, { identifier: canary, password: canary });
  const { page: back } = await signIn(party);
  const code = new URL(back.url).searchParams.get('code') ?? '';
  await send(app, {
    grant_type: canary,
    code: canary,
    code_verifier: canary,
    redirect_uri: `${CALLBACK}?code=${code}`,
  });
  await send(app, { grant_type: app.secret, scope: app.secret }, canary);
  await send(app, { grant_type: 'refresh_token', refresh_token: canary, client_assertion: canary, token: canary });
  await send(app, { grant_type: 'authorization_code', code, redirect_uri: `https://user:${canary}@app.example.com/` });
  await fetch(`${org.url}/oauth2/v1/userinfo`, { headers: { authorization: `Bearer ${canary}` } });
  const shown = (await pageOf(app)) + (await openPage(`${org.url}/`));
  expect(shown).toContain('grant_type = (sensitive)');
  for (const secret of [canary, code, app.secret]) expect(shown).not.toContain(secret);
});

test('what a client sends is text on the page', async () => {
  const app = await makeApp(org);
  const hostile = '"><img src=x onerror=alert(1)>\u202e';
  await startSignIn(await partyOf(org, app), {
    scope: hostile,
    state: hostile,
    response_type: hostile,
    prompt: hostile,
  });
  await ask(org, 'GET', `/oauth2/v1/logout?client_id=${app.clientId}&post_logout_redirect_uri=javascript:alert(1)`);
  const page = await pageOf(app);
  expect(page).not.toMatch(/<img|\u202e|href="(?!\/)/);
  expect(textOf(page)).toContain('post_logout_redirect_uri = javascript:alert(1)');
});
