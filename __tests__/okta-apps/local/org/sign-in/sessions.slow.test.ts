import * as oidc from 'openid-client';
import { ask } from '../support/client';
import {
  CALLBACK,
  makeApp,
  partyOf,
  peopleOrg,
  refused,
  ROTATE,
  signIn,
  startSignIn,
  tokensOf,
} from './support/relying-party';

const org = peopleOrg();

function answerIn(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

describe('who may sign in', () => {
  const NOT_ASSIGNED = {
    error: 'access_denied',
    error_description: 'User is not assigned to the client application.',
    state: 'some-state',
  };

  test('a user whom no group assigns is sent back with access_denied', async () => {
    const party = await partyOf(org, await makeApp(org, {}, {}, 'shop-admins'));
    const { page } = await signIn(party, 'bob@local.test');
    expect(answerIn(page.url)).toEqual({ ...NOT_ASSIGNED, iss: org.url });
  });

  test('also when they are signed in already', async () => {
    const [open, closed] = [await makeApp(org), await makeApp(org, {}, {}, 'shop-admins')];
    const { browser } = await signIn(await partyOf(org, open), 'bob@local.test');
    const { page } = await startSignIn(await partyOf(org, closed), {}, browser);
    expect(answerIn(page.url)).toMatchObject(NOT_ASSIGNED);
  });

  test('all users, where the app has no assignments (broker mode)', async () => {
    const app = await makeApp(org, {}, {}, 'shop-admins');
    const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}`);
    const { settings } = body as { settings: object };
    await ask(org, 'PUT', `/api/v1/apps/${app.id}`, {
      ...(body as object),
      settings: { ...settings, implicitAssignment: true },
    });
    expect((await tokensOf(await partyOf(org, app), 'bob@local.test')).tokens.id_token).toBeDefined();
  });

  test.each([
    ['no user has this name', { identifier: 'eve@local.test', password: 'anything' }],
    ['the password is "wrong"', { identifier: 'ada@local.test', password: 'wrong' }],
    ['no name was given', { identifier: '', password: 'anything' }],
  ])('the page refuses it when %s', async (_why, fields) => {
    const { page, browser } = await startSignIn(await partyOf(org, await makeApp(org)));
    const again = await browser.submit(page, fields);
    expect(again.status).toBe(401);
    expect(again.text).toContain('<p role="alert">Unable to sign in</p>');
  });

  test('no user, while the app is inactive', async () => {
    const app = await makeApp(org);
    await ask(org, 'POST', `/api/v1/apps/${app.id}/lifecycle/deactivate`);
    const { page } = await startSignIn(await partyOf(org, app));
    expect(page.status).toBe(400);
    expect(page.text).toContain('(invalid_client)');
  });

  test('who is signed in is not asked again, unless the app wants it', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { browser } = await signIn(party);
    const scope = 'openid profile';
    expect(answerIn((await startSignIn(party, { scope, prompt: 'none' }, browser)).page.url)).toHaveProperty('code');
    expect((await startSignIn(party, { scope, prompt: 'login' }, browser)).page.text).toContain('<h1>Sign in to ');
  });
});

describe('where a sign-in goes', () => {
  test('a redirect URI that the app does not have is refused on a page that names both', async () => {
    const app = await makeApp(org);
    const { page } = await startSignIn(await partyOf(org, app), { redirect_uri: 'https://evil.example.com/?<b>' });
    expect(page.status).toBe(400);
    expect(page.text).toContain(
      `The &#39;redirect_uri&#39; parameter must be a Login redirect URI in the client app settings: ${app.label} ` +
        `(client id ${app.clientId}) does not have https://evil.example.com/?&#60;b&#62;.`,
    );
  });

  test.each([
    [`${CALLBACK}/`, false],
    [`${CALLBACK}?a=b`, false],
    ['https://shop.example.com/callback', true],
    ['https://a.b.example.com/callback', false],
    ['https://.example.com/callback', false],
    ['https://evil.example/?.example.com/callback', false],
    ['https://evil.example#.example.com/callback', false],
  ])('%s is a redirect URI of an app with a wildcard: %s', async (redirect_uri, accepted) => {
    const app = await makeApp(org, {
      redirect_uris: [CALLBACK, 'https://*.example.com/callback'],
      wildcard_redirect: 'SUBDOMAIN',
    });
    const { page } = await startSignIn(await partyOf(org, app), { redirect_uri });
    expect(page.text.includes('<h1>Sign in to ')).toBe(accepted);
  });

  test.each(['(', '[', '+', '{1}', '|'])('a pattern with %s in its host means that character', async (odd) => {
    const pattern = `https://*.a${odd}.example.com/callback`;
    const app = await makeApp(org, { redirect_uris: [CALLBACK, pattern], wildcard_redirect: 'SUBDOMAIN' });
    const party = await partyOf(org, app);
    const statusFor = async (redirect_uri: string) => (await startSignIn(party, { redirect_uri })).page.status;
    expect(await statusFor('https://shop.aa.example.com/callback')).toBe(400);
    expect(await statusFor(CALLBACK)).toBe(200);
  });

  test.each(['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'JavaScript:alert(1)'])(
    '%s is refused, although the app has it',
    async (redirect_uri) => {
      const party = await partyOf(org, await makeApp(org, { redirect_uris: [redirect_uri] }));
      const { page } = await startSignIn(party, { redirect_uri, response_mode: 'form_post', prompt: 'none' });
      expect([page.status, page.text.includes('<form')]).toEqual([400, false]);
      expect(page.text).toContain('(invalid_redirect_uri)');
    },
  );

  test('signing out ends the session and goes to a URI of the app, and to no other', async () => {
    const after = 'https://app.example.com/bye';
    const party = await partyOf(org, await makeApp(org, { post_logout_redirect_uris: [after] }));
    const { tokens, browser } = await tokensOf(party);
    const urlTo = (post_logout_redirect_uri: string) =>
      oidc.buildEndSessionUrl(party, { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri, state: 'bye' })
        .href;
    const refusedPage = await browser.open(urlTo('https://evil.example.com/'));
    expect([refusedPage.status, refusedPage.url.startsWith(org.url)]).toEqual([400, true]);
    expect((await browser.open(urlTo(after))).url).toBe(`${after}?state=bye`);
    expect((await startSignIn(party, {}, browser)).page.text).toContain('<h1>Sign in to ');
  });
});

describe('refresh tokens', () => {
  const INVALID = [400, 'invalid_grant', 'The refresh token is invalid or expired.'];

  test('a rotated one still works within its grace period', async () => {
    const party = await partyOf(org, await makeApp(org, ROTATE));
    const { tokens } = await tokensOf(party);
    const second = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(tokens.refresh_token);
    expect((await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '')).access_token).toBeDefined();
  });

  test('used after its grace period, it ends all tokens of the sign-in', async () => {
    const strict = { ...ROTATE, refresh_token: { rotation_type: 'ROTATE', leeway: 0 } };
    const party = await partyOf(org, await makeApp(org, strict));
    const { tokens } = await tokensOf(party);
    const second = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(await refused(oidc.refreshTokenGrant(party, tokens.refresh_token ?? ''))).toEqual(INVALID);
    expect(await refused(oidc.refreshTokenGrant(party, second.refresh_token ?? ''))).toEqual(INVALID);
    expect(await oidc.tokenIntrospection(party, tokens.access_token)).toEqual({ active: false });
    expect(await oidc.tokenIntrospection(party, second.access_token)).toEqual({ active: false });
  });

  test('a static one stays as it is', async () => {
    const app = await makeApp(org, { ...ROTATE, refresh_token: { rotation_type: 'STATIC' } });
    const party = await partyOf(org, app);
    const { tokens } = await tokensOf(party);
    const second = await oidc.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(second.refresh_token).toBe(tokens.refresh_token);
  });

  test('an app without the grant gets none, and may not use one', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { tokens } = await tokensOf(party);
    expect(tokens.refresh_token).toBeUndefined();
    expect(await refused(oidc.refreshTokenGrant(party, 'some-token'))).toEqual([
      400,
      'unauthorized_client',
      'The client is not authorized to use the provided grant type. Configured grant types: [authorization_code].',
    ]);
  });

  test('one of another app is refused', async () => {
    const [one, other] = [
      await partyOf(org, await makeApp(org, ROTATE)),
      await partyOf(org, await makeApp(org, ROTATE)),
    ];
    const { tokens } = await tokensOf(one);
    expect((await refused(oidc.refreshTokenGrant(other, tokens.refresh_token ?? ''))).slice(0, 2)).toEqual([
      400,
      'invalid_grant',
    ]);
  });
});

describe('consent', () => {
  test('is asked for where the app requires it, and may be denied', async () => {
    const party = await partyOf(org, await makeApp(org, { consent_method: 'REQUIRED' }));
    const { page, browser } = await signIn(party);
    expect(page.text).toContain('asks for access</h1>');
    expect(answerIn((await browser.submit(page, { answer: 'deny' })).url)).toMatchObject({
      error: 'access_denied',
      error_description: 'The resource owner denied the request.',
    });
  });

  test('is given once', async () => {
    const party = await partyOf(org, await makeApp(org, { consent_method: 'REQUIRED' }));
    const { page, browser } = await signIn(party);
    expect(answerIn((await browser.submit(page, { answer: 'allow' })).url)).toHaveProperty('code');
    const again = await startSignIn(party, { scope: 'openid profile', prompt: 'none' }, browser);
    expect(answerIn(again.page.url)).toHaveProperty('code');
  });
});

describe('hostile requests', () => {
  test('a form from another page is refused, and the sign-in continues', async () => {
    const { page, browser } = await startSignIn(await partyOf(org, await makeApp(org)));
    const answer = await fetch(page.url, {
      method: 'POST',
      headers: { origin: 'https://evil.example.com', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'identifier=ada@local.test',
    });
    expect(answer.status).toBe(403);
    expect(answerIn((await browser.submit(page, { identifier: 'ada@local.test' })).url)).toHaveProperty('code');
  });

  test('the address of a sign-in is worth nothing in another browser', async () => {
    const { page } = await startSignIn(await partyOf(org, await makeApp(org)));
    const answer = await fetch(page.url, {
      method: 'POST',
      body: new URLSearchParams({ identifier: 'ada@local.test' }),
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('This sign-in is over') as unknown,
    ]);
  });

  test('a label and a hint are text on the page, whatever is in them', async () => {
    const label = '<script>alert(1)</script>';
    const app = await makeApp(org);
    const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}`);
    await ask(org, 'PUT', `/api/v1/apps/${app.id}`, { ...(body as object), label });
    const { page } = await startSignIn(await partyOf(org, app), { login_hint: '"><script>alert(2)</script>' });
    expect(page.text).toContain('<h1>Sign in to &#60;script&#62;alert(1)&#60;/script&#62;</h1>');
    expect(page.text).not.toContain('<script');
  });

  test('a token whose claims were changed is none', async () => {
    const party = await partyOf(org, await makeApp(org));
    const { tokens } = await tokensOf(party);
    const [head = '', claims = '', signature = ''] = tokens.access_token.split('.');
    const changed = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), sub: 'bob@local.test' };
    const forged = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    expect(await oidc.tokenIntrospection(party, forged)).toEqual({ active: false });
    const answer = await fetch(`${org.url}/oauth2/v1/userinfo`, { headers: { authorization: `Bearer ${forged}` } });
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: 'invalid_token', error_description: 'The token is invalid.' },
    ]);
  });
});
