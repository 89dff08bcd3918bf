import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { trySignIn } from '../../../okta-apps/run/try-sign-in';
import { makeApp, PEOPLE, ROTATE } from '../local/org/sign-in/support/relying-party';
import { ask } from '../local/org/support/client';

let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg({ seed: PEOPLE });
});

afterEach(() => org.close());

/** Signs in, and gives what it says, without what differs each time, and the secrets that it noted. */
async function shown(): Promise<{ readonly text: string; readonly secrets: readonly string[] }> {
  const secrets: string[] = [];
  const io = {
    secrets: { add: (values: Iterable<string | undefined>) => void secrets.push(...[...values].map(String)) },
  };
  const text = await trySignIn({ url: org.url, token: org.token, reattach: {} }, io as never);
  return { text: text.replace(/sub 00u\w+/, 'sub 00u…'), secrets };
}

test('it signs in to the first app that is assigned to a user, and notes the secret of the app', async () => {
  await makeApp(org, {}, { token_endpoint_auth_method: 'client_secret_post' }, 'shop-buyers');
  const app = await makeApp(org, ROTATE, {}, 'shop-admins');
  await ask(org, 'POST', `/api/v1/internal/apps/${app.id}/settings/oauth/idToken`, {
    valueType: 'GROUPS',
    groupFilterType: 'REGEX',
    name: 'shop_groups',
    value: 'shop-.*|other',
  });
  const { text, secrets } = await shown();
  expect(text).toBe(
    `  app           ${app.label} (${app.clientId})
  user          ada@local.test
  sent back to  https://app.example.com/callback
  ID token      sub 00u… · preferred_username ada@local.test · email ada@local.test · shop_groups shop-admins, other
  access token  3600 seconds, for openid profile email groups offline_access
  refresh token used once, and replaced by a new one
`,
  );
  expect(secrets).toEqual([app.secret]);
  expect(text).not.toContain(app.secret);
});

test('the lifetime is the one that the org gave, also where time passes while it is read', async () => {
  await makeApp(org);
  let now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 1));
  try {
    expect((await shown()).text).toContain('  access token  3600 seconds, for ');
  } finally {
    clock.mockRestore();
  }
});

test('an app without refresh tokens has none, and consent is given', async () => {
  await makeApp(org, { consent_method: 'REQUIRED' });
  expect((await shown()).text).toContain('  refresh token none: the app has no such grant\n');
});

test('without an app for it, that is said', async () => {
  await makeApp(org, {}, {}, 'shop-buyers');
  const inactive = await makeApp(org);
  await ask(org, 'POST', `/api/v1/apps/${inactive.id}/lifecycle/deactivate`);
  expect((await shown()).text).toBe(
    '  No active app with a client secret is assigned to a user of this org, so there is no sign-in to show.\n',
  );
});
