import * as oidc from 'openid-client';
import { makeApp, partyOf, peopleOrg, refused } from './support/relying-party';

const org = peopleOrg();

const MACHINE = { grant_types: ['authorization_code', 'client_credentials'], response_types: ['code', 'token'] };

async function tokenFor(scope: string | undefined, path: string, oauth: object = MACHINE) {
  const party = await partyOf(org, await makeApp(org, oauth), undefined, org.url + path);
  return await oidc.clientCredentialsGrant(party, scope === undefined ? {} : { scope });
}

test('the custom server gives a token for a scope of its own', async () => {
  const { access_token, scope } = await tokenFor('orders:read orders:read', '/oauth2/default');
  expect(scope).toBe('orders:read');
  const claims = JSON.parse(Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString()) as object;
  expect(claims).toMatchObject({ aud: 'api://default', scp: ['orders:read'] });
  expect(claims).not.toHaveProperty('uid');
});

test.each([
  [
    '',
    'orders:read',
    'invalid_client',
    'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
  ],
  ['/oauth2/default', 'openid', 'invalid_scope', "Cannot request 'openid' scopes using client credentials."],
  [
    '/oauth2/default',
    undefined,
    'invalid_scope',
    "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
  ],
])('the server at "%s" refuses the scope %s with %s', async (path, scope, error, description) => {
  expect((await refused(tokenFor(scope, path))).slice(1)).toEqual([error, description]);
});

test('an app without the grant gets none', async () => {
  expect(await refused(tokenFor('orders:read', '/oauth2/default', {}))).toEqual([
    400,
    'unauthorized_client',
    'The client is not authorized to use the provided grant type. Configured grant types: [authorization_code].',
  ]);
});
