import { CALLBACK, makeApp, partyOf, peopleOrg, tokensOf } from './support/relying-party';

const org = peopleOrg();

describe('a form', () => {
  test('may ask for a sign-in and end it', async () => {
    const after = 'https://app.example.com/bye';
    const app = await makeApp(org, { post_logout_redirect_uris: [after] });
    const { tokens, browser } = await tokensOf(await partyOf(org, app));
    const asked = {
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      state: 'x',
    };
    const { url } = await browser.open(`${org.url}/oauth2/v1/authorize`, asked);
    expect(Object.keys(Object.fromEntries(new URL(url).searchParams))).toEqual(['code', 'state', 'iss']);
    const ended = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: after, state: 'bye' };
    expect((await browser.open(`${org.url}/oauth2/v1/logout`, ended)).url).toBe(`${after}?state=bye`);
    expect((await browser.open(`${org.url}/oauth2/v1/authorize`, asked)).text).toContain('<h1>Sign in to ');
  });
});
