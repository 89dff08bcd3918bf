import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { local } from '../../../env/local';
import { PartnerPortalStack } from '../../../stacks/partner-portal-stack';
import { OidcWebApp, type OidcWebAppProps } from '../../../constructs/oidc-web-app';
import { localOrg, type TestOrg } from '../../../okta-apps/testing/local-org';
import '../../../okta-apps/testing/matchers';

const PROPS: OidcWebAppProps = {
  label: 'Billing',
  redirectUris: ['https://billing.acme.dev/callback'],
  assignTo: { groups: ['Staff'] },
  groupsClaim: { name: 'roles', filter: 'STARTS_WITH', value: 'Sta' },
};

/** A stack of apps called by their keys. */
function stackOf(name: string, apps: Readonly<Record<string, Partial<OidcWebAppProps>>>): TerraformStack {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), name);
  new OktaProvider(stack, 'okta', { orgName: 'acme', baseUrl: 'okta.com' });
  for (const [id, props] of Object.entries(apps)) new OidcWebApp(stack, id, { ...PROPS, ...props });
  return stack;
}

let org: TestOrg;

beforeAll(async () => {
  org = await localOrg({
    stacks: [
      stackOf('finance', { billing: { grantTypes: ['authorization_code', 'refresh_token'] } }),
      stackOf('support', { desk: { label: 'Desk', tokenEndpointAuthMethod: 'client_secret_post' } }),
    ],
    users: [
      { login: 'ada@acme.dev', firstName: 'Ada', lastName: 'Lovelace' },
      { login: 'eve@acme.dev', groups: [] },
    ],
  });
});

afterAll(() => org.close());

test('a user signs in to each app of each stack, with the claims that it declares', async () => {
  for (const app of ['billing', 'desk']) {
    const tokens = await org.signIn(app);
    expect(tokens).toHaveClaims({ name: 'Ada Lovelace', roles: ['Staff'], sub: expect.stringMatching(/^00u/) });
  }
  expect((await org.signIn('billing')).refreshToken).toEqual(expect.any(String));
  expect((await org.signIn('desk')).refreshToken).toBeUndefined();
});

test('a client library gets what it needs', async () => {
  const client = await org.client('billing');
  expect(client).toMatchObject({
    redirectUri: 'https://billing.acme.dev/callback',
    clientSecret: expect.any(String) as unknown,
  });
  const answer = await fetch(`${client.issuer}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({ issuer: client.issuer });
});

test('who is not assigned is refused, in the words of the org', async () => {
  await expect(org.signIn('billing', 'eve@acme.dev')).rejects.toThrow(
    'The local org answers access_denied: User is not assigned to the client application.',
  );
  await expect(org.signIn('billing', 'bob@acme.dev')).rejects.toThrow(
    'The local org refuses the sign-in of bob@acme.dev: Unable to sign in',
  );
});

test('an app that no stack has is named, with those that there are', async () => {
  await expect(org.client('bills')).rejects.toThrow('No stack has the app "bills"; they have billing and desk');
});

test('claims that differ are shown', async () => {
  const tokens = await org.signIn('billing');
  expect(() => {
    expect(tokens).toHaveClaims({ email: 'bob@acme.dev', department: 'x', name: 'Ada Lovelace' });
  }).toThrow('The ID token has other claims than expected:\n  email: "ada@acme.dev"\n  department: not there');
});

test('a group that no stack names, and a stack that cannot be applied, are errors', async () => {
  const users = [{ login: 'ada@acme.dev', groups: ['Finance'] }];
  await expect(localOrg({ stacks: [stackOf('finance', { billing: {} })], users })).rejects.toThrow(
    'ada@acme.dev is in Finance, which no stack names; the stacks name Staff and Everyone',
  );
  const stack = stackOf('finance', { billing: {} });
  stack.addOverride('resource.okta_app_oauth.billing.response_types', ['nonsense']);
  await expect(localOrg({ stacks: [stack] })).rejects.toThrow('response_types');
});

test('users and groups of the seed of the local environment can sign in', async () => {
  const seeded = await localOrg({ stacks: [new PartnerPortalStack(Testing.app({ stackTraces: false }), local)] });
  try {
    expect(await seeded.signIn('partner-portal')).toHaveClaims({
      name: 'Ada Lovelace',
      groups: ['partner-buyers'],
    });
    expect(await seeded.signIn('partner-portal', 'grace@partner.test')).toHaveClaims({
      groups: ['partner-buyers', 'partner-admins'],
    });
  } finally {
    await seeded.close();
  }
});
