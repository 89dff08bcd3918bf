import { GROUPS, type Code } from '../../../../../okta-apps/local/org/home/code';
import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask } from '../support/client';
import { makeApp, PEOPLE, type Made } from '../sign-in/support/relying-party';
import { openPage, statusFor, textOf } from './support/page';

let org: LocalOrg;
let app: Made;
let code: Code | undefined;
/** How often the code was read. */
let reads = 0;

beforeAll(async () => {
  org = await startOrg({
    seed: PEOPLE,
    code: () => {
      reads += 1;
      return code ?? { apps: [], notes: [] };
    },
  });
  app = await makeApp(org, { consent_method: 'REQUIRED' }, {}, 'shop-admins');
});

afterAll(() => org.close());

const from = { construct: 'shop-local/shop', place: 'stacks/shop-stack.ts:14' };
const groupsFrom = { construct: 'shop-local/shop/Groups', place: 'stacks/shop-stack.ts:20' };

/** What the code says when it says the same as the org. */
function declared(attributes: Readonly<Record<string, readonly string[] | undefined>> = {}): Code {
  const all = { label: [app.label], redirect_uris: ['https://app.example.com/callback'], ...attributes };
  return {
    apps: [
      {
        id: app.id,
        label: app.label,
        attributes: {
          ...Object.fromEntries(Object.entries(all).map(([name, values]) => [name, { values, from }])),
          [GROUPS]: { values: ['shop-admins'], from: groupsFrom },
        },
      },
    ],
    notes: [],
  };
}

test('the home page has each app with its settings and where each comes from, and no secret', async () => {
  code = declared();
  const page = await openPage(`${org.url}/`);
  expect(page).toContain('It has 1 app and 3 users.');
  expect(textOf(page.replace(/.*<section>/s, ''))).toBe(
    `${app.label} The last apply matches the code. Sign in to ${app.label} Requests of ${app.label} ` +
      'Settings Setting Value in this org Where it comes from ' +
      `label ${app.label} stacks/shop-stack.ts:14 (shop-local/shop) ` +
      'status active not set in the code ' +
      `client ID ${app.clientId} not set in the code ` +
      'authentication client_secret_basic not set in the code ' +
      'grant types authorization_code not set in the code ' +
      'response types code not set in the code ' +
      'redirect URIs https://app.example.com/callback stacks/shop-stack.ts:14 (shop-local/shop) ' +
      'login initiated by the app only not set in the code ' +
      'PKCE not required not set in the code ' +
      'consent required not set in the code ' +
      'groups that may sign in shop-admins stacks/shop-stack.ts:20 (shop-local/shop/Groups)',
  );
  expect(page).not.toContain(app.secret);
});

test('a setting that the code has otherwise is said, with what the code says', async () => {
  code = declared({ redirect_uris: ['https://new.example.com/callback'], response_types: ['code'], login_uri: [] });
  const text = textOf(await openPage(`${org.url}/`));
  expect(text).toContain('Differs from the code: redirect URIs. Apply the stacks: okta-apps apply --env local');
  expect(text).toContain('The code says: https://new.example.com/callback');
});

test('what only an apply knows differs from nothing', async () => {
  code = declared({ redirect_uris: undefined });
  expect(textOf(await openPage(`${org.url}/`))).toContain('The last apply matches the code.');
});

test('apps that only the code or only the org has are said', async () => {
  const [one] = declared().apps;
  if (one === undefined) throw new Error('one app is declared');
  code = { apps: [{ ...one, id: undefined, label: 'New app' }], notes: ['stacks/a.ts was edited.'] };
  const text = textOf(await openPage(`${org.url}/`));
  expect(text).toContain('stacks/a.ts was edited. Declared, but not in this org.');
  expect(text).toContain('New app, stacks/shop-stack.ts:14 (shop-local/shop)');
  expect(text).toContain('No stack of this project declares this app.');
});

test('the code is read for the pages that show it', async () => {
  const before = reads;
  await openPage(`${org.url}/apps/nothing`, 404);
  await statusFor(`${org.url}/apps/${app.id}/sign-in`, {});
  expect(reads).toBe(before);
  await openPage(`${org.url}/apps/${app.id}`);
  expect(reads).toBe(before + 1);
});

test('a page of another origin, or through a name that leads to loopback, cannot read it', async () => {
  for (const headers of [{ origin: 'https://evil.example.com' }, { host: 'rebound.example.com' }])
    for (const path of ['/', `/apps/${app.id}`, `/apps/${app.id}/sign-in`])
      expect(await statusFor(org.url + path, headers)).toBe(403);
});

test('what the code says is text on the page, too', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  code = { ...declared({ redirect_uris: [hostile] }), notes: [hostile] };
  const page = await openPage(`${org.url}/`);
  expect(page).toContain('The code says: &#60;img src=x onerror=alert(1)&#62;');
  expect(page).not.toContain('<img');
});

describe('an org with many apps and no project', () => {
  let big: LocalOrg;

  beforeAll(async () => {
    big = await startOrg({ seed: PEOPLE });
    await Promise.all(Array.from({ length: 51 }, () => makeApp(big)));
  });

  afterAll(() => big.close());

  test('shows fifty on a page, with a link to the others', async () => {
    const page = await openPage(`${big.url}/`);
    expect(page.match(/<section>/g)).toHaveLength(50);
    expect(page).toContain('<a class="action" href="/?from=50">Next apps</a>');
    const next = await openPage(`${big.url}/?from=50`);
    expect(next).toMatch(/<section>.*<\/section>/s);
    expect(next).toContain('<a class="action" href="/?from=0">Previous apps</a>');
    expect(textOf(page)).toContain('so it does not know which code declares its apps');
  });

  test('a label is text, whatever is in it', async () => {
    const made = await makeApp(big);
    const { body } = await ask(big, 'GET', `/api/v1/apps/${made.id}`);
    await ask(big, 'PUT', `/api/v1/apps/${made.id}`, { ...(body as object), label: '"><script>alert(1)</script>' });
    const page = await openPage(`${big.url}/apps/${made.id}`);
    expect(page).toContain('<h1>&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;</h1>');
    expect(page).not.toContain('<script');
  });
});
