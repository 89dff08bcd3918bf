import { makeApp, partyOf, peopleOrg, signIn, startSignIn } from './support/relying-party';

const org = peopleOrg();

/** The hidden fields of a page. */
function fieldsOf(text: string): Record<string, string> {
  const fields = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

test.each(['', '/oauth2/default'])('another user signs in to "%s" in the same browser', async (path) => {
  const party = await partyOf(org, await makeApp(org, { consent_method: 'REQUIRED' }), undefined, org.url + path);
  const { page, browser } = await signIn(party);
  await browser.submit(page, { answer: 'allow' });
  const again = await startSignIn(party, { prompt: 'login', scope: 'openid' }, browser);
  const ended = await browser.submit(again.page, { identifier: 'bob@local.test' });
  const asked = await browser.submit(ended, fieldsOf(ended.text));
  // What the first user allowed, the second one did not.
  expect(asked.text).toContain('<p>Signed in as bob@local.test. The app asks for:</p>');
  expect(new URL((await browser.submit(asked, { answer: 'allow' })).url).searchParams.get('code')).toMatch(/./);
});

test('users who may use the app come first, and the page says of the others that they may not', async () => {
  const { page } = await startSignIn(await partyOf(org, await makeApp(org, {}, {}, 'other')));
  const shown = [...page.text.matchAll(/<p>([^<]+:)<\/p>|<small>([^<]+)<\/small>/g)].map(
    ([, title, login]) => title ?? login,
  );
  expect(shown).toEqual([
    'Or sign in as:',
    'ada@local.test',
    'Not assigned to this app:',
    'admin@local.test',
    'bob@local.test',
  ]);
});

test('without a user who may use the app, the page lists only those who may not', async () => {
  const { page } = await startSignIn(await partyOf(org, await makeApp(org, {}, {}, 'shop-buyers')));
  expect(page.text).not.toContain('Or sign in as:');
  expect(page.text).toContain('<p>Not assigned to this app:</p>');
});
