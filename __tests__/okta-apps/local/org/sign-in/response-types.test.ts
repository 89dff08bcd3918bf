import { makeApp, partyOf, peopleOrg, startSignIn } from './support/relying-party';

const org = peopleOrg();

const MODES = ['', 'query', 'fragment', 'form_post'];
const TYPES = ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'];

/** Every combination, with whether Okta answers it: a token is never in a query, which is in logs and histories. */
const CASES = TYPES.flatMap((type) => MODES.map((mode) => [type, mode, mode !== 'query' || type === 'code'] as const));

/** What the app gets, and in which way. */
async function answerTo(response_type: string, response_mode: string) {
  const app = await makeApp(org, {
    grant_types: ['authorization_code', 'implicit'],
    response_types: ['code', 'id_token', 'token'],
  });
  const asked = { response_type, response_mode, scope: 'openid profile' };
  const { page, browser } = await startSignIn(await partyOf(org, app), asked);
  const done = page.status === 200 ? await browser.submit(page, { identifier: 'ada@local.test' }) : page;
  const form = [...done.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const [, mark = '', sent = ''] = /([?#])(.*)$/.exec(done.url) ?? [];
  if (form.length > 0)
    return { way: 'form_post', got: new Map(form.map(([, name = '', value = '']) => [name, value])) };
  return { way: mark === '#' ? 'fragment' : 'query', got: new Map(new URLSearchParams(sent)) };
}

test.each(CASES)('%s in the response mode "%s" is answered: %s', async (type, mode, isAnswered) => {
  const { way, got } = await answerTo(type, mode);
  if (!isAnswered) {
    expect([got.get('error'), got.get('error_description')]).toEqual([
      'invalid_request',
      'requested response_mode is not allowed for the requested response_type',
    ]);
    expect([...got.keys()].filter((name) => /code|token/.test(name))).toEqual([]);
    return;
  }
  expect(way).toBe(mode || (type === 'code' ? 'query' : 'fragment'));
  const names = type.split(' ').map((name) => (name === 'token' ? 'access_token' : name));
  expect([...got.keys()].filter((name) => /^(?:code|id_token|access_token)$/.test(name)).sort()).toEqual(names.sort());
  expect(got.get('state')).toBe('some-state');
  const claims = JSON.parse(Buffer.from(got.get('id_token')?.split('.')[1] ?? 'e30', 'base64url').toString()) as object;
  expect(
    Object.keys(claims)
      .filter((name) => /^(?:at_hash|c_hash|nonce)$/.test(name))
      .sort(),
  ).toEqual([
    ...(names.includes('id_token') && names.includes('access_token') ? ['at_hash'] : []),
    ...(names.includes('id_token') && names.includes('code') ? ['c_hash'] : []),
    ...(names.includes('id_token') ? ['nonce'] : []),
  ]);
});

test('an ID token without a nonce is refused when it comes through the browser', async () => {
  const app = await makeApp(org, {
    grant_types: ['authorization_code', 'implicit'],
    response_types: ['code', 'id_token'],
  });
  const { page } = await startSignIn(await partyOf(org, app), { response_type: 'id_token', nonce: '' });
  expect(new URL(page.url.replace('#', '?')).searchParams.get('error_description')).toContain('nonce');
});
