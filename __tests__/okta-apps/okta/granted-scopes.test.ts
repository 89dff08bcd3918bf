import { text } from 'node:stream/consumers';
import { grantedScopes } from '../../../okta-apps/okta/granted-scopes';
import { fakeOrg, json } from './support/fake-org';
import { newKeys } from './support/keys';

const { privateKey } = newKeys();
const app = { type: 'service-app', clientId: 'c', privateKey, scopes: ['a.read', 'a.manage', 'b.read'] } as const;

/** What an org is asked for, and what is found out, where it grants two scopes in this way. */
async function against(answer: (asked: readonly string[]) => readonly [number, object]): Promise<unknown> {
  const seen: string[] = [];
  const org = await fakeOrg((request, response) => {
    void text(request).then((body) => {
      const scope = new URLSearchParams(body).get('scope') ?? '';
      seen.push(scope);
      json(response, ...answer(scope.split(' ')));
    });
  });
  try {
    return { granted: await grantedScopes(org.url, app), seen };
  } finally {
    await org.close();
  }
}

const GRANTED = ['b.read', 'a.read'];
const token = (scope?: string) => ({ access_token: 't', token_type: 'Bearer', expires_in: 3600, scope });

test('an org that gives what is granted is asked once', async () => {
  const all = 'a.read a.manage b.read';
  expect(await against(() => [200, token(GRANTED.join(' '))])).toEqual({ granted: ['a.read', 'b.read'], seen: [all] });
});

test('an org that refuses them all is asked for each', async () => {
  const found = await against((asked) =>
    asked.every((scope) => GRANTED.includes(scope)) ? [200, token()] : [400, { error: 'invalid_scope' }],
  );
  expect(found).toEqual({
    granted: ['a.read', 'b.read'],
    seen: ['a.read a.manage b.read', 'a.read', 'a.manage', 'b.read'],
  });
});

test('an app that the org does not know is an error, not an app without scopes', async () => {
  await expect(against(() => [400, { error: 'invalid_client' }])).rejects.toMatchObject({
    message: '400 invalid_client',
  });
});
