import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask } from '../support/client';
import { makeApp, PEOPLE, type Made } from './support/relying-party';

let org: LocalOrg;
let app: Made;

beforeEach(async () => {
  org = await startOrg({ seed: PEOPLE });
  app = await makeApp(org, { consent_method: 'REQUIRED' }, {}, 'shop-admins');
});

afterEach(() => org.close());

async function home(): Promise<string> {
  const answer = await fetch(`${org.url}/`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  return await answer.text();
}

test('the home page has each app with its settings, and no secret', async () => {
  const text = await home();
  expect(text).toContain('It has 1 app and 3 users.');
  expect(
    text
      .replace(/.*<section>/s, '')
      .replace(/<\/section>.*/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ).toBe(
    `${app.label} status active client ID ${app.clientId} authentication client_secret_basic grant types authorization_code ` +
      'redirect URIs https://app.example.com/callback PKCE not required consent required who may sign in shop-admins',
  );
  expect(text).not.toContain(app.secret);
});

test('a label is text on the page, whatever is in it', async () => {
  const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}`);
  await ask(org, 'PUT', `/api/v1/apps/${app.id}`, { ...(body as object), label: '<img src=x onerror=alert(1)>' });
  const text = await home();
  expect(text).toContain('<h2>&#60;img src=x onerror=alert(1)&#62;</h2>');
  expect(text).not.toContain('<img');
});

test('a page of another origin cannot read it', async () => {
  const answer = await fetch(`${org.url}/`, { headers: { origin: 'https://evil.example.com' } });
  expect(answer.status).toBe(403);
});
