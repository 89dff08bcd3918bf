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
